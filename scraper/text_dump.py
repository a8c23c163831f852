"""A thread from a plain-text dump: a page of which somebody selected everything and pasted it as text.

A dump begins with the title, goes on with the article's paragraphs, and ends in the thread as nested bullets, each
with a header line (an address and a name, or a name) and its paragraphs indented below. What stands behind the thread
is the rest of the page, and is left out.
"""

import html
import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from scraper.comments.vocabulary.counts import count_in
from scraper.errors import NotAPage, PageTooLarge
from scraper.html import safe_html
from scraper.incomplete import Code, Incomplete, too_few
from scraper.page.encoding import decode
from scraper.page.limits import MAX_PAGE_BYTES
from scraper.text import squeeze
from scraper.thread import Article, Author, Channel, Comment, Thread, arrange
from scraper.urls import absolute_url

_BULLET = re.compile(r"^(?P<indent>\s*)[•*+‣◦▪○●·o–-](?P<gap>\s+)(?=\S)(?:(?P<url>(?i:https?)://\S+)\s*)?(?P<name>.*)$")
_NO_NAME = re.compile(r"[.!?…;]\s*$|[.!?]\s\S+\s")
_INVISIBLE = str.maketrans("", "", "\u200b\ufeff\u00ad")
LONGEST_NAME = 100
MOST_WORDS = 3
"""Words of a name that has its text directly below it."""
LONGEST_TITLE = 300


class _Header(NamedTuple):
    """What heads a comment: the columns of its bullet and of its words, and the parts of these."""

    indent: int
    margin: int
    url: str | None
    name: str | None


def read_dump(data: bytes, url: str, content_type: str | None = None, fetched_at: str | None = None) -> Thread:
    """Read a plain-text dump. `url` is the address it is filed under. Raises NotAPage for an empty one."""
    if len(data) > MAX_PAGE_BYTES:
        raise PageTooLarge(f"the text has {len(data):,} bytes; the limit is {MAX_PAGE_BYTES:,}")
    lines = [line.expandtabs(4).translate(_INVISIBLE).rstrip() for line in decode(data, content_type).splitlines()]
    if not any(lines):
        raise NotAPage(f"{url} is empty")
    headers = {number: header for number in range(len(lines)) if (header := _header(lines, number))}
    title, paragraphs, declared = _article(lines[: min(headers, default=len(lines))])
    comments = _comments(lines, headers, url)
    missing = too_few(len(comments), declared) if declared is not None and len(comments) < declared else None
    return Thread(
        url=url,
        article=Article(title=title, text="\n\n".join(paragraphs), html=_paragraphs_html(paragraphs, url)),
        comments=comments,
        site=urlsplit(url).hostname,
        fetched_at=fetched_at,
        system="text-dump" if comments else None,
        declared_count=declared,
        complete=None if missing is None else False,
        incomplete=missing or Incomplete(Code.TEXT_DUMP),
        channels=(Channel("text", fetched_at, None, len(comments)),),
    )


# --- the thread


def _header(lines: Sequence[str], number: int) -> _Header | None:
    """The comment that a line heads: a bullet with a name, and text indented below it.

    A bullet in an article or in a comment's own list has no such text below, or reads like a sentence. Where no blank
    line parts the header from the text, an address or a very short name must tell it from an item that was wrapped.
    """
    found = _BULLET.match(lines[number])
    if found is None:
        return None
    url, name = found["url"], squeeze(found["name"])
    if len(name) > LONGEST_NAME or (not url and (not name or _NO_NAME.search(name))):
        return None
    blank = number + 1 < len(lines) and not lines[number + 1].strip()
    if not blank and not url and len(name.split()) > MOST_WORDS:
        return None
    indent = len(found["indent"])
    below = next((line for line in lines[number + 1 : number + 4] if line.strip()), "")
    if _indent(below) <= indent or not (blank or _BULLET.match(below) is None):
        return None
    return _Header(indent, found.end("gap"), url, name or None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _comments(lines: Sequence[str], headers: Mapping[int, _Header], url: str) -> tuple[Comment, ...]:
    """The comments that `headers` begin, by the number of their line, each below the last that is indented less."""
    comments: list[Comment] = []
    open_at: list[tuple[int, int]] = []  # indent and position of those that may still be answered
    for number, end in pairwise((*headers, len(lines))):
        header, below = headers[number], lines[number + 1 : end]
        while open_at and open_at[-1][0] >= header.indent:
            open_at.pop()
        parent = open_at[-1][1] if open_at else None
        open_at.append((header.indent, len(comments)))
        if end == len(lines):  # what is indented less than the last comment is not part of the thread
            outside = (place for place, line in enumerate(below) if line.strip() and _indent(line) <= header.indent)
            below = below[: next(outside, None)]
        paragraphs = _paragraphs([line[min(header.margin, _indent(line)) :] for line in below])
        author = Author(header.name, absolute_url(header.url, url))
        text = "\n\n".join(paragraphs)
        comments.append(Comment(text, _paragraphs_html(paragraphs, url), parent=parent, author=author))
    return arrange(comments)


# --- the article


def _article(lines: Sequence[str]) -> tuple[str | None, list[str], int | None]:
    """The title, the paragraphs, and the count that a heading over the thread declares."""
    paragraphs = _paragraphs([line.strip() for line in lines])
    title = None
    if len(paragraphs) > 1 and len(paragraphs[0]) <= LONGEST_TITLE and "\n" not in paragraphs[0]:
        title = squeeze(paragraphs.pop(0))
    declared = count_in(paragraphs[-1]) if paragraphs and len(paragraphs[-1]) <= 60 else None
    return title, paragraphs[:-1] if declared is not None else paragraphs, declared


def _paragraphs(lines: Sequence[str]) -> list[str]:
    runs = groupby(map(str.rstrip, lines), key=bool)
    return ["\n".join(run) for is_text, run in runs if is_text]


def _paragraphs_html(paragraphs: Sequence[str], url: str) -> str:
    marked = (html.escape(paragraph, quote=False).replace("\n", "<br>") for paragraph in paragraphs)
    return safe_html("".join(f"<p>{paragraph}</p>" for paragraph in marked), url)
