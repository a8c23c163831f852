-- The schema of version 11, which landed, as SQLite tells it of a file that it made. Never to be changed.
PRAGMA application_id = 1097226084;
PRAGMA user_version = 11;
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
, incomplete_code TEXT, incomplete_detail TEXT) STRICT;
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
    system_id TEXT NOT NULL, method TEXT,
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
    superseded_by INTEGER REFERENCES comment_versions(id), method TEXT,
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
    first_seen_at TEXT NOT NULL, incomplete_code TEXT, incomplete_detail TEXT,
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
, labels TEXT NOT NULL DEFAULT '[]') STRICT;
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
, digest TEXT, origin TEXT, part_of INTEGER REFERENCES fetches(id)) STRICT;
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
CREATE INDEX snapshots_base ON snapshots(base_id) WHERE base_id IS NOT NULL;
CREATE INDEX tombstones_id ON tombstones(system, scope, system_id);
CREATE INDEX tombstones_digest ON tombstones(digest);
CREATE TABLE fingerprints (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    band INTEGER NOT NULL
) STRICT;
CREATE INDEX fingerprints_band ON fingerprints(band, article_id);
CREATE INDEX fingerprints_article ON fingerprints(article_id);
CREATE VIEW articles_folded AS SELECT id, iif(coalesce(length(title) = length(CAST(title AS BLOB)), 1), title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')) AS title, iif(coalesce(length(text) = length(CAST(text AS BLOB)), 1), text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')) AS text FROM articles;
CREATE VIEW articles_unspaced AS SELECT id, coalesce(title, '') || char(10) || coalesce(text, '') || '  ' AS text FROM articles WHERE ((NOT coalesce(length(title) = length(CAST(title AS BLOB)), 1) AND title GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(text) = length(CAST(text AS BLOB)), 1) AND text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*'));
CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='articles_folded', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE articles_cjk_fts USING fts5(text, content='articles_unspaced', content_rowid='id', tokenize='trigram', detail='none');
CREATE VIRTUAL TABLE articles_cjk_terms USING fts5vocab('articles_cjk_fts', 'row');
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, iif(coalesce(length(new.title) = length(CAST(new.title AS BLOB)), 1), new.title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1), new.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO articles_cjk_fts(rowid, text) SELECT new.id, coalesce(new.title, '') || char(10) || coalesce(new.text, '') || '  ' WHERE ((NOT coalesce(length(new.title) = length(CAST(new.title AS BLOB)), 1) AND new.title GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1) AND new.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, iif(coalesce(length(old.title) = length(CAST(old.title AS BLOB)), 1), old.title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1), old.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO articles_cjk_fts(articles_cjk_fts, rowid, text) SELECT 'delete', old.id, coalesce(old.title, '') || char(10) || coalesce(old.text, '') || '  ' WHERE ((NOT coalesce(length(old.title) = length(CAST(old.title AS BLOB)), 1) AND old.title GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1) AND old.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, text ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, iif(coalesce(length(old.title) = length(CAST(old.title AS BLOB)), 1), old.title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1), old.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO articles_cjk_fts(articles_cjk_fts, rowid, text) SELECT 'delete', old.id, coalesce(old.title, '') || char(10) || coalesce(old.text, '') || '  ' WHERE ((NOT coalesce(length(old.title) = length(CAST(old.title AS BLOB)), 1) AND old.title GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1) AND old.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, iif(coalesce(length(new.title) = length(CAST(new.title AS BLOB)), 1), new.title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1), new.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO articles_cjk_fts(rowid, text) SELECT new.id, coalesce(new.title, '') || char(10) || coalesce(new.text, '') || '  ' WHERE ((NOT coalesce(length(new.title) = length(CAST(new.title AS BLOB)), 1) AND new.title GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1) AND new.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); END;
CREATE VIEW comments_folded AS SELECT id, iif(coalesce(length(author) = length(CAST(author AS BLOB)), 1), author, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(author, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')) AS author, iif(coalesce(length(text) = length(CAST(text AS BLOB)), 1), text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')) AS text FROM comments;
CREATE VIEW comments_unspaced AS SELECT id, coalesce(author, '') || char(10) || coalesce(text, '') || '  ' AS text FROM comments WHERE ((NOT coalesce(length(author) = length(CAST(author AS BLOB)), 1) AND author GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(text) = length(CAST(text AS BLOB)), 1) AND text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*'));
CREATE VIRTUAL TABLE comments_fts USING fts5(author, text, content='comments_folded', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE comments_cjk_fts USING fts5(text, content='comments_unspaced', content_rowid='id', tokenize='trigram', detail='none');
CREATE VIRTUAL TABLE comments_cjk_terms USING fts5vocab('comments_cjk_fts', 'row');
CREATE TRIGGER comments_fts_insert AFTER INSERT ON comments BEGIN INSERT INTO comments_fts(rowid, author, text) VALUES (new.id, iif(coalesce(length(new.author) = length(CAST(new.author AS BLOB)), 1), new.author, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.author, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1), new.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO comments_cjk_fts(rowid, text) SELECT new.id, coalesce(new.author, '') || char(10) || coalesce(new.text, '') || '  ' WHERE ((NOT coalesce(length(new.author) = length(CAST(new.author AS BLOB)), 1) AND new.author GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1) AND new.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); END;
CREATE TRIGGER comments_fts_delete AFTER DELETE ON comments BEGIN INSERT INTO comments_fts(comments_fts, rowid, author, text) VALUES ('delete', old.id, iif(coalesce(length(old.author) = length(CAST(old.author AS BLOB)), 1), old.author, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.author, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1), old.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO comments_cjk_fts(comments_cjk_fts, rowid, text) SELECT 'delete', old.id, coalesce(old.author, '') || char(10) || coalesce(old.text, '') || '  ' WHERE ((NOT coalesce(length(old.author) = length(CAST(old.author AS BLOB)), 1) AND old.author GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1) AND old.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); END;
CREATE TRIGGER comments_fts_update AFTER UPDATE OF author, text ON comments BEGIN INSERT INTO comments_fts(comments_fts, rowid, author, text) VALUES ('delete', old.id, iif(coalesce(length(old.author) = length(CAST(old.author AS BLOB)), 1), old.author, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.author, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1), old.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO comments_cjk_fts(comments_cjk_fts, rowid, text) SELECT 'delete', old.id, coalesce(old.author, '') || char(10) || coalesce(old.text, '') || '  ' WHERE ((NOT coalesce(length(old.author) = length(CAST(old.author AS BLOB)), 1) AND old.author GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(old.text) = length(CAST(old.text AS BLOB)), 1) AND old.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); INSERT INTO comments_fts(rowid, author, text) VALUES (new.id, iif(coalesce(length(new.author) = length(CAST(new.author AS BLOB)), 1), new.author, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.author, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T')), iif(coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1), new.text, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ŧ', 't'), 'Ŧ', 'T'))); INSERT INTO comments_cjk_fts(rowid, text) SELECT new.id, coalesce(new.author, '') || char(10) || coalesce(new.text, '') || '  ' WHERE ((NOT coalesce(length(new.author) = length(CAST(new.author AS BLOB)), 1) AND new.author GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*') OR (NOT coalesce(length(new.text) = length(CAST(new.text AS BLOB)), 1) AND new.text GLOB '*[฀-໿က-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𿿿]*')); END;
CREATE INDEX fetches_part ON fetches(part_of) WHERE part_of IS NOT NULL;
CREATE TABLE "polls" (
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
, embeds TEXT) STRICT;
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
, robots_etag TEXT, robots_modified TEXT) STRICT;
CREATE TABLE private (
    id INTEGER PRIMARY KEY,
    comment_id INTEGER NOT NULL UNIQUE REFERENCES comments(id),
    email TEXT,
    ip TEXT
) STRICT;
CREATE VIEW conversations AS SELECT c.uid, a.uid AS thread_uid, s.host AS site, a.url, a.title, a.author AS article_author,
    a.published AS article_published, c.position, c.depth, p.uid AS parent_uid, p.author AS parent_author,
    c.author, c.author_url, c.is_article_author, c.published, c.published_utc, c.published_text, c.text,
    c.kind, c.state, c.permalink, c.likes, c.dislikes, c.descendants, c.version_count, c.first_seen_at,
    c.last_seen_at, c.gone_since
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
LEFT JOIN comments p ON p.id = c.parent_id
ORDER BY c.article_id, c.position;
CREATE VIEW threads AS SELECT a.uid, s.host AS site, a.url, a.title, a.author, a.published, a.published_utc, a.language, a.system,
    a.declared_count, a.comment_count, a.gone_count,
    (SELECT count(*) FROM comments c WHERE c.article_id = a.id AND c.parent_id IS NOT NULL) AS reply_count,
    (SELECT count(DISTINCT c.author) FROM comments c WHERE c.article_id = a.id) AS author_count,
    (SELECT max(c.depth) + 1 FROM comments c WHERE c.article_id = a.id) AS level_count,
    (SELECT min(c.published_utc) FROM comments c WHERE c.article_id = a.id) AS first_comment_utc,
    (SELECT max(c.published_utc) FROM comments c WHERE c.article_id = a.id) AS last_comment_utc,
    a.complete, a.incomplete_reason, a.version_count, a.first_seen_at,
    (SELECT max(f.fetched_at) FROM fetches f WHERE f.article_id = a.id) AS last_visit_at, a.gone_since,
    a.incomplete_code
FROM articles a
JOIN sites s ON s.id = a.site_id;
CREATE VIEW changes AS SELECT e.at, e.what, a.uid AS thread_uid, e.comment_uid, a.title, e.author, e.version, e.text
FROM (
    SELECT a.first_seen_at AS at, 'article new' AS what, a.id AS article_id, NULL AS comment_uid,
        coalesce(v.author, a.author) AS author, NULL AS version, coalesce(v.title, a.title) AS text
    FROM articles a LEFT JOIN article_versions v
        ON v.article_id = a.id AND v.first_seen_at = a.first_seen_at AND v.superseded_by IS NULL
    GROUP BY a.id
    UNION ALL
    SELECT v.first_seen_at, 'article edited', a.id, NULL, v.author, v.version, v.title
    FROM article_versions v JOIN articles a ON a.id = v.article_id
    WHERE v.first_seen_at > a.first_seen_at AND v.superseded_by IS NULL
    UNION ALL
    SELECT gone_since, 'article gone', id, NULL, author, NULL, title
    FROM articles WHERE gone_since IS NOT NULL
    UNION ALL
    SELECT c.first_seen_at, 'comment new', c.article_id, c.uid, coalesce(v.author, c.author), NULL,
        coalesce(v.text, c.text)
    FROM comments c LEFT JOIN comment_versions v
        ON v.comment_id = c.id AND v.first_seen_at = c.first_seen_at AND v.superseded_by IS NULL
    GROUP BY c.id
    UNION ALL
    SELECT v.first_seen_at, 'comment edited', c.article_id, c.uid, v.author, v.version, v.text
    FROM comment_versions v JOIN comments c ON c.id = v.comment_id
    WHERE v.first_seen_at > c.first_seen_at AND v.superseded_by IS NULL
    UNION ALL
    SELECT gone_since, 'comment gone', article_id, uid, author, NULL, text
    FROM comments WHERE gone_since IS NOT NULL
) e
JOIN articles a ON a.id = e.article_id;
CREATE VIEW replies AS SELECT c.uid, p.uid AS parent_uid, a.uid AS thread_uid, s.host AS site, c.author, p.author AS answered_author,
    c.is_article_author, p.is_article_author AS answered_is_article_author, c.depth, c.published_utc,
    p.published_utc AS answered_published_utc,
    unixepoch(c.published_utc) - unixepoch(p.published_utc) AS seconds
FROM comments c
JOIN comments p ON p.id = c.parent_id
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id;
CREATE VIEW activity AS SELECT s.host AS site, substr(c.published, 1, 10) AS day, count(*) AS comment_count,
    count(DISTINCT c.article_id) AS thread_count, count(DISTINCT c.author) AS author_count
FROM comments c
JOIN articles a ON a.id = c.article_id
JOIN sites s ON s.id = a.site_id
WHERE length(c.published) >= 10
GROUP BY s.host, day;
CREATE VIEW authors_stats AS SELECT u.uid, s.host AS site, u.name, u.url, count(c.id) AS comment_count,
    count(DISTINCT c.article_id) AS thread_count,
    count(c.parent_id) AS replies_written,
    coalesce(sum((SELECT count(*) FROM comments r WHERE r.parent_id = c.id)), 0) AS replies_received,
    count(c.gone_since) AS gone_count, min(c.published_utc) AS first_published_utc,
    max(c.published_utc) AS last_published_utc
FROM authors u
JOIN sites s ON s.id = u.site_id
LEFT JOIN comments c ON c.author_id = u.id
GROUP BY u.id;
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0001_first', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0002_identity', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0003_copies', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0004_search', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0005_merge', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0006_watching', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0007_home_pages', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0008_channels', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0009_private', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0010_robots', '2026-12-01 01:00:00');
INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', '0011_codes', '2026-12-01 01:00:00');
