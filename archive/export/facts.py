"""What all texts of a thread have in common, in a file and on a terminal: the facts around its words."""

import re
from html import escape
from urllib.parse import urlsplit

from archive.display import clean, counted, one_line
from scraper.thread import Comment, Thread


def title(thread: Thread) -> str:
    """What the article is called."""
    return one_line(thread.article.title) or "(no title)"


def name(comment: Comment) -> str:
    """Who wrote it."""
    return one_line(comment.author.name) or "(no name)"


def facts(thread: Thread, place: int, deepest: int) -> list[str]:
    """What stands behind the name of a comment: the date, and whatever is out of the ordinary.

    Replies deeper than `deepest` stand there and say whom they answer.
    """
    comment = thread.comments[place]
    parts = [one_line(comment.published or comment.published_text)]
    parts += [word for word in (comment.kind, comment.state) if word not in ("comment", "visible")]
    parts += ["author of the article"] if comment.author.is_article_author else []
    parts += ["edited"] if comment.edited else []
    parts += [f"gone since {comment.gone_since[:10]}"] if comment.gone_since else []
    if comment.depth > deepest and comment.parent is not None:
        parts.append(f"level {comment.depth + 1}, to {name(thread.comments[comment.parent])}")
    return [fact for fact in parts if fact]


def head(thread: Thread) -> list[str]:
    """What stands below the title: author, date, site, comment system."""
    article = thread.article
    parts = [one_line(fact) for fact in (article.author, article.published, thread.site, thread.system) if fact]
    return parts + ([f"article gone since {article.gone_since[:10]}"] if article.gone_since else [])


def figures(thread: Thread) -> str:
    """How many comments there are and how many are gone, and whether that is all of them."""
    gone = sum(comment.gone_since is not None for comment in thread.comments)
    shown = len(thread.comments) - gone
    declared = thread.declared_count
    more = declared is not None and declared > shown
    parts = [f"{shown:,} of {counted(declared or 0, 'comment')}" if more else counted(shown, "comment")]
    parts += [f"{gone:,} gone"] if gone else []
    parts += [f"the page says {declared:,}"] if declared is not None and declared < shown else []
    if thread.complete is not True:
        word = "incomplete" if thread.complete is False else "completeness unknown"
        parts.append(f"{word}: {one_line(thread.incomplete_reason)}" if thread.incomplete_reason else word)
    return ", ".join(parts)


def origin(thread: Thread) -> list[str]:
    """Where a file of the thread comes from: the program, the uid of the thread, and when it was last seen."""
    kept = f"Afterword thread {one_line(thread.uid)}" if thread.uid else "Afterword"
    return [kept, f"last seen {thread.fetched_at}"] if thread.fetched_at else [kept]


def as_html(text: str | None) -> str:
    """Words as HTML: a paragraph each, lines as they are."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", clean(text)) if part.strip())
    return "\n".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in paragraphs)


def is_web(url: str | None) -> bool:
    """Whether an address may become a link."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https") and url.isprintable()
    except ValueError:
        return False
