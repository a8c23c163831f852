"""What is particular to WordPress's feeds of comments: which form names parents, and the line that it writes into each.

Since version 4.4 WordPress begins an answer in a feed with a paragraph of its own, `In reply to <a>Name</a>.`, in the
language of the site (`get_comment_text`). Nobody wrote it; and in RSS, which has no element for that, it alone tells
whom a comment answers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scraper.comments.completeness.pagination import thread_address
from scraper.discovery.comment_feeds import Entry
from scraper.text import unescape

_FEED_PATH = re.compile(r"/feed(?:/(?:rss2?|rdf|atom))?/?$")

_NUMBER = re.compile(r"#comment-(\d{1,18})$")

_LINE = re.compile(
    r"""\s{0,9}(?:<p>\s{0,9})?([^<>]{0,60})<a\s[^<>]{0,200}?href=["']([^"'<>\s]{1,2000})["'][^<>]{0,200}>([^<>]{1,300})</a>"""
    r"""([^<>]{0,60}?)(?:\s{0,9}</p>|\n\n)\s{0,9}"""
)

_KNOWN = frozenset({("In reply to", ".")})


class _Line(NamedTuple):
    """The line found: the words around the name, the id and address it leads to, the name, and what follows it."""

    words: tuple[str, str]
    number: str
    href: str
    name: str
    rest: str


def atom_feed(url: str) -> str | None:
    """The Atom form of a comment feed of WordPress, which names parents; None when the address is not such a feed's."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if any(name == "feed" for name, _ in query):
        asked = urlencode([(name, "atom" if name == "feed" else value) for name, value in query])
        return urlunsplit(parts._replace(query=asked))
    if _FEED_PATH.search(parts.path):
        return urlunsplit(parts._replace(path=_FEED_PATH.sub("/feed/atom/", parts.path)))
    return None


def without_answer_lines(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without the line that WordPress put before what people wrote; where it leads, they answer.

    People write links to other comments, too. So the line counts where the feed says the same of the answer in its own
    element; else where the name is that of the comment's author, as far as the feed has it, and the words are
    WordPress's own in English or stand in another entry just so.
    """
    lines = [_line(entry) for entry in entries]
    times = Counter(line.words for line in lines if line is not None)
    authors = {number: entry.author for entry in entries if (number := _number(entry.id or entry.link))}
    told = []
    for entry, line in zip(entries, lines, strict=True):
        if line is not None:
            stated = {number for answer in entry.answers if (number := _number(answer))}
            is_usual = line.words in _KNOWN or (times[line.words] > 1 and any(map(str.isalpha, "".join(line.words))))
            if line.number in stated:
                entry = replace(entry, html=line.rest)
            elif not stated and is_usual and authors.get(line.number, line.name) == line.name:
                entry = replace(entry, html=line.rest, answers=(*entry.answers, line.href))
        told.append(entry)
    return told


def _line(entry: Entry) -> _Line | None:
    found = _LINE.match(entry.html)
    number = _number(found[2]) if found is not None else None
    if found is None or number is None or not entry.link or not entry.html[found.end() :].strip():
        return None
    if thread_address(found[2].partition("#")[0]) != thread_address(entry.link.partition("#")[0]):
        return None
    words = (found[1].strip(), found[4].strip())
    return _Line(words, number, found[2], unescape(found[3]).strip(), entry.html[found.end() :])


def _number(link: str | None) -> str | None:
    found = _NUMBER.search(link or "")
    return found[1] if found is not None else None
