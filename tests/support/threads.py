"""Threads and looks into files, for the tests of the archive."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from scraper.incomplete import Code, Incomplete
from scraper.thread import Article, Author, Comment, Thread

if TYPE_CHECKING:
    from pathlib import Path

VISIT_TABLES = {"fetches", "runs", "polls", "hosts"}
"""What an unchanged visit may write to."""


def comment(text: str, author: str = "Anna Thimble", **facts: Any) -> Comment:
    """A comment at the top level, unless told otherwise."""
    return Comment(text=text, html=f"<p>{text}</p>", author=Author(name=author), **facts)


def thread(*comments: Comment, **facts: Any) -> Thread:
    """A complete thread below an invented article."""
    values: dict[str, Any] = {
        "url": "https://tea.example/2026/kettles",
        "article": Article(title="Kettles I have known", text="The first one whistled.\n\nThe second one sang."),
        "id_system": "wordpress",
        "id_scope": "tea.example",
        "complete": True,
    }
    return Thread(**{**values, **facts}, comments=comments)


def deep_thread(levels: int) -> Thread:
    """A thread in which each comment answers the one before."""
    return thread(
        *(
            comment(f"Answer number {level}", id=str(level), depth=level, parent=level - 1 if level else None)
            for level in range(levels)
        )
    )


def rows(path: Path, sql: str, *parameters: Any) -> list[dict[str, Any]]:
    """What a query finds in a file."""
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        return [dict(row) for row in conn.execute(sql, parameters)]


def contents(path: Path, *, without: set[str] = VISIT_TABLES) -> dict[str, list[Any]]:
    """Every row of every table (full text included) that is not left out."""
    with closing(sqlite3.connect(path)) as conn:
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: conn.execute(f"SELECT * FROM {name}").fetchall() for name in names if name not in without}


def healthy(path: Path) -> bool:
    """Whether SQLite finds the file, its foreign keys and its full text whole."""
    with closing(sqlite3.connect(path)) as conn:
        whole = conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for table in ("articles_fts", "comments_fts"):
            conn.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
        return whole and not conn.execute("PRAGMA foreign_key_check").fetchall()


def bare(document: Thread) -> Thread:
    """A thread without what an archive adds: uids, times, and the visit's own record."""
    comments = tuple(
        replace(each, uid=None, first_seen=None, last_seen=None, gone_since=None, parent_id=_stated_parent(each))
        for each in document.comments
    )
    article = replace(document.article, first_seen=None, gone_since=None)
    return replace(document, uid=None, fetched_at=None, channels=(), comments=comments, article=article)


def _stated_parent(each: Comment) -> str | None:
    return each.parent_id if each.parent is None else None


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)

dates = st.none() | st.sampled_from(
    ["2012", "2012-12-04", "2012-12-04T10:31", "2012-12-04T10:31:00-05:00", "2012-12-04T10:31:09.5Z"]
)

counts = st.none() | st.integers(0, 10**6)

truths = st.none() | st.booleans()


@st.composite
def threads(draw: st.DrawFn, *, max_comments: int = 12) -> Thread:
    """Any thread that a parser could give: any tree, any words, ids given, missing and given twice."""
    comments: list[Comment] = []
    above: list[int] = []
    for position in range(draw(st.integers(0, max_comments))):
        depth = draw(st.integers(0, len(above)))
        del above[depth:]
        parent = above[-1] if above else None
        above.append(position)
        comments.append(
            Comment(
                text=draw(st.sampled_from(["Thanks!", "I agree.", ""]) | words),
                html=draw(words),
                id=draw(st.none() | st.sampled_from(["1", "2", "3"]) | st.just(f"own-{position}")),
                parent=parent,
                parent_id=draw(st.none() | st.just("never-seen")) if parent is None else None,
                depth=depth,
                author=draw(
                    st.builds(
                        Author,
                        name=st.none() | st.sampled_from(["Anna Thimble", "Bo"]) | words,
                        url=st.none() | st.just("https://anna.example/") | words,
                        avatar=st.none() | words,
                        is_article_author=truths,
                    )
                ),
                published=draw(dates),
                published_text=draw(st.none() | words),
                kind=draw(st.sampled_from(["comment", "pingback", "trackback"])),
                state=draw(st.sampled_from(["visible", "pending", "hidden", "deleted"])),
                permalink=draw(st.none() | words),
                likes=draw(counts),
                dislikes=draw(counts),
                edited=draw(truths),
            )
        )
    return Thread(
        url=draw(st.sampled_from(["https://tea.example/2026/kettles", "file:///tmp/kettles.html", "not an address"])),
        article=Article(
            title=draw(st.none() | words),
            author=draw(st.none() | words),
            published=draw(dates),
            modified=draw(dates),
            language=draw(st.none() | st.just("en")),
            text=draw(words),
            html=draw(words),
            tags=tuple(draw(st.lists(words, max_size=3))),
        ),
        comments=tuple(comments),
        canonical_url=draw(st.none() | st.just("https://tea.example/2026/kettles-again") | words),
        site=draw(st.none() | words),
        system=draw(st.none() | st.just("wordpress")),
        id_system=draw(st.none() | st.sampled_from(["wordpress", "page"])),
        id_scope=draw(st.none() | st.just("tea.example")),
        declared_count=draw(counts),
        complete=draw(truths),
        incomplete=draw(st.none() | st.builds(Incomplete, st.sampled_from(Code), st.none() | words)),
    )
