"""What appeared, changed and vanished, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive import read
from archive.terminal import json_text, one_line, wrap

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]

COLUMNS = ("at", "what", "thread_uid", "comment_uid", "title", "author", "version", "text")


def since(conn: sqlite3.Connection, begin: str | None, name: str | None, limit: int | None = None) -> Iterator[Row]:
    """The rows of the view `changes`, the newest first: from a moment on, of one thread. NotFound if there is none."""
    key = None if name is None else read.find(conn, name)
    select = f"""
        SELECT {", ".join(f"c.{column}" for column in COLUMNS)} FROM changes c JOIN articles a ON a.uid = c.thread_uid
        WHERE c.at >= coalesce(:begin, '') AND a.id = coalesce(:key, a.id)
        ORDER BY c.at DESC, a.id, c.what, c.comment_uid LIMIT coalesce(:limit, -1)
    """  # noqa: S608
    for row in conn.execute(select, {"begin": begin, "key": key, "limit": limit}):
        yield dict(zip(COLUMNS, row, strict=True))


def lines(rows: Iterable[Row], width: int) -> Iterator[str]:
    """For a terminal: under each thread's title when, what, by whom, and the words in one line."""
    title: tuple[str, str | None] | None = None
    for row in rows:
        if title != (row["thread_uid"], row["title"]):
            title = row["thread_uid"], row["title"]
            yield f"{row['thread_uid']}  {one_line(row['title']) or '(no title)'}"
        who = f" · {one_line(row['author'])}" if row["author"] else ""
        words = f": {one_line(row['text'])}" if row["comment_uid"] else ""
        first, *more = wrap(f"{row['at']} · {row['what']}{who}{words}", width - 4)
        yield f"    {first}{' …' if more else ''}"


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """An object a line."""
    return (json_text(row) for row in rows)
