"""Articles and comments as columns of their tables, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archive.values import storable, truth
from scraper.thread import Article, Author, Comment, Thread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.db.rows import Row

SHOWN = (
    *("id", "parent_id", "text", "html", "parent_system_id", "depth", "author", "author_url", "author_avatar"),
    *("is_article_author", "published", "published_text", "kind", "state", "permalink", "likes", "dislikes", "edited"),
    *("uid", "first_seen_at", "last_seen_at", "gone_since"),
)
"""The columns of a comment that a thread shows."""


def comment_columns(comment: Comment) -> Row:
    """What a page says about a comment."""
    author = comment.author
    columns = {
        "parent_system_id": comment.parent_id if comment.parent is None else None,
        "author": author.name,
        "author_url": author.url,
        "author_avatar": author.avatar,
        "is_article_author": None if author.is_article_author is None else int(author.is_article_author),
        "published": comment.published,
        "published_text": comment.published_text,
        "text": comment.text,
        "html": comment.html,
        "kind": comment.kind,
        "state": comment.state,
        "permalink": comment.permalink,
        "likes": comment.likes,
        "dislikes": comment.dislikes,
        "edited": None if comment.edited is None else int(comment.edited),
    }
    return {name: None if value is None else storable(value) for name, value in columns.items()}


def comment(row: Sequence[Any], parent: int | None, system_id: str | None) -> Comment:
    """The comment that the columns SHOWN tell of; `parent` is the place in its thread of the one it answers."""
    # By place: a hundred thousand comments are read so, and names would cost as much again.
    _, _, text, html, answered, depth, name, link, avatar, is_article_author, published, printed, *rest = row
    kind, state, permalink, likes, dislikes, edited, uid, first_seen, last_seen, gone_since = rest
    return Comment(
        text,
        html,
        system_id,
        parent,
        answered if parent is None else None,
        depth,
        Author(name, link, avatar, truth(is_article_author)),
        published,
        printed,
        kind,
        state,
        permalink,
        likes,
        dislikes,
        truth(edited),
        uid,
        first_seen,
        last_seen,
        gone_since,
    )


def article_columns(thread: Thread) -> Row:
    """What a thread says about its article."""
    article = thread.article
    columns = {
        "canonical_url": thread.canonical_url,
        "site_name": thread.site,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "text": article.text,
        "html": article.html,
        "tags": json.dumps(article.tags),
        "system": thread.system,
        "id_system": thread.id_system,
        "id_scope": thread.id_scope,
    }
    return {name: storable(value) for name, value in columns.items()}


def article(row: Mapping[str, Any]) -> Article:
    """An article as the row of it, or of one of its versions, words it."""
    return Article(
        title=row["title"],
        author=row["author"],
        published=row["published"],
        modified=row["modified"],
        language=row["language"],
        text=row["text"],
        html=row["html"],
        tags=tuple(json.loads(row["tags"])),
    )


def thread(row: Mapping[str, Any], **more: Any) -> Thread:
    """The thread around the row of an article, with `more` of its fields."""
    return Thread(
        url=row["url"],
        canonical_url=row["canonical_url"],
        site=row["site_name"],
        system=row["system"],
        id_system=row["id_system"],
        id_scope=row["id_scope"],
        **more,
    )
