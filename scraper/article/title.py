"""The title of an article: the heading that readers see, chosen by what the page's head says the title is."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, starmap, takewhile
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from scraper.article.site_name import SiteName, letters_of
from scraper.evidence import Evidence, Found
from scraper.page.page import Page, ancestors
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
"""Elements of a kind that are compared with the titles of the head."""
LONGEST_TITLE = 1_000
"""Characters of a title that are looked at."""
SAME = 1.1
"""Similarity of a heading whose letters are those of a title: above that of any that only contains one."""
ALIKE = 0.5
"""Least similarity of the article's heading to a title in the page's head."""
MAIN_FIRST = 0.15
"""By so much a lesser heading has to be more similar than an `<h1>`."""
LEAST_WORDS = 3
"""Words in which an address says for certain what the page is called."""
LEAST_LETTERS = 4
LEAST_TITLE = 10
"""Least letters of a title in the head that replaces a longer heading which contains it."""


class _Heading(NamedTuple):
    rule: str
    text: str
    main: bool
    runs: int


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
class Titles:
    """What may be the title of a page. `headline` is that of the article's JSON-LD."""

    page: Page
    headline: str | None
    site: SiteName

    def choose(self) -> Found | None:
        """A heading that the address or the head agrees with; else the one main heading; else what the head says.

        A heading is what readers see; titles in the head are written for search engines and shorter or longer. The
        site's name is left out.
        """
        found = (
            self._spelt_by_the_address()
            or self._agreeing(self._main_headings)
            or self._agreeing(self._lesser_headings, SAME)
            or self._like_the_address()
            or self._only_heading()
            or self._agreeing(self._lesser_headings)
        )
        return self._best_stated() if found is None else (self._without_more(found), Evidence(found.rule))

    def _without_more(self, heading: _Heading) -> str:
        """The title alone, where a heading holds it beside a line above or below, a date or a list of links."""
        letters = letters_of(heading.text)
        inside = [text for text, _ in self._stated if letters_of(text) in letters]
        whole = max(inside, key=len, default=heading.text)
        return whole if heading.runs > 1 and len(letters_of(whole)) >= LEAST_TITLE else heading.text

    @cached_property
    def _stated(self) -> list[tuple[str, str]]:
        """The titles in the head of the page, without the site's name, each with its rule; the surest first."""
        found = [
            ("JSON-LD", self.headline),
            ("meta", unescape(self.page.meta(*_META_TITLES) or "")),
            ("title", self.page.title),
        ]
        titles = [(self.site.without(squeeze(text[:LONGEST_TITLE])), rule) for rule, text in found if text]
        return [stated for stated in titles if stated[0] and not self.site.is_title(stated[0])] or titles

    @cached_property
    def _main_headings(self) -> list[_Heading]:
        return list(dict.fromkeys(chain.from_iterable(starmap(self._headings, _HEADINGS))))

    @cached_property
    def _lesser_headings(self) -> list[_Heading]:
        return list(self._headings("heading", _LESSER))

    def _headings(self, rule: str, selector: str) -> Iterator[_Heading]:
        for node in self.page.tree.css(selector)[:MAX_HEADINGS]:
            if node.tag not in _TAGS or self._leads_home(node):
                continue
            words = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
            if _UNSEEN.search(words) and rule != "entry title":
                continue
            text = self.site.without(_heading_text(node)[:LONGEST_TITLE])
            if text and (rule == "entry title" or not self.site.is_title(text)):
                runs = node.text(separator="\n", strip=True).count("\n") + 1
                yield _Heading(rule, text, node.tag == "h1", runs)

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
        """The heading most similar to one of `titles`, by default those of the head; the first of several."""
        stated = [text for text, _ in self._stated] if titles is None else titles
        alike = [max((_similarity(heading.text, text) for text in stated), default=0.0) for heading in headings]
        scored = [(score + MAIN_FIRST * heading.main, heading) for score, heading in zip(alike, headings, strict=True)]
        best, found = max(scored, key=itemgetter(0), default=(0.0, None))
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
        if any(not self.site.is_title(text) for text, _ in self._stated):
            return None
        return self._agreeing([*self._main_headings, *self._lesser_headings], titles=[self._address])

    def _only_heading(self) -> _Heading | None:
        headings = self._main_headings
        for chosen in (headings, [heading for heading in headings if heading.main]):
            if len({heading.text for heading in chosen}) == 1 or (chosen and not self._stated):
                return chosen[0]
        return None

    def _best_stated(self) -> Found | None:
        """Of the titles in the head the one that most others contain: what all agree on is no ornament."""
        titles = [(text, Evidence(rule)) for text, rule in self._stated if text]
        letters = [letters_of(text) for text, _ in titles]
        support = [sum(bool(own) and own in other for other in letters) for own in letters]
        return titles[support.index(max(support))] if titles else None


def _heading_text(node: LexborNode) -> str:
    """The words of a heading without the line above it and without ruby, unless nothing else is there."""
    whole = squeeze(node.text(separator=" "))
    if node.css_first("[class], rt") is None:
        return whole
    runs = [
        run.text_content or ""
        for run in node.traverse(include_text=True)
        if run.is_text_node and not _is_aside(run, node)
    ]
    return squeeze(("" if node.css_first("rt") is not None else " ").join(runs)) or whole


def _is_aside(run: LexborNode, heading: LexborNode) -> bool:
    """Whether a run of text in a heading is the line above it or the reading of a character."""
    inside = takewhile(lambda each: each.mem_id != heading.mem_id, ancestors(run.parent))
    return any(each.tag in ("rt", "rp") or _KICKER.search(each.attributes.get("class") or "") for each in inside)


def _in_addresses(text: str) -> tuple[str, str]:
    """The letters of a text as addresses spell them, without accents: ü as ue or as u."""
    letters = letters_of(text)
    return _without_accents(letters.translate(_UMLAUTS)), _without_accents(letters)


def _without_accents(letters: str) -> str:
    if letters.isascii():
        return letters
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", letters)))


def _similarity(heading: str, title: str) -> float:
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
