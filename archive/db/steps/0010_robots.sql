-- What to ask for a robots.txt again by.

ALTER TABLE hosts ADD COLUMN robots_etag TEXT;
ALTER TABLE hosts ADD COLUMN robots_modified TEXT;
