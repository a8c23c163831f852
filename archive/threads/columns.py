"""Articles and comments as columns of their tables, and back."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, TypeVar

from archive.db.rows import Row
from archive.values import storable, truth
from scraper.thread import Article, Author, Comment, Thread

R = TypeVar("R")


@dataclass(slots=True)  # not frozen: that makes it twice as slow to make, and there are a hundred thousand
class CommentColumns:
    """What a page says about a comment, each value as its column holds it."""

    parent_system_id: str | None
    author: str | None
    author_url: str | None
    author_avatar: str | None
    is_article_author: int | None
    published: str | None
    published_text: str | None
    text: str
    html: str
    kind: str
    state: str
    permalink: str | None
    likes: int | None
    dislikes: int | None
    edited: int | None


@dataclass(slots=True)
class CommentRow(CommentColumns):
    """A comment as it stands in the archive."""

    id: int
    article_id: int
    parent_id: int | None
    author_id: int | None
    position: int
    depth: int
    descendants: int
    version: int
    version_count: int
    first_seen_at: str
    last_seen_at: str
    gone_since: str | None
    uid: str


@dataclass(frozen=True, slots=True)
class ArticleColumns:
    """What a thread says about its article, each value as its column holds it."""

    canonical_url: str | None
    site_name: str | None
    title: str | None
    author: str | None
    published: str | None
    modified: str | None
    language: str | None
    text: str
    html: str
    tags: str
    system: str | None
    id_system: str | None
    id_scope: str | None


@dataclass(frozen=True, slots=True)
class ArticleRow(ArticleColumns):
    """An article as it stands in the archive."""

    id: int
    uid: str
    site_id: int
    url: str
    declared_count: int | None
    comment_count: int
    gone_count: int
    complete: int | None
    incomplete_code: str | None
    incomplete_detail: str | None
    incomplete_reason: str | None
    version: int
    version_count: int
    first_seen_at: str
    gone_since: str | None

    @property
    def numbering(self) -> tuple[str, str]:
        """The (system, scope) in which the ids of its comments stand."""
        return self.id_system or "", self.id_scope or ""


def names(record: Any) -> tuple[str, ...]:
    """The columns of a record, in order."""
    found: tuple[str, ...] = record.__match_args__
    return found


def found(conn: sqlite3.Connection, record: type[R], where: str, *parameters: Any) -> Iterator[R]:
    """The records that a query finds: `where` is what stands behind FROM."""
    return starmap(record, conn.execute(f"SELECT {', '.join(names(record))} FROM {where}", parameters))  # noqa: S608


def worded(record: type[R], known: Row) -> R:
    """A record of which only some columns are known."""
    return record(**dict.fromkeys(names(record)) | known)


def values(record: CommentColumns | ArticleColumns) -> Row:
    """What a record holds, by the names of its columns."""
    return {name: getattr(record, name) for name in names(type(record))}


SHOWN = (
    *("id", "parent_id", "text", "html", "parent_system_id", "depth", "author", "author_url", "author_avatar"),
    *("is_article_author", "published", "published_text", "kind", "state", "permalink", "likes", "dislikes", "edited"),
    *("uid", "first_seen_at", "last_seen_at", "gone_since"),
)
"""The columns of a comment that a thread shows."""


def comment_columns(comment: Comment) -> CommentColumns:
    """What a page says about a comment."""
    author = comment.author
    stated = (
        *(comment.parent_id if comment.parent is None else None, author.name, author.url, author.avatar),
        *(author.is_article_author, comment.published, comment.published_text, comment.text, comment.html),
        *(comment.kind, comment.state, comment.permalink, comment.likes, comment.dislikes, comment.edited),
    )
    kept: list[Any] = [value if value is None else storable(value) for value in stated]
    return CommentColumns(*kept)


def comment(row: Sequence[Any], parent: int | None, system_id: str | None) -> Comment:
    """The comment that the columns SHOWN tell of; `parent` is the place in its thread of the one it answers."""
    # By place: a hundred thousand comments are read so, and names would cost as much again.
    _, _, text, html, answered, depth, name, link, avatar, is_article_author, published, printed, *rest = row
    kind, state, permalink, likes, dislikes, edited, uid, first_seen, last_seen, gone_since = rest
    author = Author(name, link, avatar, truth(is_article_author))
    stated = (
        *(text, html, system_id, parent, answered if parent is None else None, depth, author, published, printed),
        *(kind, state, permalink, likes, dislikes, truth(edited), uid, first_seen, last_seen, gone_since),
    )
    return Comment(*stated)


def article_columns(thread: Thread) -> ArticleColumns:
    """What a thread says about its article."""
    article = thread.article
    stated = (
        *(thread.canonical_url, thread.site, article.title, article.author, article.published, article.modified),
        *(article.language, article.text, article.html, json.dumps(article.tags)),
        *(thread.system, thread.id_system, thread.id_scope),
    )
    return ArticleColumns(*map(storable, stated))


def article(row: Mapping[str, Any]) -> Article:
    """An article as the row of it, or of one of its versions, words it."""
    same = ("title", "author", "published", "modified", "language", "text", "html")
    return Article(**{name: row[name] for name in same}, tags=tuple(json.loads(row["tags"])))


def thread(row: Mapping[str, Any], **more: Any) -> Thread:
    """The thread around the row of an article, with `more` of its fields."""
    same = ("url", "canonical_url", "system", "id_system", "id_scope")
    return Thread(**{name: row[name] for name in same}, site=row["site_name"], **more)
