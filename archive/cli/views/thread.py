"""A thread as text for a terminal: the article's head, then the comments as a tree."""

from collections.abc import Iterator, Sequence

from archive.display import one_line, wrap
from archive.export import facts
from scraper.thread import Thread

MIN_TEXT = 32
"""Columns that a comment's text has at least: replies deeper than fit stand at the deepest level that does."""

MAX_LEVEL = 20
"""Beyond this, lines guide no eye."""


def thread(
    document: Thread, width: int, *, colour: bool = False, notes: Sequence[str] = (), full: Thread | None = None
) -> Iterator[str]:
    """The lines that show a thread in `width` columns; of `notes` each stands behind the name in its comment.

    Where `document` is a part of a thread, `full` is that thread: its figures are shown.
    """
    yield from _head(document, full or document, width, colour=colour)
    deepest = max(0, min(MAX_LEVEL, (width - MIN_TEXT) // 3 - 1))
    last = {comment.parent: position for position, comment in enumerate(document.comments)}  # of its siblings
    guides: list[str] = []
    for position, comment in enumerate(document.comments):
        level = min(comment.depth, deepest)
        del guides[level:]
        guide = "".join(guides)
        is_last = last[comment.parent] == position and comment.depth <= deepest
        guides.append("   " if is_last else "│  ")
        below = "".join(guides)
        room = max(width - len(below), MIN_TEXT)
        name, marks = facts.name(comment), facts.facts(document, position, deepest)
        marks += [one_line(note) for note in notes[position : position + 1] if note]
        guide += "└─ " if is_last else "├─ "
        guide, below = (_styled(part, _DIM, colour=colour) for part in (guide, below))
        first, *more = wrap(" · ".join((name, *marks)), room)
        faint = _GONE if comment.gone_since else _DIM
        name = name if first.startswith(name) else first  # which is longer than a line
        yield guide + _styled(name, _BOLD, colour=colour) + _styled(first.removeprefix(name), faint, colour=colour)
        for line in more:
            yield below + _styled(line, faint, colour=colour)
        for line in wrap(comment.text, room) if comment.text else ():
            yield (below + line).rstrip()
        yield below.rstrip()


def _head(document: Thread, full: Thread, width: int, *, colour: bool) -> Iterator[str]:
    for line in wrap(facts.title(document), width):
        yield _styled(line, _BOLD, colour=colour)
    yield from wrap(" · ".join(facts.head(document)), width)
    yield one_line(document.url)
    yield ""
    yield from wrap(document.article.text, width)
    yield ""
    shown = len(document.comments)
    part = f" ({shown:,} of them shown)" if shown < len(full.comments) else ""
    yield from wrap(facts.figures(full) + part, width)
    yield ""


_BOLD, _DIM, _GONE = "1", "2", "31"
"""Bold, faint and red (ECMA-48, SGR): readable on light and dark grounds alike."""


def _styled(text: str, style: str, *, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text.strip() else text
