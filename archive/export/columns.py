"""The rows of an export as tables: comments, articles, authors, and whole threads for formats that can nest."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from archive.db.rows import select
from archive.db.schema import views

TABLES = ("comments", "articles", "authors", "threads")
"""What can be written; `threads` holds each thread in one row, its comments as a list: for Parquet only."""

NUMBERS = frozenset({"position", "depth", "likes", "dislikes", "descendants", "replies_written", "replies_received"})
"""Columns that hold numbers, beside those that are called `_count`."""
TRUTHS = frozenset({"is_article_author", "complete"})


@cache
def kind(column: str) -> str:
    """What a column holds: a `moment` in UTC, a `number`, a `truth` or a `text`."""
    if column.endswith(("_utc", "_at")) or column == "gone_since":
        return "moment"
    if column in NUMBERS or column.endswith("_count"):
        return "number"
    return "truth" if column in TRUTHS else "text"


def columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The names of the columns of a table, in order."""
    if table == "threads":
        return [*columns(conn, "articles"), "comments"]
    cursor = conn.execute(f"{_select(table)} LIMIT 0", {"key": 0, "keys": "[]"})
    return [column[0] for column in cursor.description]


def rows(conn: sqlite3.Connection, table: str, keys: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """The rows for these articles: comments in reading order."""
    if table == "authors":
        yield from conn.execute(_select("authors"), {"keys": json.dumps(keys)})
        return
    for key in keys:
        if table != "threads":
            yield from conn.execute(_select(table), {"key": key})
            continue
        listed = select(conn, _select("comments"), {"key": key})
        yield from ((*row, listed) for row in conn.execute(_select("articles"), {"key": key}))


def _select(table: str) -> str:
    if table == "comments":
        return views()["conversations"].replace("ORDER BY", "WHERE c.article_id = :key ORDER BY")
    return _SELECT[table]


_SELECT = {
    "articles": """
        SELECT t.*, a.modified, a.tags, a.text FROM articles a JOIN threads t ON t.uid = a.uid WHERE a.id = :key
    """,
    "authors": """
        SELECT * FROM authors_stats WHERE uid IN (
            SELECT u.uid FROM comments c JOIN authors u ON u.id = c.author_id
            WHERE c.article_id IN (SELECT value FROM json_each(:keys))
        ) ORDER BY uid
    """,
}
