"""A thread as Markdown (CommonMark): the article, then the comments as quotes within quotes."""

import re
from collections.abc import Iterator

from archive.display import clean, one_line
from archive.export import facts
from scraper.thread import Thread

DEEPEST = 19

_SPECIAL = re.compile(r"([\\`*_\[\]#|~$!<]|&(?=#?\w+;))")
_AT_LINE_START = re.compile(r"^(\s*(?=[-+=>]|\d{1,9}[.)])\d*)(.)", re.MULTILINE)


def markdown(thread: Thread) -> Iterator[str]:
    """The pieces of the text. What people wrote stays words: whatever Markdown or HTML would read is escaped."""
    link = f"<{thread.url}>" if facts.is_web(thread.url) and not re.search(r"[<>\s]", thread.url) else None
    parts = [f"# {escaped(facts.title(thread))}", " · ".join(map(escaped, facts.head(thread)))]
    parts += [
        link or escaped(one_line(thread.url)),
        paragraphs(thread.article.text),
        f"## {escaped(facts.figures(thread))}",
    ]
    parts.append(" · ".join(map(escaped, facts.origin(thread))))
    yield "\n\n".join(part for part in parts if part) + "\n\n"
    before = 0
    for place, comment in enumerate(thread.comments):
        level = min(comment.depth, DEEPEST) + 1
        head = " · ".join((f"**{escaped(facts.name(comment))}**", *map(escaped, facts.facts(thread, place, DEEPEST))))
        body = f"{head}\n\n{paragraphs(comment.text)}".rstrip()
        lines = ["> " * min(before, level)] if place else []
        lines += ["> " * level + line for line in body.split("\n")]
        yield "".join(f"{line.rstrip()}\n" for line in lines)
        before = level
    if thread.comments:
        yield "\n"


def escaped(text: str) -> str:
    """Words that stay words in Markdown."""
    return _AT_LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def paragraphs(text: str | None, line_end: str = "\\\n") -> str:
    """Paragraphs as they are; a line end within one is a hard one; indented lines are no code."""
    found = re.split(r"\n\s*\n", clean(text).strip())
    return "\n\n".join(
        line_end.join(escaped(" ".join(line.split())) for line in paragraph.split("\n") if line.strip())
        for paragraph in found
    )
