"""The title of an article: the heading that readers see, chosen by what the page's head says the title is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from scraper.article.site_name import SiteName, letters_of
from scraper.page.page import Page
from scraper.text import squeeze, unescape
from scraper.urls import absolute_url

_META_TITLES = ("og:title", "twitter:title", "dc.title", "headline")

_HEADINGS = (
    ("entry title", "[itemprop~=headline], .entry-title, .post-title, .p-name"),
    ("heading", "article h1, main h1"),
    ("heading", "h1"),
)

_LESSER = "h2, h3"

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "æ": "ae", "ø": "oe"})

_TAGS = frozenset("h1 h2 h3 h4 div span p a header".split())

_UNSEEN = re.compile(r"\b(?:aural|sr-only|screen-reader\S*|visually-?hidden|site-(?:title|name)|logo|widget-?title)\b")
"""Classes of headings for screen readers alone, and of those that name the site or a box beside the article."""

_KICKER = re.compile(
    r"kicker|over-?line|roof-?line|top-?line|pre-?(?:line|title|head)|eyebrow|dachzeile|spitzmarke|super-?title|rubri[ck]",
    re.IGNORECASE,
)
"""Classes of the line above a headline, which many sites put into the heading itself."""

MAX_HEADINGS = 60
"""So many elements of a kind are compared with the titles of the head."""

LONGEST_TITLE = 1_000
"""Characters of a title that are looked at."""

SAME = 1.1
"""Likeness of a heading whose letters are those of a title: before any that only contains one."""

ALIKE = 0.5
"""Share of the words: a heading at least so alike to a title of the page's head is the article's."""

MAIN_FIRST = 0.15
"""So much more alike a lesser heading has to be than an `<h1>`."""

LEAST_WORDS = 3
"""Words in which an address says for certain what the page is called."""

LEAST_LETTERS = 4

LEAST_TITLE = 10
"""Letters of a title of the head that is taken for the whole of a longer heading."""


@dataclass(frozen=True)
class Headline:
    """What a page gives as title: `text`, the rule that found it, and the heading's own words where it is one."""

    text: str
    rule: str


@dataclass(frozen=True)
class _Heading:
    rule: str
    text: str
    main: bool
    runs: int


def find_headline(page: Page, headline: str | None, site: SiteName) -> Headline | None:
    """The title, without the site's name. `headline` is what the JSON-LD of the article says."""
    return _Titles(page, headline, site).choose()


def place_of_heading(title: str, nodes: Sequence[LexborNode], tags: Collection[str]) -> int | None:
    """The place of the first heading among some elements that is a title, else of the first that holds it.

    A heading may hold a line above or below the title; the one over the whole page may also hold the site's name.
    """
    letters = letters_of(title)
    headings = [place for place, node in enumerate(nodes) if node.tag in tags][:MAX_HEADINGS]
    whole = {place: letters_of(nodes[place].text(separator=" ")) for place in headings}
    alone = (place for place in headings if whole[place] == letters)
    holding = (place for place in headings if letters in whole[place] and len(whole[place]) <= 3 * len(letters))
    return next(chain(alone, holding), None)


@dataclass(frozen=True)
class _Titles:
    page: Page
    headline: str | None
    site: SiteName

    def choose(self) -> Headline | None:
        """A heading that the address or the head agrees with; else the one main heading; else what the head says.

        A heading is what readers see; titles in the head are written for search engines and shorter or longer.
        """
        found = (
            self._spelt_by_the_address()
            or self._agreeing(self._main_headings)
            or self._agreeing(self._lesser_headings, SAME)
            or self._like_the_address()
            or self._only_heading()
            or self._agreeing(self._lesser_headings)
        )
        if found is None:
            return self._best_stated()
        return Headline(self._without_more(found), found.rule)

    def _without_more(self, heading: _Heading) -> str:
        """The title alone, where a heading holds it beside a line above or below, a date or a list of links."""
        letters = letters_of(heading.text)
        inside = [text for _, text in self._stated if letters_of(text) in letters]
        whole = max(inside, key=len, default=heading.text)
        return whole if heading.runs > 1 and len(letters_of(whole)) >= LEAST_TITLE else heading.text

    @cached_property
    def _stated(self) -> list[tuple[str, str]]:
        """The titles in the head of the page, the surest first, without the site's name."""
        found = [
            ("JSON-LD", self.headline),
            ("meta", unescape(self.page.meta(*_META_TITLES) or "")),
            ("title", self.page.title),
        ]
        titles = [(rule, self.site.without(squeeze(text[:LONGEST_TITLE]))) for rule, text in found if text]
        return [(rule, text) for rule, text in titles if text and not self.site.is_title(text)] or titles

    @cached_property
    def _main_headings(self) -> list[_Heading]:
        found: dict[int, _Heading] = {}
        for rule, selector in _HEADINGS:
            for place, heading in self._headings(rule, selector):
                found.setdefault(place, heading)
        return list(found.values())

    @cached_property
    def _lesser_headings(self) -> list[_Heading]:
        return [heading for _, heading in self._headings("heading", _LESSER)]

    def _headings(self, rule: str, selector: str) -> Iterator[tuple[int, _Heading]]:
        """The headings that a selector finds, each with a number that is its element's alone."""
        for node in self.page.tree.css(selector)[:MAX_HEADINGS]:
            if node.tag not in _TAGS or self._leads_home(node):
                continue
            words = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
            if _UNSEEN.search(words) and rule != "entry title":
                continue
            text = self.site.without(_heading_text(node)[:LONGEST_TITLE])
            if text and not (self.site.is_title(text) and rule != "entry title"):
                yield (
                    node.mem_id,
                    _Heading(rule, text, node.tag == "h1", node.text(separator="\n", strip=True).count("\n") + 1),
                )

    def _leads_home(self, node: LexborNode) -> bool:
        """Whether a heading is a link to the site's first page, as the site's name is."""
        link = node.css_first("a[href]")
        if link is None or urlsplit(self.page.url).path in ("", "/"):
            return False
        href = absolute_url(link.attributes.get("href"), self.page.base)
        return href is not None and urlsplit(href).path in ("", "/") and not urlsplit(href).query

    def _agreeing(
        self, headings: list[_Heading], least: float = ALIKE, titles: Sequence[str] | None = None
    ) -> _Heading | None:
        """The heading most alike to one of some titles, those of the head, the first of those that are equally so."""
        stated = [text for _, text in self._stated] if titles is None else titles
        alike = [
            max((_alikeness(heading.text, text) for text in stated), default=0.0) + MAIN_FIRST * heading.main
            for heading in headings
        ]
        best = max(alike, default=0.0)
        found = headings[alike.index(best)] if headings else None
        return found if found is not None and best >= least + MAIN_FIRST * found.main else None

    @cached_property
    def _address(self) -> str:
        """The words at the end of the page's address."""
        last = unquote(urlsplit(self.page.canonical_url or self.page.url).path).rstrip("/").rpartition("/")[2]
        return " ".join(re.findall(r"[^\W_]+", re.sub(r"\.\w{2,5}$", "", last)))

    def _spelt_by_the_address(self) -> _Heading | None:
        """The heading that the address spells letter by letter: it holds where others name a section or are shorter."""
        if len(self._address.split()) < LEAST_WORDS:
            return None
        headings = (*self._main_headings, *self._lesser_headings)
        letters = _without_accents(letters_of(self._address))
        return next((heading for heading in headings if letters in _in_addresses(heading.text)), None)

    def _like_the_address(self) -> _Heading | None:
        """The heading that the address spells, where the head of the page names only the site."""
        if any(not self.site.is_title(text) for _, text in self._stated):
            return None
        return self._agreeing([*self._main_headings, *self._lesser_headings], titles=[self._address])

    def _only_heading(self) -> _Heading | None:
        headings = self._main_headings
        if not self._stated:
            return headings[0] if headings else None
        for chosen in (headings, [heading for heading in headings if heading.main]):
            if len({heading.text for heading in chosen}) == 1:
                return chosen[0]
        return None

    def _best_stated(self) -> Headline | None:
        """Of the titles in the head the one that most others contain: what all agree on is no ornament."""
        letters = [letters_of(text) for _, text in self._stated]
        support = [sum(bool(own) and own in other for other in letters) for own in letters]
        if not support:
            return None
        rule, text = self._stated[support.index(max(support))]
        return Headline(text, rule)


def _heading_text(node: LexborNode) -> str:
    """The words of a heading without the line above it and without ruby, unless nothing else is there."""
    whole = squeeze(node.text(separator=" "))
    if node.css_first("[class], rt") is None:
        return whole
    runs = [
        run.text_content or ""
        for run in node.traverse(include_text=True)
        if run.is_text_node and not _beside(run, node)
    ]
    return squeeze(("" if node.css_first("rt") is not None else " ").join(runs)) or whole


def _beside(run: LexborNode, heading: LexborNode) -> bool:
    """Whether a run of text in a heading is the line above it or the reading of a character."""
    current = run.parent
    while current is not None and current.mem_id != heading.mem_id:
        if current.tag in ("rt", "rp") or _KICKER.search(current.attributes.get("class") or ""):
            return True
        current = current.parent
    return False


def _in_addresses(text: str) -> tuple[str, str]:
    """The letters of a text as addresses spell them, without accents: ü as ue or as u."""
    letters = letters_of(text)
    if letters.isascii():
        return letters, letters
    written_out = letters.translate(_UMLAUTS)
    return _without_accents(written_out), _without_accents(letters)


def _without_accents(letters: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", letters)))


def _alikeness(heading: str, title: str) -> float:
    """0 to 1: 1 where one contains the other, else the share of their words in common."""
    ours, theirs = letters_of(heading), letters_of(title)
    if ours == theirs:
        return SAME
    if min(len(ours), len(theirs)) < LEAST_LETTERS:
        return 0.0
    if ours in theirs or theirs in ours:
        return 0.5 + 0.5 * min(len(ours), len(theirs)) / max(len(ours), len(theirs))
    words, others = set(re.findall(r"\w+", heading.casefold())), set(re.findall(r"\w+", title.casefold()))
    return len(words & others) / max(len(words | others), 1)
