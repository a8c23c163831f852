"""Is an archive whole? SQLite's own structure, the threads against their history, full text, copies, snapshots."""

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from archive.copies import groups
from archive.db.backup import complaints
from archive.db.handle import Handle
from archive.db.rows import value
from archive.db.search_schema import TABLES as SEARCHED
from archive.errors import ArchiveError
from archive.threads import snapshots
from archive.threads.rebuild import rebuild

TOLD = 20
"""How many of SQLite's complaints are repeated."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. `repaired` tells that it is now."""

    part: str
    what: str
    repaired: bool = False


def check(archive: Handle, *, repair: bool = False) -> Iterator[Finding]:
    """Look at every part of an archive; with `repair` make again what is derived from the rest.

    What is not derived (observations, wordings, snapshots, links between rows) is told and left alone. One thread is
    one transaction, so other programs can write meanwhile.
    """
    conn = archive.conn
    yield from _structure(conn, repair=repair)
    yield from _links(conn)
    yield from _full_text(conn, repair=repair)
    for (article,) in conn.execute("SELECT id FROM articles ORDER BY id").fetchall():
        yield from _thread(archive, article, repair=repair)
    yield from _snapshots(conn)


def _structure(conn: sqlite3.Connection, *, repair: bool) -> Iterator[Finding]:
    found = complaints(conn, TOLD)
    repaired = False
    if repair and any("index" in line for line in found):
        conn.execute("REINDEX")
        repaired = not complaints(conn, TOLD)
    for line in found:
        yield Finding("file", line, repaired)


def _links(conn: sqlite3.Connection) -> Iterator[Finding]:
    found = conn.execute('SELECT "table", parent, count(*) FROM pragma_foreign_key_check() GROUP BY 1, 2').fetchall()
    for table, parent, count in found:
        yield Finding("links", f"{count} rows of {table} name rows of {parent} that are not there")
    missing = """
        SELECT count(*) FROM comments c WHERE version_count > 1
            AND NOT EXISTS (SELECT 1 FROM comment_versions v WHERE v.comment_id = c.id AND v.version = c.version)
    """
    if count := value(conn, missing):
        yield Finding("links", f"{count} comments show a wording that is not among their versions")


def _full_text(conn: sqlite3.Connection, *, repair: bool) -> Iterator[Finding]:
    for table in (f"{name}{kind}" for name in SEARCHED for kind in ("_fts", "_cjk_fts")):
        try:
            # Without the rank of 1 the index is only compared with itself (sqlite.org/fts5.html, 6.6).
            conn.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            if repair:
                conn.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608
            yield Finding("search", f"{table} does not hold the words of its table", repair)


def _thread(archive: Handle, article: int, *, repair: bool) -> Iterator[Finding]:
    """The rows of one thread against what they follow from. They are made again, and it is seen what that writes."""
    conn = archive.conn
    name = value(conn, "SELECT url FROM articles WHERE id = ?", article)
    try:
        with archive.transaction() as db:
            known = value(conn, "SELECT count(*) FROM comments WHERE article_id = ?", article)
            before = conn.total_changes
            history = rebuild(db, article)
            rebuilt = conn.total_changes
            groups.renew(conn, article)
            regrouped = conn.total_changes
            if not repair:
                conn.rollback()
    except (LookupError, ValueError, TypeError, zlib.error) as error:
        yield Finding("threads", f"{name}: its observations cannot be read ({type(error).__name__}: {error})")
        return
    if unseen := known - (len(history.standings) if history else 0):
        yield Finding("threads", f"{name}: {unseen} comments that no visit showed")
    if rebuilt > before:
        yield Finding("threads", f"{name}: {rebuilt - before} rows are not what its visits showed", repair)
    if regrouped > rebuilt:
        yield Finding("copies", f"{name}: its fingerprint or group is not that of its text", repair)


def _snapshots(conn: sqlite3.Connection) -> Iterator[Finding]:
    for key, sha256 in conn.execute("SELECT id, sha256 FROM snapshots ORDER BY id").fetchall():
        try:
            snapshots.read(conn, key)
        except ArchiveError as error:
            yield Finding("snapshots", str(error) if sha256[:12] in str(error) else f"snapshot {sha256[:12]}: {error}")
