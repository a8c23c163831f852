-- What a page says of its thread elsewhere, for when the page itself has not changed.

ALTER TABLE polls ADD COLUMN embeds TEXT;
