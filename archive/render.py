"""A thread as text for a terminal: the article's head, then the comments as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.terminal import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.thread import Comment, Thread

MIN_TEXT = 32
"""Columns that a comment's text has at least: replies deeper than fit stand at the deepest level that does."""

MAX_LEVEL = 20
"""Beyond this, lines guide no eye."""


def thread(document: Thread, width: int, *, colour: bool = False, notes: Sequence[str] = ()) -> Iterator[str]:
    """The lines that show a thread in `width` columns; of `notes` each stands behind the name in its comment."""
    yield from _head(document, width, colour=colour)
    deepest = max(0, min(MAX_LEVEL, (width - MIN_TEXT) // 3 - 1))
    last = _last_siblings(document.comments)
    guides: list[str] = []
    for position, comment in enumerate(document.comments):
        level = min(comment.depth, deepest)
        del guides[level:]
        guide = "".join(guides)
        is_last = last[position] and comment.depth <= deepest
        guides.append("   " if is_last else "│  ")
        below = "".join(guides)
        room = max(width - len(below), MIN_TEXT)
        name, marks = _name(comment), _marks(document, comment, deepest)
        marks += [one_line(note) for note in notes[position : position + 1] if note]
        first, *more = wrap(" · ".join((name, *marks)), room)
        if first.startswith(name):
            first = _bold(name, colour=colour) + first.removeprefix(name)
        yield guide + ("└─ " if is_last else "├─ ") + first
        for line in (*more, *(wrap(comment.text, room) if comment.text else ())):
            yield (below + line).rstrip()
        yield below.rstrip()


def _head(document: Thread, width: int, *, colour: bool) -> Iterator[str]:
    article = document.article
    for line in wrap(one_line(article.title) or "(no title)", width):
        yield _bold(line, colour=colour)
    facts = (article.author, article.published, document.site, document.system)
    yield from wrap(" · ".join(one_line(fact) for fact in facts if fact), width)
    yield one_line(document.url)
    if article.gone_since:
        yield f"The article is gone since {article.gone_since[:10]}."
    yield ""
    for line in wrap(article.text, width):
        yield line
    yield ""
    yield from wrap(_figures(document), width)
    yield ""


def _figures(document: Thread) -> str:
    gone = sum(comment.gone_since is not None for comment in document.comments)
    shown = len(document.comments) - gone
    parts = [f"{shown} comment{'' if shown == 1 else 's'}"]
    if gone:
        parts.append(f"{gone} gone")
    if document.declared_count is not None and document.declared_count != shown:
        parts.append(f"the page says {document.declared_count}")
    if document.complete is not True:
        word = "incomplete" if document.complete is False else "completeness unknown"
        parts.append(f"{word}: {one_line(document.incomplete_reason)}" if document.incomplete_reason else word)
    return ", ".join(parts)


def _name(comment: Comment) -> str:
    return one_line(comment.author.name) or "(no name)"


def _marks(document: Thread, comment: Comment, deepest: int) -> list[str]:
    """What stands behind the name: the date, and whatever is out of the ordinary."""
    marks: list[str] = [word for word in (comment.kind, comment.state) if word not in ("comment", "visible")]
    if comment.author.is_article_author:
        marks.append("author of the article")
    if comment.edited:
        marks.append("edited")
    if comment.gone_since:
        marks.append(f"gone since {comment.gone_since[:10]}")
    if comment.depth > deepest and comment.parent is not None:
        marks.append(f"level {comment.depth + 1}, to {_name(document.comments[comment.parent])}")
    date = one_line(comment.published or comment.published_text)
    return [*([date] if date else []), *marks]


def _last_siblings(comments: Sequence[Comment]) -> list[bool]:
    """For each comment whether no other one with the same parent follows."""
    last: dict[int | None, int] = {comment.parent: position for position, comment in enumerate(comments)}
    return [last[comment.parent] == position for position, comment in enumerate(comments)]


def _bold(text: str, *, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
