-- How comments were recognised, and what a suspect visit showed.

ALTER TABLE comment_ids ADD COLUMN method TEXT;
ALTER TABLE comment_versions ADD COLUMN method TEXT;
ALTER TABLE fetches ADD COLUMN digest TEXT;
