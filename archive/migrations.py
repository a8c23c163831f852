"""Bringing a file to the schema of this program: each change once, in order, in one transaction.

`PRAGMA user_version` holds the number of changes that were applied, so that a reader needs one look to tell a newer
file from an older one; the names of the changes stand in `_sqlite_migrations`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive import duplicates, schema, search_schema
from archive.addresses import is_root, url_key
from archive.descriptions import describe
from archive.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

SCHEMA_VERSION = 10


def migrate(db: Database) -> None:
    """Apply what is missing. Call inside `BEGIN IMMEDIATE`: two programs may open a new file at once."""
    from sqlite_utils import Migrations

    changes = Migrations("afterword")

    @changes(name="0001_first")
    def _first(db: Database) -> None:
        for statement in (*schema.TABLES, *schema.INDEXES):
            db.conn.execute(statement)
        for table, columns in schema.FULL_TEXT.items():
            for statement in schema.full_text(table, columns):
                db.conn.execute(statement)

    @changes(name="0002_identity")
    def _identity(db: Database) -> None:
        for statement in schema.IDENTITY:
            db.conn.execute(statement)
        _renew_url_keys(db)

    @changes(name="0003_copies")
    def _copies(db: Database) -> None:
        for statement in schema.COPIES:
            db.conn.execute(statement)
        _find_copies(db)

    @changes(name="0004_search")
    def _search(db: Database) -> None:
        for table in search_schema.TABLES:
            for statement in search_schema.statements(table):
                db.conn.execute(statement)

    @changes(name="0005_merge")
    def _merge(db: Database) -> None:
        for statement in schema.MERGE:
            db.conn.execute(statement)

    @changes(name="0006_watching")
    def _watching(db: Database) -> None:
        for statement in schema.WATCHING:
            db.conn.execute(statement)

    @changes(name="0007_home_pages")
    def _home_pages(db: Database) -> None:
        _leave_copies_of_home_pages(db)

    @changes(name="0008_channels")
    def _channels(db: Database) -> None:
        for statement in schema.CHANNELS:
            db.conn.execute(statement)

    @changes(name="0009_private")
    def _private(db: Database) -> None:
        for statement in schema.PRIVATE:
            db.conn.execute(statement)

    @changes(name="0010_robots")
    def _robots(db: Database) -> None:
        for statement in schema.ROBOTS:
            db.conn.execute(statement)

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
        duplicates.renew(db.conn, article)


def _leave_copies_of_home_pages(db: Database) -> None:
    """Home pages are no copies of the articles they show since."""
    for article, url in db.conn.execute("SELECT id, url FROM articles ORDER BY id").fetchall():
        if is_root(url):
            duplicates.renew(db.conn, article)


def _remake_views(db: Database) -> None:
    for name, select in VIEWS.items():
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
