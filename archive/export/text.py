"""A thread as plain text: the article, then the comments as quotes within quotes, wrapped."""

from collections.abc import Iterator

from archive.display import one_line, wrap
from archive.export import facts
from scraper.thread import Thread

WIDTH = 78
DEEPEST = 19


def text(thread: Thread) -> Iterator[str]:
    """The pieces of the text, UTF-8, lines of at most WIDTH columns."""
    title = facts.title(thread)
    lines = [*wrap(title, WIDTH), "=" * min(WIDTH, max(len(title), 3)), ""]
    lines += [*wrap(" · ".join(facts.head(thread)), WIDTH), one_line(thread.url), ""]
    lines += [*wrap(thread.article.text, WIDTH), ""] if thread.article.text else []
    lines += [*wrap(facts.figures(thread), WIDTH), *wrap(" · ".join(facts.origin(thread)), WIDTH), ""]
    yield _joined(lines)
    before = 0
    for place, comment in enumerate(thread.comments):
        level = min(comment.depth, DEEPEST)
        quote = "> " * level
        room = WIDTH - len(quote)
        head = " · ".join((facts.name(comment), *facts.facts(thread, place, DEEPEST)))
        lines = ["> " * min(before, level)] if place else []
        lines += [quote + line for part in (head, comment.text) if part for line in wrap(part, room)]
        yield _joined(lines)
        before = level


def _joined(lines: list[str]) -> str:
    return "".join(f"{line.rstrip()}\n" for line in lines)
