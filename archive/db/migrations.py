"""Bringing a file to the schema of this program: each change once, in order, in one transaction.

`PRAGMA user_version` holds the number of changes that were applied, so that a reader needs one look to tell a newer
file from an older one; the names of the changes stand in `_sqlite_migrations`.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING

from archive.copies import groups
from archive.db import schema, search_schema
from archive.db.descriptions import describe
from archive.db.views import views
from archive.urls import is_root, url_key
from scraper.old_sentences import recognised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

IDENTITY: tuple[str, ...] = (
    "ALTER TABLE comment_ids ADD COLUMN method TEXT",
    "ALTER TABLE comment_versions ADD COLUMN method TEXT",
    "ALTER TABLE fetches ADD COLUMN digest TEXT",
)
"""Added since: how comments were known again, and what a suspect visit showed."""

COPIES: tuple[str, ...] = (
    """
    CREATE TABLE fingerprints (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id),
        band INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX fingerprints_band ON fingerprints(band, article_id)",
    "CREATE INDEX fingerprints_article ON fingerprints(article_id)",
)
"""Schema 3: the look-up of republished articles."""

MERGE: tuple[str, ...] = ("ALTER TABLE fetches ADD COLUMN origin TEXT",)
"""Schema 5: which visits came from another archive."""

WATCHING: tuple[str, ...] = (
    "ALTER TABLE sources ADD COLUMN labels TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE fetches ADD COLUMN part_of INTEGER REFERENCES fetches(id)",
    "CREATE INDEX fetches_part ON fetches(part_of) WHERE part_of IS NOT NULL",
    """
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
    ) STRICT
    """,
    """
    INSERT INTO polls_now (id, url, source_id, observation_id, etag, last_modified, parser_version, last_status,
        last_polled_at, due_at, failures)
    SELECT id, url, source_id, observation_id, etag, last_modified, parser_version, last_status, last_polled_at,
        due_at, failures
    FROM polls
    """,
    "DROP TABLE polls",
    "ALTER TABLE polls_now RENAME TO polls",
    "CREATE INDEX polls_observation ON polls(observation_id)",
    "CREATE INDEX polls_source ON polls(source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX polls_due ON polls(due_at) WHERE due_at IS NOT NULL",
    """
    CREATE TABLE hosts (
        id INTEGER PRIMARY KEY,
        origin TEXT NOT NULL UNIQUE,
        robots TEXT,
        robots_until TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        failing_since TEXT,
        not_before TEXT,
        error TEXT
    ) STRICT
    """,
)
"""Schema 6: what is watched and when it is due. Pages that are known and not yet visited have polls, too; the pages
that a thread goes on over are visits that are part of another one."""

CHANNELS: tuple[str, ...] = ("ALTER TABLE polls ADD COLUMN embeds TEXT",)
"""Schema 8: what a page says of its thread elsewhere, for when the page itself has not changed."""

PRIVATE: tuple[str, ...] = (
    """
    CREATE TABLE private (
        id INTEGER PRIMARY KEY,
        comment_id INTEGER NOT NULL UNIQUE REFERENCES comments(id),
        email TEXT,
        ip TEXT
    ) STRICT
    """,
)
"""Schema 9: what dumps hold of people that no page shows, where it was asked for; see `archive.imports.dumps`."""

ROBOTS: tuple[str, ...] = (
    "ALTER TABLE hosts ADD COLUMN robots_etag TEXT",
    "ALTER TABLE hosts ADD COLUMN robots_modified TEXT",
)
"""Schema 10: what to ask for a robots.txt again by."""

FULL_TEXT: dict[str, tuple[str, ...]] = {"articles": ("title", "text"), "comments": ("author", "text")}
"""What schema 1 indexed; `archive.db.search_schema` has taken its place."""

SCHEMA_VERSION = 11


def migrate(db: Database) -> None:
    """Apply what is missing. Call inside `transactions.immediate`: two programs may open a new file at once."""
    from sqlite_utils import Migrations

    changes = Migrations("afterword")

    @changes(name="0001_first")
    def _first(db: Database) -> None:
        for statement in schema.statements():
            db.conn.execute(statement)
        for table, columns in FULL_TEXT.items():
            for statement in full_text(table, columns):
                db.conn.execute(statement)

    @changes(name="0002_identity")
    def _identity(db: Database) -> None:
        for statement in IDENTITY:
            db.conn.execute(statement)
        _renew_url_keys(db)

    @changes(name="0003_copies")
    def _copies(db: Database) -> None:
        for statement in COPIES:
            db.conn.execute(statement)
        _find_copies(db)

    @changes(name="0004_search")
    def _search(db: Database) -> None:
        for table in search_schema.TABLES:
            for statement in search_schema.statements(table):
                db.conn.execute(statement)

    @changes(name="0005_merge")
    def _merge(db: Database) -> None:
        for statement in MERGE:
            db.conn.execute(statement)

    @changes(name="0006_watching")
    def _watching(db: Database) -> None:
        for statement in WATCHING:
            db.conn.execute(statement)

    @changes(name="0007_home_pages")
    def _home_pages(db: Database) -> None:
        _leave_copies_of_home_pages(db)

    @changes(name="0008_channels")
    def _channels(db: Database) -> None:
        for statement in CHANNELS:
            db.conn.execute(statement)

    @changes(name="0009_private")
    def _private(db: Database) -> None:
        for statement in PRIVATE:
            db.conn.execute(statement)

    @changes(name="0010_robots")
    def _robots(db: Database) -> None:
        for statement in ROBOTS:
            db.conn.execute(statement)

    @changes(name="0011_codes")
    def _codes(db: Database) -> None:
        for table in ("articles", "observations"):
            db.conn.execute(f"ALTER TABLE {table} ADD COLUMN incomplete_code TEXT")
            db.conn.execute(f"ALTER TABLE {table} ADD COLUMN incomplete_detail TEXT")
            _recognise_reasons(db, table)
        _renew_digests(db)

    changes.apply(db)
    _remake_views(db)
    _rewrite_docs(db)
    db.conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _renew_url_keys(db: Database) -> None:
    """Addresses are compared without tracking parameters since; one that is now another article's stays as it is."""
    for row_id, key, url in db.conn.execute("SELECT id, key, url FROM urls").fetchall():
        if url_key(url) != key:
            db.conn.execute("UPDATE OR IGNORE urls SET key = ? WHERE id = ?", [url_key(url), row_id])


def _find_copies(db: Database) -> None:
    for (article,) in db.conn.execute("SELECT id FROM articles ORDER BY id").fetchall():
        groups.renew(db.conn, article)


def _leave_copies_of_home_pages(db: Database) -> None:
    """Home pages are no copies of the articles they show since."""
    for article, url in db.conn.execute("SELECT id, url FROM articles ORDER BY id").fetchall():
        if is_root(url):
            groups.renew(db.conn, article)


def _recognise_reasons(db: Database, table: str) -> None:
    """Reasons were sentences; they are codes since."""
    select = f"SELECT DISTINCT incomplete_reason FROM {table} WHERE incomplete_reason IS NOT NULL"  # noqa: S608
    update = f"UPDATE {table} SET incomplete_code = ?, incomplete_detail = ? WHERE incomplete_reason = ?"  # noqa: S608
    for (sentence,) in db.conn.execute(select).fetchall():
        reason = recognised(sentence)
        db.conn.execute(update, [reason.code.value, reason.detail, sentence])


def _renew_digests(db: Database) -> None:
    """What makes an observation distinct is the code since (archive.threads.observations.state), not the sentence. Of
    two that are the same now one keeps its digest, so that no history changes."""
    select = """
        SELECT id, article_version, complete, incomplete_code, incomplete_detail, declared_count, listing
        FROM observations WHERE incomplete_code IS NOT NULL ORDER BY id
    """
    for key, version, complete, code, detail, declared, listing in db.conn.execute(select):
        steps, versions, parents = json.loads(zlib.decompress(listing))
        rows = zip(accumulate(steps), versions, parents, strict=True)
        listed = [[comment, number, comment - up if up else None] for comment, number, up in rows]
        marks = [version, None if complete is None else bool(complete), [code, detail], declared, listed]
        digest = hashlib.sha256(json.dumps(marks).encode()).hexdigest()
        db.conn.execute("UPDATE OR IGNORE observations SET digest = ? WHERE id = ?", [digest, key])


def _remake_views(db: Database) -> None:
    for name, select in views().items():
        db.conn.execute(f"DROP VIEW IF EXISTS {name}")
        db.conn.execute(f"CREATE VIEW {name} AS {select}")


def _rewrite_docs(db: Database) -> None:
    db.conn.execute("DELETE FROM schema_docs")
    db.conn.executemany("INSERT INTO schema_docs VALUES (?, ?, ?, ?)", _docs(db))


def _docs(db: Database) -> Iterator[tuple[str, str, str, str]]:
    """A row for each table, view and column that has a description; the schema test tells of those that have none."""
    rows = db.conn.execute(
        "SELECT name, iif(sql LIKE 'CREATE VIRTUAL%', 'full text', type) FROM sqlite_schema"
        " WHERE type IN ('table', 'view')"
    ).fetchall()
    for name, kind in rows:
        columns = [row[1] for row in db.conn.execute(f"PRAGMA table_info({name})")]
        for column in ("", *columns):
            description = describe(name, column)
            if description is not None:
                yield name, column, kind, description


def full_text(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The statements that make `table`_fts: an FTS5 index with external content, kept by triggers."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    take_out = f"INSERT INTO {table}_fts({table}_fts, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608
    put_in = f"INSERT INTO {table}_fts(rowid, {names}) VALUES (new.id, {new});"  # noqa: S608
    options = f"content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 2'"
    return (
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, {options})",
        *search_schema.triggers(table, names, put_in, take_out),
    )
