"""What other comment systems ask for and pages do not always say: a date, an author's name and address, an address of
the page on the new site.

Where a date is missing the nearest thing known takes its place, in this order: the date as far as stated (local time
as if it were UTC), that of the comment before it below the same one, so that it keeps its place where systems sort by
date, that of the comment answered, that of the article, when the comment was first seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.display import one_line
from archive.errors import InvalidValue
from archive.export.facts import as_html, is_web
from archive.urls import site_host
from archive.values import folded
from scraper.html import safe_html
from scraper.thread import Article, Author, Comment, Thread
from scraper.times import instant

NOBODY = "Anonymous"
FIRST = datetime(1970, 1, 1, tzinfo=UTC)

_PAIR = re.compile(r"(.+?)=(https?://\S+)")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Beginnings of addresses, and what takes their place."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def stated(cls, given: Sequence[str]) -> Mapping:
        """From `OLD=NEW`, or names of files with `OLD NEW` a line (blank lines and `#` lines count for nothing).

        ArchiveError for what is neither.
        """
        pairs: list[tuple[str, str]] = []
        for each in given:
            found = _PAIR.fullmatch(each)
            pairs += [(found[1], found[2])] if found else _pairs_in(Path(each))
        return cls(tuple(sorted(pairs, key=lambda pair: -len(pair[0]))))

    def new(self, url: str) -> str:
        """The address on the new site: the longest beginning that is known is replaced."""
        for old, new in self.pairs:
            if url.startswith(old):
                return new + url[len(old) :]
        return url


def _pairs_in(path: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise InvalidValue(f"{path}: neither OLD=NEW with an http(s) address, nor a file of such pairs") from error
    for number, line in enumerate(lines, 1):
        words = line.split()
        if words and not words[0].startswith("#"):
            if len(words) != 2 or not is_web(words[1]):
                raise InvalidValue(f"{path}, line {number}: write OLD and NEW, two addresses with a space between")
            yield words[0], words[1]


def dates(thread: Thread) -> list[datetime]:
    """A moment in UTC for each comment: see the module's text."""
    found: list[datetime] = []
    before: dict[int | None, datetime] = {}
    for comment in thread.comments:
        near = before.get(comment.parent) or (None if comment.parent is None else found[comment.parent])
        seen = instant(comment.first_seen) or FIRST
        found.append(instant(comment.published) or near or instant(thread.article.published) or seen)
        before[comment.parent] = found[-1]
    return found


def name(author: Author) -> str:
    """The author's name, or a word for those without one."""
    return one_line(author.name) or NOBODY


def author_id(thread: Thread, author: Author) -> str:
    """The same letters for the same name and address within a site: systems tell people apart by such."""
    who = "\0".join((site_host(thread.url), folded(author.name), author.url or ""))
    return hashlib.sha256(who.encode(errors="replace")).hexdigest()[:20]


def body(words: Article | Comment, base: str) -> str:
    """What was written as sanitised HTML; where there is only text, a paragraph a line."""
    if words.html.strip():
        return safe_html(words.html, base)
    return as_html(words.text)
