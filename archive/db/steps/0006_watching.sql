-- What is watched and when it is due. Pages that are known and not yet visited have polls, too; further comment
-- pages are visits that are part of another one.

ALTER TABLE sources ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE fetches ADD COLUMN part_of INTEGER REFERENCES fetches(id);
CREATE INDEX fetches_part ON fetches(part_of) WHERE part_of IS NOT NULL;

CREATE TABLE polls_now (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    source_id INTEGER REFERENCES sources(id),
    observation_id INTEGER REFERENCES observations(id),
    etag TEXT,
    last_modified TEXT,
    parser_version TEXT,
    last_status INTEGER,
    last_polled_at TEXT,
    due_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT,
    kind TEXT NOT NULL DEFAULT 'page',
    found_at TEXT,
    published TEXT,
    fresh_until TEXT,
    conditional INTEGER NOT NULL DEFAULT 0,
    hint TEXT,
    hinted_at TEXT,
    hint_visited TEXT,
    pages TEXT
) STRICT;

INSERT INTO polls_now (id, url, source_id, observation_id, etag, last_modified, parser_version, last_status,
    last_polled_at, due_at, failures)
SELECT id, url, source_id, observation_id, etag, last_modified, parser_version, last_status, last_polled_at,
    due_at, failures
FROM polls;

DROP TABLE polls;
ALTER TABLE polls_now RENAME TO polls;
CREATE INDEX polls_observation ON polls(observation_id);
CREATE INDEX polls_source ON polls(source_id) WHERE source_id IS NOT NULL;
CREATE INDEX polls_due ON polls(due_at) WHERE due_at IS NOT NULL;

CREATE TABLE hosts (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,
    robots TEXT,
    robots_until TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT,
    not_before TEXT,
    error TEXT
) STRICT;
