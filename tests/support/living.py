"""What tests of scraping share: posts for the blog, and what an archive holds besides its record of visits."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.blog import Comment, Post

THREAD = (
    Comment(
        2201, "Ebbe Thornquist", ("The sandbank moved.", "Everybody blames the breakwater."), url="http://ebbe.example/"
    ),
    Comment(2204, "Maren Oddleif", ("That is the missing piece!",), parent=2201, mine=True),
    Comment(2215, "Old Hen", ("We dived for the two stones in the spring.",)),
)

PARAGRAPHS = (
    """Everybody in the harbour knows the lighthouse on the head, and nearly everybody is wrong about it. It stood on
    the other side of the bay until the winter, and then it was taken down and rowed across, stone by stone.""",
    """I spent a whole day with the ledger of the harbour master, which is mostly about herring, and found one line in
    a different hand, which says that the lamp is out and will be lit again on the head.""",
)

NOT_CONTENT = {"fetches", "runs", "polls", "hosts"}


def post(slug: str, number: int = 1, comments: tuple[Comment, ...] = THREAD, **more: Any) -> Post:
    """A post with a thread."""
    return Post(slug, f"The lighthouse, part {number}", "Maren Oddleif", PARAGRAPHS, comments, number=number, **more)


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those that record visits."""
    with closing(sqlite3.connect(path)) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = [name for name in tables if name not in NOT_CONTENT and "_fts" not in name]
        return {name: sorted(conn.execute(f"SELECT * FROM {name}"), key=repr) for name in kept}


def told(path: Path) -> list[tuple[Any, ...]]:
    """What an archive tells: articles and comments in reading order, without keys, uids and times of visits."""
    sql = """
        SELECT a.url, a.title, a.text, a.comment_count, a.complete, c.position, c.depth, c.author, c.text, p.text
        FROM articles a LEFT JOIN comments c ON c.article_id = a.id LEFT JOIN comments p ON p.id = c.parent_id
        ORDER BY a.url, c.position
    """
    return rows(path, sql)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows that a query gives."""
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.execute(sql))
