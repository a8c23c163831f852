-- Which visits came from another archive.

ALTER TABLE fetches ADD COLUMN origin TEXT;
