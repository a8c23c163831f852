"""Tables of threads that do not stand so in the archive: as they stood at a past moment, or without what is gone.

Their rows are put into tables in memory, of which the same questions are asked as of the archive itself.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from archive.db.rows import Row, column, select, value
from archive.db.schema import views
from archive.export import columns
from archive.query import as_of, read
from archive.threads.history import reading_order
from archive.threads.observations import LAST
from archive.times import published_utc

TABLES = ("sites", "articles", "authors", "comments", "fetches")


def rows(
    conn: sqlite3.Connection, table: str, keys: Sequence[int], until: str | None, *, visible_only: bool
) -> Iterator[tuple[Any, ...]]:
    """The rows of one of `columns.TABLES` for these articles as they stood at a moment (now where it is None);
    `visible_only` leaves out gone comments. An author's figures are those of all articles of that moment."""
    every = read.keys(conn) if until is None else as_of.seen(conn, until)
    light = {"text": "", "html": ""} if table == "authors" else {}  # all threads are there at once for these
    with closing(_tables_like(conn)) as then:
        for part in [every] if table == "authors" else [[key] for key in keys]:
            for key in part:
                article, comments = _stood(conn, key, until)
                article |= light | ({"gone_count": 0} if visible_only else {})
                _insert(then, "articles", [article])
                _insert(then, "comments", [row | light for row in (_visible(comments) if visible_only else comments)])
                for name, beside in _BESIDE.items():
                    _insert(then, name, select(conn, beside, {"key": key, "at": until or LAST}))
            yield from columns.rows(then, table, keys if table == "authors" else part)
            for emptied in ("articles", "comments", "fetches"):
                then.execute(f"DELETE FROM {emptied}")  # noqa: S608


def _tables_like(conn: sqlite3.Connection) -> sqlite3.Connection:
    """A database with the tables that the questions need, empty. SQLite keeps it in a file of its own if it grows."""
    then = sqlite3.connect("")
    then.execute("PRAGMA journal_mode = OFF")
    select = f"SELECT sql FROM sqlite_schema WHERE tbl_name IN {TABLES} AND type IN ('table', 'index') AND sql <> ''"  # noqa: S608
    for statement in column(conn, f"{select} ORDER BY type DESC"):
        then.execute(statement)
    for name in ("threads", "authors_stats"):
        then.execute(f"CREATE VIEW {name} AS {views()[name]}")
    return then


def _stood(conn: sqlite3.Connection, key: int, until: str | None) -> tuple[Row, list[Row]]:
    if until is None:
        comments = select(conn, "SELECT * FROM comments WHERE article_id = ? ORDER BY position", [key])
        return read.article(conn, key), comments
    article, comments = as_of.rows(conn, key, until)
    versions: dict[int, int] = dict(conn.execute(_VERSIONS, [key, until]).fetchall())
    counted = [(row, versions.get(row["id"], 1)) for row in comments]
    counted.append((article, max(1, value(conn, _ARTICLE_VERSIONS, key, until))))
    for row, count in counted:
        row |= {"published_utc": published_utc(row["published"]), "version_count": count}
    return article, comments


def _visible(comments: Sequence[Row]) -> list[Row]:
    """The comments that are not gone; replies to those that are stand below what these had answered."""
    parents: dict[int, int | None] = {}
    shown: dict[int, Row] = {}
    for row in comments:
        parent = row["parent_id"]
        parents[row["id"]] = parent if parent in shown else parents.get(parent)
        if row["gone_since"] is None:
            shown[row["id"]] = row
    placed = enumerate(reading_order(list(shown), parents))
    names = ("position", "id", "parent_id", "depth", "descendants")
    return [shown[place.comment] | dict(zip(names, (position, *place), strict=True)) for position, place in placed]


def _insert(then: sqlite3.Connection, table: str, found: Sequence[Row]) -> None:
    """Put rows into a table; those that it has stay (a site or an author of an earlier thread)."""
    if found:
        names = list(found[0])
        statement = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        then.executemany(statement, [list(row.values()) for row in found])


_BESIDE = {
    "sites": "SELECT * FROM sites WHERE id = (SELECT site_id FROM articles WHERE id = :key)",
    "authors": "SELECT * FROM authors WHERE id IN (SELECT author_id FROM comments WHERE article_id = :key)",
    "fetches": "SELECT * FROM fetches WHERE article_id = :key AND fetched_at <= :at ORDER BY fetched_at DESC LIMIT 1",
}
"""What of the other tables belongs to an article: it is taken as it stands."""

_ARTICLE_VERSIONS = "SELECT count(*) FROM article_versions WHERE article_id = ? AND first_seen_at <= ?"

_VERSIONS = """
    SELECT v.comment_id, count(*) FROM comments c JOIN comment_versions v ON v.comment_id = c.id
    WHERE c.article_id = ? AND v.first_seen_at <= ? GROUP BY v.comment_id
"""
