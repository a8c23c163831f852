"""The article of a page: its text, and what the page says of it.

The text comes from trafilatura, in precision mode, on the tree that is left when the thread has been taken out.
What is said of the article comes from JSON-LD, Open Graph, microdata and `<time>`, in that order, then from what
trafilatura finds in sight.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scraper.dates import order_of, parse_date
from scraper.page import Page
from scraper.text import safe_html, squeeze
from scraper.thread import Article

if TYPE_CHECKING:
    from lxml.etree import _Element
    from trafilatura.settings import Document

_ARTICLE_TYPES = frozenset(
    "Article NewsArticle BlogPosting Posting TechArticle ScholarlyArticle Report SocialMediaPosting LiveBlogPosting "
    "OpinionNewsArticle AnalysisNewsArticle ReviewNewsArticle BackgroundNewsArticle AdvertiserContentArticle Recipe "
    "DiscussionForumPosting QAPage WebPage".split()
)
_SEPARATORS = r"\s+[|»«·•–—:-]+\s+|\s*\|\s*|\s+»\s*"
_NOT_BY = re.compile(r"^(?:(?:by|von|par|por|di|door|written by|posted by|autor|author|text)\s*:?\s+)", re.IGNORECASE)
MAX_TAGS = 100
_VISIBLE_DATES = (
    "[itemprop~=datePublished]",
    "time[pubdate]",
    "time.published, time.entry-date, .entry-date, abbr.published",
    "article time[datetime], header time[datetime]",
    ".post-date, .published, .date-header, .posted-on",
    "time[datetime]",
)
"""Where the date of an article is printed, the surest first."""


def read_article(page: Page) -> Article:
    """Read the article of a page whose thread has been taken out. What is not stated is None."""
    entry = _stated_entry(page)
    found = _extract(page)
    title = _title(page, entry, found)
    published = _date(page, _published(page, entry)) or _visible_date(page) or _trafilatura_date(found)
    return Article(
        title=title,
        author=_author(page, entry, found),
        published=published,
        modified=_date(page, _modified(page, entry)),
        language=page.language or _squeezed(entry.get("inLanguage")),
        text=_plain(found),
        html=safe_html(_markup(found), page.base),
        tags=_tags(page, entry, found),
    )


def site_name(page: Page) -> str | None:
    """The site's name for itself."""
    stated = page.meta("og:site_name", "application-name")
    if stated:
        return stated
    for entry in page.json_ld:
        if "WebSite" in _types(entry):
            return _squeezed(entry.get("name"))
    return None


# --- the text


def _extract(page: Page) -> Document | None:
    """What trafilatura makes of the page. It is given a tree of our making, since its own stops at 256 levels."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction

    source = page.tree.html or ""
    try:
        tree = document_fromstring(
            source.encode("utf-8"), parser=HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        )
        document = bare_extraction(
            tree,
            url=page.url if page.url.startswith("http") else None,
            include_comments=False,
            favor_precision=True,
            with_metadata=True,
            include_links=True,
            include_images=False,
            include_formatting=True,
            date_extraction_params={"extensive_search": False},
        )
    except (etree.LxmlError, RecursionError, ValueError, AttributeError, TypeError):
        return None
    return document if document is not None and not isinstance(document, dict) else None


_BLOCKS = frozenset("p head list item quote code table row cell lb div ab".split())


def _paragraphs(body: _Element | None) -> Iterator[tuple[str, _Element]]:
    """The blocks of trafilatura's own tree, outermost first."""
    if body is None:
        return
    for block in body.iterchildren():
        if isinstance(block.tag, str):
            yield block.tag, block


def _plain(found: Document | None) -> str:
    return (
        "" if found is None else "\n\n".join(filter(None, (_block_text(block) for _, block in _paragraphs(found.body))))
    )


def _block_text(block: _Element) -> str:
    """The text of one block: lines for list items, table rows and breaks."""
    lines: list[str] = [""]
    for event, element in _walk(block):
        if event == "start":
            if element.tag in ("lb", "item", "row", "p", "head", "quote") and lines[-1]:
                lines.append("")
            if element.tag == "item":
                lines[-1] += "- "
            if element.tag == "cell" and lines[-1]:
                lines[-1] += "\t"
            lines[-1] += element.text or ""
        elif element is not block:
            if element.tag in ("item", "row", "p", "head", "quote") and lines[-1]:
                lines.append("")
            lines[-1] += element.tail or ""
    return "\n".join(filter(None, (squeeze(line) for line in lines)))


def _walk(block: _Element) -> Iterator[tuple[str, _Element]]:
    """Start and end of every element in a block. Iterative: depth costs nothing."""
    waiting: list[tuple[str, _Element]] = [("start", block)]
    while waiting:
        event, element = waiting.pop()
        yield event, element
        if event == "start":
            waiting.append(("end", element))
            waiting.extend(("start", child) for child in reversed(element) if isinstance(child.tag, str))


_HTML_NAMES = {
    "p": "p",
    "quote": "blockquote",
    "code": "code",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "item": "li",
    "del": "del",
}
_HI_NAMES = {"#b": "strong", "#i": "em", "#u": "u", "#t": "tt", "#sub": "sub", "#sup": "sup"}


def _markup(found: Document | None) -> str:
    """Trafilatura's tree as HTML."""
    if found is None:
        return ""
    pieces: list[str] = []
    for _, block in _paragraphs(found.body):
        for event, element in _walk(block):
            name, attributes = _html_name(element)
            if event == "start":
                pieces.append(f"<{name}{attributes}>" if name else "")
                pieces.append(html.escape(element.text or ""))
            else:
                pieces.append(f"</{name}>" if name and name != "br" else "")
                if element is not block:
                    pieces.append(html.escape(element.tail or ""))
    return "".join(pieces)


def _html_name(element: _Element) -> tuple[str | None, str]:
    tag = str(element.tag)
    if tag == "ref":
        return "a", f' href="{html.escape(element.get("target") or "")}"'
    if tag == "head":
        rend = element.get("rend") or "h2"
        return (rend if re.fullmatch("h[1-6]", rend) else "h2"), ""
    if tag == "list":
        return ("ol" if element.get("rend") == "ol" else "ul"), ""
    if tag == "hi":
        return _HI_NAMES.get(element.get("rend") or "", "em"), ""
    return ("br", "") if tag == "lb" else (_HTML_NAMES.get(tag), "")


# --- what the page says of its article


def _types(entry: Mapping[str, Any]) -> set[str]:
    stated = entry.get("@type")
    return {str(kind) for kind in stated} if isinstance(stated, list) else {str(stated)}


def _stated_entry(page: Page) -> Mapping[str, Any]:
    """The JSON-LD object that speaks of the article, or an empty one."""
    best: tuple[int, Mapping[str, Any]] | None = None
    for entry in page.json_ld:
        kinds = _types(entry) & _ARTICLE_TYPES
        if not kinds:
            continue
        weight = (kinds != {"WebPage"}) * 4 + ("headline" in entry) * 2 + ("datePublished" in entry)
        if best is None or weight > best[0]:
            best = (weight, entry)
    return best[1] if best else {}


def _squeezed(value: Any) -> str | None:
    return squeeze(html.unescape(value)) or None if isinstance(value, str) else None


def _title(page: Page, entry: Mapping[str, Any], found: Document | None) -> str | None:
    """The headline, without the site's name."""
    heading = _heading(page)
    whole = page.tree.css_first("title")
    stated = [
        _squeezed(entry.get("headline")),
        page.meta("og:title", "twitter:title", "dc.title", "headline"),
        squeeze(whole.text()) if whole is not None else None,
    ]
    candidates = [title for title in stated if title]
    if heading and any(_says_the_same(heading, title) for title in candidates):
        return heading
    site = site_name(page)
    for title in candidates:
        return _without_site(title, site)
    return heading or (_squeezed(found.title) if found is not None else None)


def _heading(page: Page) -> str | None:
    """The page's main heading: the only `<h1>`, or the one that the article's markup names."""
    for selector in ("[itemprop=headline]", ".entry-title", ".post-title", "article h1", "h1"):
        nodes = [node for node in page.tree.css(selector) if squeeze(node.text())]
        if len(nodes) == 1:
            return squeeze(nodes[0].text(separator=" ") if "\n" in nodes[0].text() else nodes[0].text())
    return None


def _says_the_same(heading: str, title: str) -> bool:
    """Whether a stated title begins or ends with the heading (beside it may stand the site's name)."""
    short, long = _letters(heading), _letters(title)
    return bool(short) and (long.startswith(short) or long.endswith(short)) and len(heading) >= 4


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _without_site(title: str, site: str | None) -> str:
    """Cut the site's name off a title such as "Letters from the coast | The Harbour"."""
    parts = re.split(f"({_SEPARATORS})", title)
    if len(parts) < 3:
        return title
    name = _letters(site or "")
    if name and name in _letters(parts[-1]):
        return "".join(parts[:-2]).strip()
    if name and _letters(parts[0]) == name:
        return "".join(parts[2:]).strip()
    bar = parts[-2].strip() in ("|", "»", "«")
    return "".join(parts[:-2]).strip() if bar and len(parts[-1]) < len("".join(parts[:-2])) else title


def _author(page: Page, entry: Mapping[str, Any], found: Document | None) -> str | None:
    names = list(_people(entry.get("author")))
    if not names:
        names = [name for name in page.metas.get("author", ()) if not name.startswith("http")]
        names = names[:1] or [name for name in page.metas.get("article:author", ())[:1] if not name.startswith("http")]
    if not names:
        for selector in (
            "[itemprop=author] [itemprop=name]",
            "[rel=author]",
            ".author .fn",
            ".byline .fn",
            "[itemprop=author]",
        ):
            node = page.tree.css_first(selector)
            name = squeeze(node.text(separator=" ")) if node is not None else ""
            if name and len(name) <= 100:
                names = [name]
                break
    if not names and found is not None and found.author:
        names = [name.strip() for name in found.author.split(";")]
    cleaned = [_NOT_BY.sub("", name).strip() for name in names]
    return ", ".join(dict.fromkeys(name for name in cleaned if name)) or None


def _people(value: Any) -> Iterator[str]:
    for person in value if isinstance(value, list) else [value]:
        name = person.get("name") if isinstance(person, dict) else person
        if isinstance(name, list):
            name = next(iter(name), None)
        if isinstance(name, str) and squeeze(name) and not name.startswith("http"):
            yield squeeze(html.unescape(name))


def _published(page: Page, entry: Mapping[str, Any]) -> list[str | None]:
    return [
        _squeezed(entry.get("datePublished")),
        page.meta("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued"),
        page.meta("dcterms.created", "parsely-pub-date", "sailthru.date", "publishdate", "pubdate", "date.created"),
        _squeezed(entry.get("dateCreated")),
    ]


def _modified(page: Page, entry: Mapping[str, Any]) -> list[str | None]:
    return [
        _squeezed(entry.get("dateModified")),
        page.meta("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"),
    ]


def _date(page: Page, stated: list[str | None]) -> str | None:
    for value in stated:
        if value and (date := parse_date(value, language=page.language)):
            return date
    return None


def _visible_date(page: Page) -> str | None:
    """The date that the article itself prints: marked as such, or in its header."""
    texts = [
        node.text(separator=" ") for node in page.tree.css(".date, .entry-meta, .post-meta, .postmetadata, .meta")[:20]
    ]
    order = order_of(texts, page.language)
    for selector in _VISIBLE_DATES:
        for node in page.tree.css(selector)[:1]:
            attributes = node.attributes
            for value in (
                attributes.get("datetime"),
                attributes.get("content"),
                attributes.get("title"),
                node.text(separator=" "),
            ):
                if value and (date := parse_date(value, order=order, language=page.language)):
                    return date
    return None


def _trafilatura_date(found: Document | None) -> str | None:
    return parse_date(found.date) if found is not None and found.date else None


def _tags(page: Page, entry: Mapping[str, Any], found: Document | None) -> tuple[str, ...]:
    tags: list[str] = list(page.metas.get("article:tag", ()))
    keywords = entry.get("keywords")
    if not tags and keywords:
        tags = [str(tag) for tag in keywords] if isinstance(keywords, list) else str(keywords).split(",")
    if not tags:
        tags = [squeeze(node.text()) for node in page.tree.css('a[rel~="tag"]')]
    if not tags and (stated := page.meta("keywords", "news_keywords")):
        tags = stated.split(",")
    if not tags and found is not None and found.tags:
        tags = [str(tag) for tag in found.tags]
    return tuple(dict.fromkeys(tag for tag in map(squeeze, tags) if tag and len(tag) <= 100))[:MAX_TAGS]
