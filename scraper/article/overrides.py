"""Replace what was found of an article by what a rule for its site names."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.comments.systems import ArticleHints
from scraper.dates import parse_date
from scraper.evidence import Evidence
from scraper.html import UNREAD, plain_text, safe_html
from scraper.page.page import Page, take_out
from scraper.text import squeeze
from scraper.thread import Article

_DATE_ATTRIBUTES = ("datetime", "content", "title")
_UNREAD = ", ".join(sorted(UNREAD))


def take_noise(page: Page, hints: ArticleHints) -> None:
    """Remove what a rule names as noise from the page, but never the page as a whole."""
    named = page.tree.css(hints.noise) if hints.noise else []
    take_out([node for node in named if node.tag not in ("html", "head", "body")])


def hinted(page: Page, article: Article, hints: ArticleHints) -> tuple[Article, Mapping[str, Evidence]]:
    """The article with what the rule names, and for each such field what it came from.

    What a selector does not find, or what holds no date where one should be, stays as it was found without the rule.
    """
    found: dict[str, Any] = {}
    evidence: dict[str, Evidence] = {}
    for name, selector in (("title", hints.title), ("author", hints.author)):
        texts = list(dict.fromkeys(filter(None, map(_text, page.tree.css(selector) if selector else ()))))
        if texts:
            found[name] = texts[0] if name == "title" else ", ".join(texts)
            evidence[name] = Evidence("rule", found[name])
    for value in _dates(page, hints.date) if hints.date else ():
        if date := parse_date(value, language=page.language):
            found["published"], evidence["published"] = date, Evidence("rule", value)
            break
    body = page.tree.css_first(hints.body) if hints.body else None
    if body is not None and (read := _body(body, page)) is not None:
        found["text"], found["html"] = read
        evidence["text"] = Evidence("rule", hints.body or "")
    return replace(article, **found), evidence


def _dates(page: Page, selector: str) -> Iterator[str]:
    """What the elements state that should hold the date, their attributes before their texts."""
    for node in page.tree.css(selector):
        yield from filter(None, (node.attributes.get(name) for name in _DATE_ATTRIBUTES))
        yield _text(node)


def _text(node: LexborNode) -> str:
    return squeeze(node.attributes.get("content") or node.text(separator=" "))


def _body(node: LexborNode, page: Page) -> tuple[str, str] | None:
    """Text and safe HTML of an element; None when there is nothing to read in it."""
    from scraper.comments.fields.soup import element_of  # here, since BeautifulSoup is slow to import

    take_out(node.css(_UNREAD))
    for verbatim in node.css("xmp, plaintext"):
        verbatim.replace_with(verbatim.text())
    element = element_of(node.html or "")
    text = plain_text(element) if element is not None else ""
    return (text, safe_html(element.decode_contents(), page.base)) if element is not None and text else None
