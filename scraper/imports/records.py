"""What a reader of dumps is, and the records that it yields, in any order; `scraper.imports.spool` joins them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from scraper.imports.source import Source
from scraper.thread import Author, Kind, State

Markup = Literal["html", "markdown", "typed", "plain"]
"""How a comment's words are written down: HTML; Markdown; as typed into a form that allows some HTML (blank lines part
paragraphs); or plain."""

MOST_ORPHANS = 1_000
"""Orphans that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the dump. `key` is what its comments name it by; `url` may be a path where the dump gives no more.

    `words` are the article's own text. `forum` names the numbering of the comments' ids where that is not the site's.
    With `numbered` False the ids were made up by the program that wrote the dump, and only link replies to parents. Of
    several pages with one key the first that has a title counts. `site` tells apart several sites whose pages are told
    by path only. `account` is the author's, as comments name it.
    """

    key: str
    url: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    words: str = ""
    markup: Markup = "html"
    tags: tuple[str, ...] = ()
    forum: str | None = None
    numbered: bool = True
    site: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Private:
    """Private data of a commenter that no page shows."""

    email: str | None = None
    ip: str | None = None


NOBODY = Author()


@dataclass(frozen=True, slots=True)
class Person:
    """A commenter whom comments refer to by `key`, where the dump lists people separately."""

    key: str
    author: Author
    email: str | None = None


@dataclass(frozen=True, slots=True)
class DumpComment:
    """A comment of the dump. `page`, `parent` and `person` are keys of other records; None where there is none.

    `published` is ISO 8601. `elsewhere` is the comment's id in the numbering of the site's own system, where it came
    from there. `account` is the writer's with the site, where they were logged in.
    """

    page: str
    id: str | None
    words: str
    markup: Markup = "html"
    parent: str | None = None
    author: Author = NOBODY
    person: str | None = None
    published: str | None = None
    kind: Kind = "comment"
    state: State = "visible"
    likes: int | None = None
    dislikes: int | None = None
    edited: bool | None = None
    elsewhere: str | None = None
    account: str | None = None
    private: Private = Private()


Record = Page | Person | DumpComment


@dataclass(frozen=True, slots=True)
class Orphan:
    """A comment that answers one which is not in the dump, or was left out."""

    url: str
    id: str | None
    parent: str


@dataclass(slots=True)
class Tally:
    """What became of everything in a dump.

    `skipped` counts comments by the reason why they were left out, `pages_skipped` pages. `breaks` say where dumps
    broke off; none where all came to their end. `partial` tells that files beside them, which may be dumps of the same
    threads, could not even be begun. `made_at` is the time of the dump where it states one (UTC). `threads` counts
    those there are as soon as that is known, `sites` the sites whose pages are known by path only.
    """

    deleted: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    pages_skipped: Counter[str] = field(default_factory=Counter)
    orphans: list[Orphan] = field(default_factory=list)
    orphan_count: int = 0
    breaks: list[str] = field(default_factory=list)
    partial: bool = False
    threads: int = 0
    sites: int = 0
    made_at: str | None = None

    def note_orphan(self, orphan: Orphan) -> None:
        """Count an orphan, and list it unless there are too many."""
        self.orphan_count += 1
        if len(self.orphans) < MOST_ORPHANS:
            self.orphans.append(orphan)


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of dump, as each module of scraper.imports.formats describes its own in `FORMATS`.

    Its name for people, the comment system whose ids its comments have, the name of its channel, a pattern for its
    first bytes, and its reader.
    """

    name: str
    system: str
    channel: str
    sign: re.Pattern[str]
    read: Callable[[Source, Tally], Iterator[Record]]
