"""What a page says of its article: title, author, dates, tags, site.

Title, author and dates are found by modules of their own, each in its order of trust. Each value comes with the rule
that found it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scraper.article.author import find_author
from scraper.article.published import Dateline
from scraper.article.site_name import SiteName, letters_of
from scraper.article.title import Titles
from scraper.evidence import Found
from scraper.page.page import Page
from scraper.text import squeeze, unescape

MAX_TAGS = 100
LONGEST_TAG = 100
MAX_LINES = 20_000
"""Runs of a page's text that are searched for what is printed of the article."""
LINES_OF_A_BEGINNING = 15
"""Runs of text behind a headline whose length tells it from other places where its words stand."""

_ARTICLE_TYPES = frozenset(
    "Article NewsArticle BlogPosting Posting TechArticle ScholarlyArticle Report SocialMediaPosting LiveBlogPosting "
    "OpinionNewsArticle AnalysisNewsArticle ReviewNewsArticle BackgroundNewsArticle AdvertiserContentArticle Recipe "
    "HowTo DiscussionForumPosting QAPage CreativeWorkSeries WebPage".split()
)
"""Types of schema.org that stand for what a page is about; a product, a person or a list of links is no article."""


@dataclass(frozen=True)
class Statements:
    """What one page states of its article, read when script, style and thread are removed from the page's tree."""

    page: Page

    @cached_property
    def entry(self) -> Mapping[str, Any]:
        """The JSON-LD object of the article, or an empty one."""
        return max((entry for entry in self.page.json_ld if _types(entry) & _ARTICLE_TYPES), key=_weight, default={})

    @cached_property
    def site(self) -> str | None:
        """The name that the site states for itself."""
        names = (_text(entry.get("name")) for entry in self.page.json_ld if "WebSite" in _types(entry))
        return self.page.meta("og:site_name", "application-name") or next(filter(None, names), None)

    @cached_property
    def found(self) -> Mapping[str, Found]:
        """Title, author, and the dates of publication and of the last change. What is not stated is missing."""
        page, entry, site = self.page, self.entry, SiteName(self.page, self.site)
        titled = Titles(page, _text(entry.get("headline")), site).choose()
        title = titled[0] if titled else None
        runs = page.body.text(separator="\n", strip=True).split("\n")[:MAX_LINES]
        lines = [line for line in map(squeeze, runs) if line]
        start = None if title is None else _place(title, lines)
        dates = Dateline(page, entry, lines, title, start)
        author = find_author(page, entry, site, title, lines, start)
        found = {"title": titled, "author": author, "published": dates.published(), "modified": dates.modified()}
        return {name: each for name, each in found.items() if each is not None}

    def tags(self) -> tuple[str, ...]:
        """The article's tags as stated."""
        keywords = self.entry.get("keywords")
        stated = (
            self.page.metas.get("article:tag", ()),
            map(str, keywords) if isinstance(keywords, list) else str(keywords or "").split(","),
            [node.text() for node in self.page.tree.css('a[rel~="tag"]')],
            (self.page.meta("keywords", "news_keywords") or "").split(","),
        )
        for tags in stated:
            kept = [tag for tag in map(squeeze, tags) if tag and len(tag) <= LONGEST_TAG]
            if kept:
                return tuple(dict.fromkeys(kept))[:MAX_TAGS]
        return ()


def _place(headline: str, lines: Sequence[str]) -> int | None:
    """The index of the headline among the page's runs of text: of several, the one that most text follows."""
    title = letters_of(headline)
    letters = [letters_of(line) if len(line) <= 2 * len(headline) else "" for line in lines]
    places = [n for n, line in enumerate(letters) if line and line == title]
    places = places or [n for n, line in enumerate(letters) if 2 * len(line) >= len(title) and line in title]
    return max(places, key=lambda n: sum(map(len, lines[n + 1 : n + 1 + LINES_OF_A_BEGINNING])), default=None)


def _weight(entry: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    return _types(entry) & _ARTICLE_TYPES != {"WebPage"}, "headline" in entry, "datePublished" in entry


def _types(entry: Mapping[str, Any]) -> set[str]:
    stated = entry.get("@type")
    return set(map(str, stated)) if isinstance(stated, list) else {str(stated)}


def _text(value: Any) -> str | None:
    return squeeze(unescape(value)) or None if isinstance(value, str) else None
