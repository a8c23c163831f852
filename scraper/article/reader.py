"""The article of a page: its text, and what the page says of it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scraper.article.body import Block, find_blocks, strip_machinery, walk
from scraper.article.boilerplate import trim
from scraper.article.lead import find_lead
from scraper.article.metadata import Statements
from scraper.html import safe_html
from scraper.page.page import Page, is_language
from scraper.thread import Article

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_article(page: Page, stated: Statements) -> Article:
    """Read the article of a page whose thread has been taken out. What is not stated is None."""
    strip_machinery(page)
    values = {name: value for name, (value, _) in stated.found.items()}
    title = values.get("title")
    found = find_blocks(page)
    blocks = trim(found, title)
    tag = stated.entry.get("inLanguage")
    lead = find_lead(page, title, [block.text for block in blocks], [block.text for block in found])
    return Article(
        **values,
        language=page.language or (tag if isinstance(tag, str) and is_language(tag) else None),
        text="\n\n".join([*lead, *(block.text for block in blocks)]),
        html=safe_html("".join(f"<p>{html.escape(text)}</p>" for text in lead) + _markup(blocks), page.base),
        tags=stated.tags(),
    )


_HTML_NAMES = {
    "p": "p", "quote": "blockquote", "code": "code", "table": "table", "row": "tr", "cell": "td", "item": "li",
    "del": "del", "lb": "br", "ref": "a",
}  # fmt: skip

_HI_NAMES = {"#b": "strong", "#i": "em", "#u": "u", "#t": "tt", "#sub": "sub", "#sup": "sup"}


def _markup(blocks: Sequence[Block]) -> str:
    """Trafilatura's tree as HTML."""
    pieces: list[str] = []
    for block in blocks:
        for event, element in walk(block.element):
            name = _html_name(element)
            if event == "start":
                target = f' href="{html.escape(element.get("target") or "")}"' if name == "a" else ""
                pieces.append(f"<{name}{target}>" if name else "")
                pieces.append(html.escape(element.text or ""))
            else:
                pieces.append(f"</{name}>" if name and name != "br" else "")
                if element is not block.element:
                    pieces.append(html.escape(element.tail or ""))
    return "".join(pieces)


def _html_name(element: _Element) -> str | None:
    tag, rend = str(element.tag), element.get("rend") or ""
    if tag == "head":
        return rend if re.fullmatch("h[1-6]", rend) else "h2"
    if tag == "list":
        return "ol" if rend == "ol" else "ul"
    return _HI_NAMES.get(rend, "em") if tag == "hi" else _HTML_NAMES.get(tag)
