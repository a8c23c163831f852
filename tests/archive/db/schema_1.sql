-- The first schema that landed, as SQLite tells it of a file that it made. Never to be changed.
PRAGMA application_id = 1097226084;
PRAGMA user_version = 1;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE sites (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        host TEXT NOT NULL UNIQUE,
        name TEXT,
        first_seen_at TEXT NOT NULL
    ) STRICT
;
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
    ) STRICT
;
CREATE TABLE urls (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id),
        kind TEXT NOT NULL,
        first_seen_at TEXT NOT NULL
    ) STRICT
;
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
    ) STRICT
;
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
    ) STRICT
;
CREATE TABLE comment_ids (
        id INTEGER PRIMARY KEY,
        comment_id INTEGER NOT NULL REFERENCES comments(id),
        system TEXT NOT NULL,
        scope TEXT NOT NULL,
        system_id TEXT NOT NULL,
        UNIQUE (system, scope, system_id, comment_id)
    ) STRICT
;
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
    ) STRICT
;
CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        encoding TEXT NOT NULL,
        base_id INTEGER REFERENCES snapshots(id),
        size INTEGER NOT NULL,
        content_type TEXT,
        first_seen_at TEXT NOT NULL,
        data BLOB NOT NULL
    ) STRICT
;
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
    ) STRICT
;
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
    ) STRICT
;
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
    ) STRICT
;
CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        label TEXT,
        settings TEXT NOT NULL DEFAULT '{}',
        paused INTEGER NOT NULL DEFAULT 0,
        added_at TEXT NOT NULL
    ) STRICT
;
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
    ) STRICT
;
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
    ) STRICT
;
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
    ) STRICT
;
CREATE TABLE schema_docs (
        name TEXT NOT NULL,
        column_name TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL,
        description TEXT NOT NULL,
        PRIMARY KEY (name, column_name)
    ) STRICT, WITHOUT ROWID
;
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
CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, new.title, new.text); END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, text ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, new.title, new.text); END;
CREATE VIRTUAL TABLE comments_fts USING fts5(author, text, content='comments', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER comments_fts_insert AFTER INSERT ON comments BEGIN INSERT INTO comments_fts(rowid, author, text) VALUES (new.id, new.author, new.text); END;
CREATE TRIGGER comments_fts_delete AFTER DELETE ON comments BEGIN INSERT INTO comments_fts(comments_fts, rowid, author, text) VALUES ('delete', old.id, old.author, old.text); END;
CREATE TRIGGER comments_fts_update AFTER UPDATE OF author, text ON comments BEGIN INSERT INTO comments_fts(comments_fts, rowid, author, text) VALUES ('delete', old.id, old.author, old.text); INSERT INTO comments_fts(rowid, author, text) VALUES (new.id, new.author, new.text); END;
CREATE VIEW conversations AS
        SELECT c.uid, a.uid AS thread_uid, s.host AS site, a.url, a.title, a.author AS article_author,
            a.published AS article_published, c.position, c.depth, p.uid AS parent_uid, p.author AS parent_author,
            c.author, c.author_url, c.is_article_author, c.published, c.published_utc, c.published_text, c.text,
            c.kind, c.state, c.permalink, c.likes, c.dislikes, c.descendants, c.version_count, c.first_seen_at,
            c.last_seen_at, c.gone_since
        FROM comments c
        JOIN articles a ON a.id = c.article_id
        JOIN sites s ON s.id = a.site_id
        LEFT JOIN comments p ON p.id = c.parent_id
        ORDER BY c.article_id, c.position;
CREATE VIEW threads AS
        SELECT a.uid, s.host AS site, a.url, a.title, a.author, a.published, a.published_utc, a.language, a.system,
            a.declared_count, a.comment_count, a.gone_count,
            (SELECT count(*) FROM comments c WHERE c.article_id = a.id AND c.parent_id IS NOT NULL) AS reply_count,
            (SELECT count(DISTINCT c.author) FROM comments c WHERE c.article_id = a.id) AS author_count,
            (SELECT max(c.depth) + 1 FROM comments c WHERE c.article_id = a.id) AS level_count,
            (SELECT min(c.published_utc) FROM comments c WHERE c.article_id = a.id) AS first_comment_utc,
            (SELECT max(c.published_utc) FROM comments c WHERE c.article_id = a.id) AS last_comment_utc,
            a.complete, a.incomplete_reason, a.version_count, a.first_seen_at,
            (SELECT max(f.fetched_at) FROM fetches f WHERE f.article_id = a.id) AS last_visit_at, a.gone_since
        FROM articles a
        JOIN sites s ON s.id = a.site_id;
CREATE VIEW changes AS
        SELECT e.at, e.what, a.uid AS thread_uid, e.comment_uid, a.title, e.author, e.version, e.text
        FROM (
            SELECT first_seen_at AS at, 'article new' AS what, id AS article_id, NULL AS comment_uid, author,
                NULL AS version, title AS text
            FROM articles
            UNION ALL
            SELECT first_seen_at, 'article edited', article_id, NULL, author, version, title
            FROM article_versions WHERE version > 1 AND superseded_by IS NULL
            UNION ALL
            SELECT gone_since, 'article gone', id, NULL, author, NULL, title
            FROM articles WHERE gone_since IS NOT NULL
            UNION ALL
            SELECT first_seen_at, 'comment new', article_id, uid, author, NULL, text
            FROM comments
            UNION ALL
            SELECT v.first_seen_at, 'comment edited', c.article_id, c.uid, v.author, v.version, v.text
            FROM comment_versions v JOIN comments c ON c.id = v.comment_id
            WHERE v.version > 1 AND v.superseded_by IS NULL
            UNION ALL
            SELECT gone_since, 'comment gone', article_id, uid, author, NULL, text
            FROM comments WHERE gone_since IS NOT NULL
        ) e
        JOIN articles a ON a.id = e.article_id;
CREATE VIEW replies AS
        SELECT c.uid, p.uid AS parent_uid, a.uid AS thread_uid, s.host AS site, c.author, p.author AS answered_author,
            c.is_article_author, p.is_article_author AS answered_is_article_author, c.depth, c.published_utc,
            p.published_utc AS answered_published_utc,
            unixepoch(c.published_utc) - unixepoch(p.published_utc) AS seconds
        FROM comments c
        JOIN comments p ON p.id = c.parent_id
        JOIN articles a ON a.id = c.article_id
        JOIN sites s ON s.id = a.site_id;
CREATE VIEW activity AS
        SELECT s.host AS site, substr(c.published, 1, 10) AS day, count(*) AS comment_count,
            count(DISTINCT c.article_id) AS thread_count, count(DISTINCT c.author) AS author_count
        FROM comments c
        JOIN articles a ON a.id = c.article_id
        JOIN sites s ON s.id = a.site_id
        WHERE length(c.published) >= 10
        GROUP BY s.host, day;
CREATE VIEW authors_stats AS
        SELECT u.uid, s.host AS site, u.name, u.url, count(c.id) AS comment_count,
            count(DISTINCT c.article_id) AS thread_count,
            count(c.parent_id) AS replies_written,
            coalesce(sum((SELECT count(*) FROM comments r WHERE r.parent_id = c.id)), 0) AS replies_received,
            count(c.gone_since) AS gone_count, min(c.published_utc) AS first_published_utc,
            max(c.published_utc) AS last_published_utc
        FROM authors u
        JOIN sites s ON s.id = u.site_id
        LEFT JOIN comments c ON c.author_id = u.id
        GROUP BY u.id;
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0001_first', '2026-11-21 22:00:00');
