"""The article of a page: its text, and what the page says of it.

The text comes from trafilatura, in precision mode, on the tree that is left when the thread has been taken out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scraper.metadata import Statements
from scraper.page import Page
from scraper.text import safe_html, squeeze
from scraper.thread import Article

if TYPE_CHECKING:
    from lxml.etree import _Element
    from trafilatura.settings import Document


SHORT = 1_500
"""Characters: a shorter article may be what precision mode left of a longer one."""

LEAST_SHARE = 0.3
"""Of what the usual mode finds; with less, precision mode has cut into the article."""


def read_article(page: Page, said: Statements) -> Article:
    """Read the article of a page whose thread has been taken out. What is not stated is None."""
    found = _extract(page)
    return Article(
        title=said.title() or (squeeze(found.title) or None if found is not None and found.title else None),
        author=said.author(found.author if found is not None else None),
        published=said.published(found.date if found is not None else None),
        modified=said.modified(),
        language=page.language or _language(said.entry.get("inLanguage")),
        text=_plain(found),
        html=safe_html(_markup(found), page.base),
        tags=said.tags([str(tag) for tag in found.tags or ()] if found is not None else []),
    )


def _language(stated: object) -> str | None:
    return (
        stated if isinstance(stated, str) and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", stated) else None
    )


# --- the text


def _extract(page: Page) -> Document | None:
    """What trafilatura makes of the page: in precision mode, unless that leaves next to nothing of the article."""
    source = (page.tree.html or "").encode("utf-8")
    url = page.url if page.url.startswith("http") else None
    precise = _extracted(source, url, precision=True)
    if precise is not None and len(precise.text or "") >= SHORT:
        return precise
    usual = _extracted(source, url, precision=False)
    if usual is None or (precise is not None and len(precise.text or "") > LEAST_SHARE * len(usual.text or "")):
        return precise
    return usual


def _extracted(source: bytes, url: str | None, *, precision: bool) -> Document | None:
    """One run of trafilatura. It is given a tree of our making, since its own stops at 256 levels."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction

    try:
        parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        document = bare_extraction(
            document_fromstring(source, parser=parser),
            url=url,
            include_comments=False,
            favor_precision=precision,
            with_metadata=True,
            include_links=True,
            include_images=False,
            include_formatting=True,
            date_extraction_params={"extensive_search": False},
        )
    except (etree.LxmlError, RecursionError, ValueError, AttributeError, TypeError):
        return None
    return document if document is not None and not isinstance(document, dict) else None


def _blocks(found: Document) -> Iterator[_Element]:
    """The outermost blocks of trafilatura's own tree."""
    body = found.body
    return iter(()) if body is None else (block for block in body.iterchildren() if isinstance(block.tag, str))


def _plain(found: Document | None) -> str:
    if found is None:
        return ""
    return "\n\n".join(filter(None, (_block_text(block) for block in _blocks(found))))


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
    for block in _blocks(found):
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
