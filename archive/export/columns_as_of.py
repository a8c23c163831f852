"""Tables of threads that do not stand so in the archive: as they stood at a past moment, or without what is gone.

Their rows are put into tables in memory, of which the same questions are asked as of the archive itself.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from archive.db.rows import Row, column, select, value
from archive.db.schema import views
from archive.export import columns
from archive.query import read
from archive.threads.columns import article_columns, comment_columns, values
from archive.threads.observations import LAST
from archive.times import published_utc
from scraper import incomplete as reasons
from scraper.thread import Thread, descendants

TABLES = ("sites", "articles", "authors", "comments", "fetches")


def rows(
    conn: sqlite3.Connection,
    table: str,
    keys: Sequence[int],
    every: Sequence[int],
    thread: Callable[[int], Thread],
    until: str = LAST,
) -> Iterator[tuple[Any, ...]]:
    """The rows of one of `columns.TABLES` for these articles, each with its comments as `thread` gives them.

    `every` are the articles of the archive at that moment: an author's figures are those of all of them.
    """
    with closing(_tables_like(conn)) as then:
        for part in [every] if table == "authors" else [[key] for key in keys]:
            for key in part:
                _put(conn, then, key, thread(key), until)
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


def _put(conn: sqlite3.Connection, then: sqlite3.Connection, key: int, thread: Thread, until: str) -> None:
    """The rows of one article with its thread."""
    _insert(then, "articles", [_article(conn, key, thread, until)])
    _insert(then, "comments", list(_comments(conn, key, thread, until)))
    for table, beside in _BESIDE.items():
        _insert(then, table, select(conn, beside, {"key": key, "at": until}))


def _article(conn: sqlite3.Connection, key: int, thread: Thread, until: str) -> Row:
    gone = sum(each.gone_since is not None for each in thread.comments)
    return {
        **read.article(conn, key),
        **values(article_columns(thread)),
        "published_utc": published_utc(thread.article.published),
        "declared_count": thread.declared_count,
        "comment_count": len(thread.comments) - gone,
        "gone_count": gone,
        "complete": thread.complete,
        **reasons.to_dict(thread.incomplete),
        "version_count": max(1, value(conn, _ARTICLE_VERSIONS, key, until)),
        "gone_since": thread.article.gone_since,
    }


def _comments(conn: sqlite3.Connection, key: int, thread: Thread, until: str) -> Iterator[Row]:
    kept = {row["uid"]: row for row in select(conn, "SELECT * FROM comments WHERE article_id = ?", [key])}
    ids = [kept[each.uid]["id"] for each in thread.comments]
    versions: dict[int, int] = dict(conn.execute(_VERSIONS, [key, until]).fetchall())
    below = descendants([each.parent for each in thread.comments])
    for place, each in enumerate(thread.comments):
        yield {
            **kept[each.uid],
            **values(comment_columns(each)),
            "parent_id": None if each.parent is None else ids[each.parent],
            "published_utc": published_utc(each.published),
            "position": place,
            "depth": each.depth,
            "descendants": below[place],
            "version_count": versions.get(ids[place], 1),
            "last_seen_at": each.last_seen,
            "gone_since": each.gone_since,
        }


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
