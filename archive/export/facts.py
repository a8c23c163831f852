"""What all texts of a thread have in common: the facts around a comment, in words."""

from __future__ import annotations

from urllib.parse import urlsplit

from archive.display import one_line
from scraper.thread import Comment, Thread


def name(comment: Comment) -> str:
    """Who wrote it."""
    return one_line(comment.author.name) or "(no name)"


def facts(thread: Thread, place: int, deepest: int) -> list[str]:
    """What stands behind the name of a comment: the date, and whatever is out of the ordinary.

    Replies deeper than `deepest` stand there and say whom they answer.
    """
    comment = thread.comments[place]
    told = [one_line(comment.published or comment.published_text)]
    told += [word for word in (comment.kind, comment.state) if word not in ("comment", "visible")]
    told += ["author of the article"] if comment.author.is_article_author else []
    told += ["edited"] if comment.edited else []
    told += [f"gone since {comment.gone_since[:10]}"] if comment.gone_since else []
    if comment.depth > deepest and comment.parent is not None:
        told.append(f"to {name(thread.comments[comment.parent])}")
    return [fact for fact in told if fact]


def head(thread: Thread) -> list[str]:
    """What stands below the title: author, date, site."""
    article = thread.article
    told = [one_line(fact) for fact in (article.author, article.published, thread.site) if fact]
    return told + ([f"gone since {article.gone_since[:10]}"] if article.gone_since else [])


def figures(thread: Thread) -> str:
    """How many comments there are, and how many are gone."""
    gone = sum(comment.gone_since is not None for comment in thread.comments)
    shown = len(thread.comments) - gone
    counted = f"{shown} comment{'' if shown == 1 else 's'}"
    return f"{counted}, {gone} gone" if gone else counted


def is_web(url: str | None) -> bool:
    """Whether an address may become a link."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https") and url.isprintable()
    except ValueError:
        return False
