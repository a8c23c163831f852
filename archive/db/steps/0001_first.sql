-- The first schema of an archive.

CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL UNIQUE,
    name TEXT,
    first_seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    site_id INTEGER NOT NULL REFERENCES sites(id),
    url TEXT NOT NULL,
    canonical_url TEXT,
    site_name TEXT,
    title TEXT,
    author TEXT,
    published TEXT,
    published_utc TEXT,
    modified TEXT,
    language TEXT,
    text TEXT NOT NULL DEFAULT '',
    html TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    system TEXT,
    id_system TEXT,
    id_scope TEXT,
    declared_count INTEGER,
    comment_count INTEGER NOT NULL DEFAULT 0,
    gone_count INTEGER NOT NULL DEFAULT 0,
    complete INTEGER,
    incomplete_reason TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    version_count INTEGER NOT NULL DEFAULT 1,
    group_id INTEGER,
    first_seen_at TEXT NOT NULL,
    gone_since TEXT
) STRICT;

CREATE TABLE urls (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    kind TEXT NOT NULL,
    first_seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE authors (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    site_id INTEGER NOT NULL REFERENCES sites(id),
    article_id INTEGER REFERENCES articles(id),
    system TEXT,
    account TEXT,
    name TEXT,
    url TEXT,
    first_seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE comments (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    parent_id INTEGER REFERENCES comments(id),
    parent_system_id TEXT,
    author_id INTEGER REFERENCES authors(id),
    author TEXT,
    author_url TEXT,
    author_avatar TEXT,
    is_article_author INTEGER,
    published TEXT,
    published_utc TEXT,
    published_text TEXT,
    text TEXT NOT NULL,
    html TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'comment',
    state TEXT NOT NULL DEFAULT 'visible',
    permalink TEXT,
    likes INTEGER,
    dislikes INTEGER,
    edited INTEGER,
    position INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    descendants INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    version_count INTEGER NOT NULL DEFAULT 1,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    gone_since TEXT
) STRICT;

CREATE TABLE comment_ids (
    id INTEGER PRIMARY KEY,
    comment_id INTEGER NOT NULL REFERENCES comments(id),
    system TEXT NOT NULL,
    scope TEXT NOT NULL,
    system_id TEXT NOT NULL,
    UNIQUE (system, scope, system_id, comment_id)
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    command TEXT NOT NULL,
    arguments TEXT NOT NULL,
    program_version TEXT,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT,
    report TEXT
) STRICT;

CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    encoding TEXT NOT NULL,
    base_id INTEGER REFERENCES snapshots(id),
    size INTEGER NOT NULL,
    content_type TEXT,
    first_seen_at TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE article_versions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    version INTEGER NOT NULL,
    title TEXT,
    author TEXT,
    published TEXT,
    modified TEXT,
    language TEXT,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    tags TEXT NOT NULL,
    changed TEXT NOT NULL DEFAULT '[]',
    first_seen_at TEXT NOT NULL,
    fetch_id INTEGER REFERENCES fetches(id),
    channel TEXT,
    parser_version TEXT,
    superseded_by INTEGER REFERENCES article_versions(id),
    UNIQUE (article_id, version)
) STRICT;

CREATE TABLE comment_versions (
    id INTEGER PRIMARY KEY,
    comment_id INTEGER NOT NULL REFERENCES comments(id),
    version INTEGER NOT NULL,
    author TEXT,
    author_url TEXT,
    published TEXT,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    changed TEXT NOT NULL DEFAULT '[]',
    first_seen_at TEXT NOT NULL,
    fetch_id INTEGER REFERENCES fetches(id),
    channel TEXT,
    parser_version TEXT,
    superseded_by INTEGER REFERENCES comment_versions(id),
    UNIQUE (comment_id, version)
) STRICT;

CREATE TABLE observations (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    channel TEXT NOT NULL,
    digest TEXT NOT NULL,
    article_version INTEGER,
    complete INTEGER,
    incomplete_reason TEXT,
    declared_count INTEGER,
    comment_count INTEGER NOT NULL,
    listing BLOB NOT NULL,
    parser_version TEXT,
    first_seen_at TEXT NOT NULL,
    UNIQUE (article_id, channel, digest)
) STRICT;

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    label TEXT,
    settings TEXT NOT NULL DEFAULT '{}',
    paused INTEGER NOT NULL DEFAULT 0,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES runs(id),
    article_id INTEGER REFERENCES articles(id),
    observation_id INTEGER REFERENCES observations(id),
    snapshot_id INTEGER REFERENCES snapshots(id),
    url TEXT NOT NULL,
    final_url TEXT,
    redirects TEXT NOT NULL DEFAULT '[]',
    channel TEXT,
    fetched_at TEXT NOT NULL,
    seconds REAL,
    status INTEGER,
    outcome TEXT NOT NULL,
    error TEXT,
    content_type TEXT,
    size INTEGER,
    parser_version TEXT
) STRICT;

CREATE TABLE polls (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    source_id INTEGER REFERENCES sources(id),
    observation_id INTEGER REFERENCES observations(id),
    etag TEXT,
    last_modified TEXT,
    parser_version TEXT,
    last_status INTEGER,
    last_polled_at TEXT NOT NULL,
    due_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tombstones (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    system TEXT,
    scope TEXT,
    system_id TEXT,
    digest TEXT,
    reason TEXT,
    forgotten_at TEXT NOT NULL
) STRICT;

CREATE TABLE schema_docs (
    name TEXT NOT NULL,
    column_name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (name, column_name)
) STRICT, WITHOUT ROWID;

CREATE INDEX articles_site ON articles(site_id);
CREATE INDEX articles_group ON articles(group_id) WHERE group_id IS NOT NULL;
CREATE INDEX articles_first_seen ON articles(first_seen_at);
CREATE INDEX urls_article ON urls(article_id);
CREATE INDEX authors_site ON authors(site_id);
CREATE INDEX authors_article ON authors(article_id) WHERE article_id IS NOT NULL;
CREATE INDEX comments_reading_order ON comments(article_id, position);
CREATE INDEX comments_parent ON comments(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_author ON comments(author_id) WHERE author_id IS NOT NULL;
CREATE INDEX comments_published_utc ON comments(published_utc) WHERE published_utc IS NOT NULL;
CREATE INDEX comments_gone ON comments(gone_since) WHERE gone_since IS NOT NULL;
CREATE INDEX comment_ids_comment ON comment_ids(comment_id);
CREATE INDEX fetches_article ON fetches(article_id, fetched_at);
CREATE INDEX fetches_observation ON fetches(observation_id, fetched_at);
CREATE INDEX fetches_run ON fetches(run_id);
CREATE INDEX fetches_snapshot ON fetches(snapshot_id) WHERE snapshot_id IS NOT NULL;
CREATE INDEX fetches_url ON fetches(url, fetched_at);
CREATE INDEX polls_observation ON polls(observation_id);
CREATE INDEX polls_source ON polls(source_id) WHERE source_id IS NOT NULL;
CREATE INDEX snapshots_base ON snapshots(base_id) WHERE base_id IS NOT NULL;
CREATE INDEX tombstones_id ON tombstones(system, scope, system_id);
CREATE INDEX tombstones_digest ON tombstones(digest);
