-- What dumps hold of people that no page shows, where it was asked for; see `archive.imports.dumps`.

CREATE TABLE private (
    id INTEGER PRIMARY KEY,
    comment_id INTEGER NOT NULL UNIQUE REFERENCES comments(id),
    email TEXT,
    ip TEXT
) STRICT;
