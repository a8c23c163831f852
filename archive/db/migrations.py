"""Bringing a file to the schema of this program: each change once, in order, in one transaction.

`PRAGMA user_version` holds the number of changes that were applied, so that a reader needs one look to tell a newer
file from an older one; the names of the changes stand in `_sqlite_migrations`.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from itertools import accumulate

from archive.copies import groups
from archive.db import schema, search_schema
from archive.db.rows import Database
from archive.urls import is_root, url_key
from scraper.old_sentences import recognised

SCHEMA_VERSION = 12


def migrate(db: Database) -> None:
    """Apply what is missing. Call inside `transactions.immediate`: two programs may open a new file at once."""
    from sqlite_utils import Migrations

    changes = Migrations("afterword")
    for name in sorted({*schema.steps(), *_BY_PROGRAM}):
        changes(name=name)(_change(name))
    changes.apply(db)
    for name, select in schema.views().items():
        db.conn.execute(f"DROP VIEW IF EXISTS {name}")
        db.conn.execute(f"CREATE VIEW {name} AS {select}")
    db.conn.execute("DELETE FROM schema_docs")
    db.conn.executemany("INSERT INTO schema_docs VALUES (?, ?, ?, ?)", _docs(db))
    db.conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _change(step: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        for statement in schema.statements(step):
            db.conn.execute(statement)
        if step in _BY_PROGRAM:
            _BY_PROGRAM[step](db)

    return apply


def _index_words(db: Database) -> None:
    for table in search_schema.TABLES:
        for statement in search_schema.statements(table):
            db.conn.execute(statement)


def _renew_url_keys(db: Database) -> None:
    """Addresses are compared by other rules since; one that is now another article's stays as it is."""
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


def _recognise_reasons(db: Database) -> None:
    """Reasons were sentences; they are codes since."""
    for table in ("articles", "observations"):
        select = f"SELECT DISTINCT incomplete_reason FROM {table} WHERE incomplete_reason IS NOT NULL"  # noqa: S608
        update = f"UPDATE {table} SET incomplete_code = ?, incomplete_detail = ? WHERE incomplete_reason = ?"  # noqa: S608
        for (sentence,) in db.conn.execute(select).fetchall():
            db.conn.execute(update, [*recognised(sentence), sentence])
    _renew_digests(db)


def _renew_digests(db: Database) -> None:
    """What makes an observation distinct is the code since (archive.threads.observations), not the sentence. Of
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


_BY_PROGRAM: dict[str, Callable[[Database], None]] = {
    "0002_identity": _renew_url_keys,
    "0003_copies": _find_copies,
    "0004_search": _index_words,
    "0007_home_pages": _leave_copies_of_home_pages,
    "0011_codes": _recognise_reasons,
    "0012_addresses": _renew_url_keys,
}
"""What a step does that SQL cannot, after its SQL file."""


def _docs(db: Database) -> Iterator[tuple[str, str, str, str]]:
    """A row for each table, view and column that has a description; the schema test tells of those that have none."""
    rows = db.conn.execute(
        "SELECT name, iif(sql LIKE 'CREATE VIRTUAL%', 'full text', type) FROM sqlite_schema"
        " WHERE type IN ('table', 'view')"
    ).fetchall()
    for name, kind in rows:
        columns = [row[1] for row in db.conn.execute(f"PRAGMA table_info({name})")]
        for column in ("", *columns):
            description = schema.describe(name, column)
            if description is not None:
                yield name, column, kind, description
