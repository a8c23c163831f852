-- Reasons were sentences; they are codes since.

ALTER TABLE articles ADD COLUMN incomplete_code TEXT;
ALTER TABLE articles ADD COLUMN incomplete_detail TEXT;
ALTER TABLE observations ADD COLUMN incomplete_code TEXT;
ALTER TABLE observations ADD COLUMN incomplete_detail TEXT;
