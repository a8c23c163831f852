"""What a page says of its article: title, author, dates, tags, site.

Title, author and dates are found by modules of their own, each in its order of trust. Each value comes with the rule
that found it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from scraper.article.author import find_author
from scraper.article.published import Dateline
from scraper.article.site_name import SiteName, letters_of
from scraper.article.title import Titles
from scraper.evidence import Evidence, Found
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
    """What one page states of its article. Each method returns a value and keeps how it was found.

    They read what is printed, so they are called when script, style and thread are removed from the page's tree.
    """

    page: Page
    evidence: dict[str, Evidence] = field(default_factory=dict)

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
    def _site_name(self) -> SiteName:
        return SiteName(self.page, self.site)

    @cached_property
    def _headline(self) -> str | None:
        found = Titles(self.page, _text(self.entry.get("headline")), self._site_name).choose()
        return self._noted("title", found)

    @cached_property
    def _lines(self) -> list[str]:
        """The page's runs of text in reading order."""
        runs = self.page.body.text(separator="\n", strip=True).split("\n")[:MAX_LINES]
        return [line for line in map(squeeze, runs) if line]

    @cached_property
    def _start(self) -> int | None:
        """The index of the headline among the runs of text: of several, the one that most text follows."""
        if self._headline is None:
            return None
        title, longest = letters_of(self._headline), 2 * len(self._headline)
        letters = [letters_of(line) if len(line) <= longest else "" for line in self._lines]
        places = [n for n, line in enumerate(letters) if line and line == title]
        places = places or [n for n, line in enumerate(letters) if 2 * len(line) >= len(title) and line in title]
        following = {n: sum(map(len, self._lines[n + 1 : n + 1 + LINES_OF_A_BEGINNING])) for n in places}
        return max(places, key=lambda n: following[n], default=None)

    @cached_property
    def _dateline(self) -> Dateline:
        return Dateline(self.page, self.entry, self._lines, self._headline, self._start)

    def title(self) -> str | None:
        """The headline, without the site's name."""
        return self._headline

    def author(self) -> str | None:
        """Who wrote the article: persons before organisations, several separated by commas."""
        found = find_author(self.page, self.entry, self._site_name, self._headline, self._lines, self._start)
        return self._noted("author", found)

    def published(self) -> str | None:
        """When it was published, as stated."""
        return self._noted("published", self._dateline.published())

    def modified(self) -> str | None:
        """When it was last changed, as stated."""
        return self._noted("modified", self._dateline.modified())

    def _noted(self, name: str, found: Found | None) -> str | None:
        if found is None:
            return None
        self.evidence[name] = found[1]
        return found[0]

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


def _weight(entry: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    return _types(entry) & _ARTICLE_TYPES != {"WebPage"}, "headline" in entry, "datePublished" in entry


def _types(entry: Mapping[str, Any]) -> set[str]:
    stated = entry.get("@type")
    return set(map(str, stated)) if isinstance(stated, list) else {str(stated)}


def _text(value: Any) -> str | None:
    return squeeze(unescape(value)) or None if isinstance(value, str) else None
