"""The make of a comment system, and of a rule for one site: what tells its pages, and where the parts stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bs4 import Tag

    from scraper.page.page import Page


@dataclass(frozen=True, slots=True)
class Hints:
    """CSS selectors for the parts of a comment that a system knows. What is None is found by structure.

    `node` is the element of a comment; `start` the first of several neighbours that a comment consists of instead.
    `parent` holds the number of the comment answered: at the end of a link's address, or as text.
    """

    node: str | None = None
    start: str | None = None
    author: str | None = None
    author_url: str | None = None
    date: str | None = None
    body: str | None = None
    permalink: str | None = None
    likes: str | None = None
    parent: str | None = None
    noise: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleHints:
    """CSS selectors for what a page's article is. What is None is found as on other pages."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    body: str | None = None
    noise: str | None = None


@dataclass(frozen=True, slots=True)
class System:
    """A comment system: a name, what tells its pages, and hints over the reader by structure.

    Its pages are those where `sign`, a CSS selector, matches; of these only the ones of `hosts` (and of their
    subdomains), and with a match of `path`, a regular expression, in the path and query of their address. What is not
    given is not asked. `id_system` names the numbering in which its comments' ids stand, unique within a site.
    `prepare` may rearrange the element of one comment before its parts are read. `is_board` says that the first post
    of a thread is its article. `origin` is the file that it was written in, for people to find it.
    """

    name: str
    sign: str | None = None
    hints: Hints = field(default_factory=Hints)
    id_system: str | None = None
    prepare: Callable[[Tag], None] | None = None
    is_board: bool = False
    hosts: tuple[str, ...] = ()
    path: str | None = None
    article: ArticleHints = field(default_factory=ArticleHints)
    origin: str | None = None

    def may_fit(self, url: str) -> bool:
        """Whether a page with this address may be one of its pages."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
        except ValueError:
            return False
        if self.hosts and not any(host == known or host.endswith(f".{known}") for known in self.hosts):
            return False
        return self.path is None or re.search(self.path, f"{parts.path}?{parts.query}".rstrip("?")) is not None

    def fits(self, page: Page) -> bool:
        """Whether a page is one of its pages."""
        return self.may_fit(page.url) and (self.sign is None or page.tree.css_first(self.sign) is not None)

    def over(self, known: System) -> System:
        """These hints, and those of the system that the page is made with for all that they leave out."""
        given = {each.name: value for each in fields(Hints) if (value := getattr(self.hints, each.name)) is not None}
        return replace(
            known,
            hints=replace(known.hints, **given),
            id_system=self.id_system or known.id_system,
            article=self.article,
            origin=self.origin,
        )
