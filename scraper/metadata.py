"""What a page says of its article: title, author, dates, tags, site.

The order is that of trust: JSON-LD, Open Graph and other `<meta>`, microdata and `<time>`, then what is printed. Each
value comes with the rule that found it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from scraper.dates import order_of, parse_date
from scraper.page import Page
from scraper.text import squeeze

MAX_TAGS = 100
LONGEST_NAME = 100
LONGEST_DATE_LINE = 100
"""Characters of the line that a date is printed in."""

_ARTICLE_TYPES = frozenset(
    "Article NewsArticle BlogPosting Posting TechArticle ScholarlyArticle Report SocialMediaPosting LiveBlogPosting "
    "OpinionNewsArticle AnalysisNewsArticle ReviewNewsArticle BackgroundNewsArticle AdvertiserContentArticle Recipe "
    "DiscussionForumPosting QAPage WebPage".split()
)
_PARTS = re.compile(r"(\s+[|»«·•–—:-]+\s+|\s*\|\s*|\s+[»«]\s*)")
_NOT_BY = re.compile(
    r"^\W*(?:(?:view |see )?(?:all )?(?:posts|articles|beiträge|stories) (?:by|von)|zeige alle beiträge von"
    r"|written by|posted by|artikel von|beitrag von|by|von|par|por|di|da|door|av|autor(?:in)?|author|auteur|text"
    r"|redaktion)\s*:?\s+",
    re.IGNORECASE,
)
_NO_NAMES = frozenset("name datum date follow human no author admin autor author anonymous e-mail website".split())
_VISIBLE_DATES = (
    "[itemprop~=datePublished]",
    "time[pubdate]",
    "time.published, time.entry-date, .entry-date, abbr.published",
    "article time[datetime], header time[datetime]",
    ".post-date, .published, .date-header, .posted-on, .pubdate, .publish-date, .article-date, .article__date",
    "time[datetime]",
    "[class*=publish], [class*=date], [class*=datum], [class*=time], [id*=date]",
    ".entry-meta, .post-meta, .meta, .byline",
)
"""Where the date of an article is printed, the surest first."""
_AUTHOR_METAS = ("author", "article:author", "dc.creator")
_AUTHOR_PLACES = (
    "[itemprop~=author] [itemprop~=name]",
    "[itemprop~=author]",
    "[rel~=author]",
    ".author .fn, .byline .fn, .vcard .fn",
    ".author-name, .author__name, .byline-name, .byline__name, .post-author, .entry-author, .article-author",
    ".byline a, .author a, .authors a",
    ".byline, .author, .autor, .authors",
    '[class*=author] a, [class*=byline] a, [class*=autor] a, a[href*="/author/"], a[href*="/autor/"]',
    "[class*=author], [class*=byline], [class*=autor]",
)


@dataclass(frozen=True)
class Statements:
    """What one page states. Each method returns a value and the rule that found it."""

    page: Page
    notes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def entry(self) -> Mapping[str, Any]:
        """The JSON-LD object that speaks of the article, or an empty one."""
        best: tuple[int, Mapping[str, Any]] | None = None
        for entry in self.page.json_ld:
            kinds = _types(entry) & _ARTICLE_TYPES
            weight = (kinds != {"WebPage"}) * 4 + ("headline" in entry) * 2 + ("datePublished" in entry)
            if kinds and (best is None or weight > best[0]):
                best = (weight, entry)
        return best[1] if best else {}

    @cached_property
    def site(self) -> str | None:
        """The site's name for itself."""
        stated = self.page.meta("og:site_name", "application-name")
        if stated:
            return stated
        for entry in self.page.json_ld:
            if "WebSite" in _types(entry) and (name := _squeezed(entry.get("name"))):
                return name
        return None

    # --- title

    def title(self) -> str | None:
        """The headline, without the site's name: of the titles stated, the one that most others contain."""
        stated = list(self._titles())
        if not stated:
            return None
        kept = [(rule, title) for rule, title in stated if rule == "entry title" or not self._is_site(title)] or stated
        letters = [_letters(title) for _, title in kept]
        support = [sum(bool(own) and own in other for other in letters) for own in letters]
        rule, title = kept[max(range(len(kept)), key=lambda number: (support[number], -number))]
        self.notes["title"] = rule
        return title

    def _titles(self) -> Iterator[tuple[str, str]]:
        rule, headings = self._headings()
        if len(headings) == 1:
            yield rule, headings[0]
        if headline := _squeezed(self.entry.get("headline")):
            yield "JSON-LD", self._without_site(headline)
        if shared := self.page.meta("og:title", "twitter:title", "dc.title", "headline"):
            yield "meta", self._without_site(html.unescape(shared))
        whole = self.page.tree.css_first("title")
        if whole is not None and (text := squeeze(whole.text())):
            yield "title", self._without_site(text)
        if len(headings) > 1:
            yield rule, headings[0]

    def _headings(self) -> tuple[str, list[str]]:
        """The page's main headings: those that the article's markup names, or the `<h1>`; and the rule."""
        for rule, selector in (
            ("entry title", "[itemprop~=headline], .entry-title, .post-title"),
            ("heading", "article h1, main h1"),
            ("heading", "h1"),
        ):
            nodes = [node for node in self.page.tree.css(selector) if node.tag in _TITLE_TAGS]
            texts = [squeeze(node.text(separator=" ")) for node in nodes]
            found = [text for text in texts if text and (rule == "entry title" or not self._is_site(text))]
            if found:
                return rule, found
        return "heading", []

    def _is_site(self, title: str) -> bool:
        """Whether a title is only the site's name."""
        letters = _letters(title)
        if not letters or urlsplit(self.page.url).path in ("", "/"):
            return False
        whole = self.page.tree.css_first("title")
        parts = _PARTS.split(squeeze(whole.text())) if whole is not None else []
        names = {_letters(self.site or ""), self._host}
        if len(parts) >= 3 and _letters(parts[-1]) == letters and not self._names_site(_letters(parts[0])):
            return True
        return letters in names or (len(letters) > 3 and letters in self._host)

    @cached_property
    def _host(self) -> str:
        host = (urlsplit(self.page.canonical_url or self.page.url).hostname or "").removeprefix("www.")
        return _letters(host)

    def _without_site(self, title: str) -> str:
        """Cut the site's name off a title such as "Letters from the coast | The Harbour"."""
        parts = _PARTS.split(title)
        if len(parts) < 3:
            return title
        first, last = _letters(parts[0]), _letters(parts[-1])
        if self._names_site(first) and not self._names_site(last):
            return "".join(parts[2:]).strip()
        if self._names_site(last) or (parts[-2].strip() in ("|", "»", "«") and len(last) * 2 < len(_letters(title))):
            return "".join(parts[:-2]).strip()
        return title

    def _names_site(self, letters: str) -> bool:
        name = _letters(self.site or "")
        if not letters:
            return False
        return (bool(name) and (name in letters or letters in name)) or (len(letters) > 3 and letters in self._host)

    # --- author

    def author(self, found: str | None) -> str | None:
        """Who wrote the article: persons before organisations. `found` is what trafilatura saw, asked last."""
        persons: list[str] = []
        others: list[str] = []
        for name, is_person in _people(self.entry.get("author")):
            (persons if is_person else others).append(name)
        stated = [name for key in _AUTHOR_METAS for name in self.page.metas.get(key, ())]
        for rule, names in (
            ("JSON-LD", persons),
            ("meta", stated[:1]),
            ("printed", list(self._printed_authors())),
            ("JSON-LD", others),
            ("trafilatura", (found or "").split(";")),
        ):
            cleaned = [name for name in map(self._name, names) if name]
            if cleaned:
                self.notes["author"] = rule
                return ", ".join(dict.fromkeys(cleaned))
        return None

    def _name(self, text: str) -> str | None:
        name = _NOT_BY.sub("", squeeze(html.unescape(text))).strip(" ,;:|·-–—")
        if (
            not name
            or len(name) > LONGEST_NAME
            or name.startswith("http")
            or name.casefold() in _NO_NAMES
            or "@" in name
        ):
            return None
        letters = _letters(name)
        return None if letters == _letters(self.site or "") or letters == self._host or not letters else name

    def _printed_authors(self) -> Iterator[str]:
        for selector in _AUTHOR_PLACES:
            for node in self.page.tree.css(selector)[:3]:
                text = squeeze(node.attributes.get("content") or node.text(separator=" "))
                text = re.split(r"\s[|·•–—]\s|,\s(?=\d)|\s(?:am|on|le)\s(?=\d)", text)[0]
                if text and len(text) <= 60 and not any(c.isdigit() for c in text) and self._name(text):
                    yield text
                    return

    # --- dates

    def published(self, found: str | None) -> str | None:
        """When it was published, as stated. `found` is what trafilatura saw, asked last."""
        page, entry = self.page, self.entry
        stated = [
            ("JSON-LD", _squeezed(entry.get("datePublished"))),
            ("meta", page.meta("article:published_time", "og:published_time", "datepublished", "date", "dc.date")),
            ("meta", page.meta("dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate")),
            (
                "meta",
                page.meta(
                    "publishdate", "publish-date", "date.created", "dcterms.date", "cxenseparse:recs:publishtime"
                ),
            ),
            ("JSON-LD", _squeezed(entry.get("dateCreated"))),
        ]
        changed = self.modified()
        seen = found if changed is None or changed[:10] != (found or "")[:10] else None  # it takes that date too
        return self._first_date("published", [*stated, *self._printed_dates(), ("trafilatura", seen)])

    def modified(self) -> str | None:
        """When it was last changed, as stated."""
        page = self.page
        stated = [
            ("JSON-LD", _squeezed(self.entry.get("dateModified"))),
            ("meta", page.meta("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")),
        ]
        return self._first_date("modified", stated)

    def _first_date(self, field_name: str, stated: Sequence[tuple[str, str | None]]) -> str | None:
        for rule, value in stated:
            if value and (date := parse_date(value, order=self._order, language=self.page.language)):
                self.notes[field_name] = f"{rule}: {value}"
                return date
        return None

    @cached_property
    def _order(self) -> Any:
        nodes = self.page.tree.css("[class*=date], [class*=meta], time")[:40]
        return order_of([node.text(separator=" ") for node in nodes], self.page.language)

    def _printed_dates(self) -> Iterator[tuple[str, str | None]]:
        for selector in _VISIBLE_DATES:
            for node in self.page.tree.css(selector)[:4]:
                attributes = node.attributes
                text = squeeze(node.text(separator=" "))
                texts = [text] if len(text) <= LONGEST_DATE_LINE else []
                for value in (attributes.get("datetime"), attributes.get("content"), attributes.get("title"), *texts):
                    yield "printed", value
        for node in self.page.tree.css("p, div, span, li, small, em, td, footer, header"):
            text = squeeze(node.text(deep=False))
            if len(text) <= LONGEST_DATE_LINE and _POSTED.search(text):
                yield "printed", text

    # --- tags

    def tags(self, found: Sequence[str]) -> tuple[str, ...]:
        """The article's tags as stated. `found` is what trafilatura saw, asked last."""
        keywords = self.entry.get("keywords")
        listed = [str(tag) for tag in keywords] if isinstance(keywords, list) else str(keywords or "").split(",")
        stated = (
            list(self.page.metas.get("article:tag", ())),
            listed,
            [node.text() for node in self.page.tree.css('a[rel~="tag"]')],
            (self.page.meta("keywords", "news_keywords") or "").split(","),
            list(found),
        )
        for tags in stated:
            kept = [tag for tag in map(squeeze, tags) if tag and len(tag) <= LONGEST_NAME]
            if kept:
                return tuple(dict.fromkeys(kept))[:MAX_TAGS]
        return ()


_POSTED = re.compile(
    r"^\W*(?:posted|published|publié|posté|rédigé|veröffentlicht|erstellt|geschrieben|eingestellt|publicado|escrito"
    r"|pubblicato|scritto|geplaatst|gepubliceerd|opublikowano|dodano|опубликовано|skrevet|publicerad)\b.{0,40}\d",
    re.IGNORECASE,
)
"""How the line begins that says when an article was published."""

_TITLE_TAGS = frozenset("h1 h2 h3 h4 div span p a header".split())


def _types(entry: Mapping[str, Any]) -> set[str]:
    stated = entry.get("@type")
    return {str(kind) for kind in stated} if isinstance(stated, list) else {str(stated)}


def _squeezed(value: Any) -> str | None:
    return squeeze(html.unescape(value)) or None if isinstance(value, str) else None


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _people(value: Any) -> Iterator[tuple[str, bool]]:
    """Names in a JSON-LD author, and whether each is a person's."""
    for person in value if isinstance(value, list) else [value]:
        name = person.get("name") if isinstance(person, dict) else person
        is_person = not (isinstance(person, dict) and "Organization" in str(person.get("@type")))
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and squeeze(one):
                yield one, is_person
