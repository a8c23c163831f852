"""A thread as text for a terminal: the article's head, then the comments as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.display import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.thread import Comment, Thread

MIN_TEXT = 32
"""Columns that a comment's text has at least: replies deeper than fit stand at the deepest level that does."""

MAX_LEVEL = 20
"""Beyond this, lines guide no eye."""


def thread(
    document: Thread, width: int, *, colour: bool = False, notes: Sequence[str] = (), whole: Thread | None = None
) -> Iterator[str]:
    """The lines that show a thread in `width` columns; of `notes` each stands behind the name in its comment.

    Where `document` is a part of a thread, `whole` is that thread: its figures are told.
    """
    yield from _head(document, whole or document, width, colour=colour)
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
        guide += "└─ " if is_last else "├─ "
        guide, below = (_styled(part, _DIM, colour=colour) for part in (guide, below))
        first, *more = wrap(" · ".join((name, *marks)), room)
        faint = _GONE if comment.gone_since else _DIM
        yield guide + _named(first, name, faint, colour=colour)
        for line in more:
            yield below + _styled(line, faint, colour=colour)
        for line in wrap(comment.text, room) if comment.text else ():
            yield (below + line).rstrip()
        yield below.rstrip()


def _head(document: Thread, whole: Thread, width: int, *, colour: bool) -> Iterator[str]:
    article = document.article
    for line in wrap(one_line(article.title) or "(no title)", width):
        yield _styled(line, _BOLD, colour=colour)
    facts = (article.author, article.published, document.site, document.system)
    yield from wrap(" · ".join(one_line(fact) for fact in facts if fact), width)
    yield one_line(document.url)
    if article.gone_since:
        yield f"The article is gone since {article.gone_since[:10]}."
    yield ""
    for line in wrap(article.text, width):
        yield line
    yield ""
    shown = len(document.comments)
    part = f" ({shown} of them shown)" if shown < len(whole.comments) else ""
    yield from wrap(_figures(whole) + part, width)
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


_BOLD, _DIM, _GONE = "1", "2", "31"
"""Bold, faint and red (ECMA-48, SGR): readable on light and dark grounds alike."""


def _named(line: str, name: str, faint: str, *, colour: bool) -> str:
    """The first line of a comment: the name stands out, the facts behind it do not."""
    if not line.startswith(name):  # a name longer than a line
        return _styled(line, _BOLD, colour=colour)
    return _styled(name, _BOLD, colour=colour) + _styled(line.removeprefix(name), faint, colour=colour)


def _styled(text: str, style: str, *, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text.strip() else text
