"""The article's text in a page: what trafilatura finds in the tree that is left when the thread is removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from selectolax.lexbor import LexborNode

from scraper.page.page import Page, take_out
from scraper.text import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

SHORT = 1_500
"""Characters: a shorter article may be what precision mode left of a longer one."""
LEAST_SHARE = 0.3
"""Of what the usual mode finds, or could find; with less, precision mode has cut into the article."""
ENOUGH = 1 / 6
"""Of the letters that a page shows outside links: trafilatura's second opinions, which take several times as long,
replace only what they find twice as much as."""
MOST_TEXT_ELEMENTS = 5_000
"""Elements that hold text: with more, trafilatura's second opinion (jusText) takes time by their square."""

_TEXT_ELEMENTS = "p, div, li, td, dd, h1, h2, h3, h4, h5, h6, section, blockquote"

_MACHINERY = ", ".join(
    "script style noscript svg template iframe nav button input select textarea canvas video audio object embed link "
    "dialog".split()
)

_NAMES = (
    "entry-content post-content post_content postContent post-body post-entry post-text article-body article__body "
    "articleBody article-content article__content article-text articleText page-content text-content body-text".split()
)

_NAMED = (
    ":is(article, div, main, section):is(.post, .entry, [itemprop~=articleBody], "
    + ", ".join(f"[class*={name}], [id*={name}]" for name in _NAMES)
    + ")"
)
"""What pages call the part that holds the article: of these trafilatura too looks at the first before all else."""

_LINES = frozenset(("item", "row", "p", "head", "quote"))


@dataclass(frozen=True, slots=True)
class Block:
    """One of the outermost blocks of an article: trafilatura's element, and its text."""

    element: _Element
    text: str

    @property
    def is_links(self) -> bool:
        """Whether there is hardly more than links in it."""
        linked = sum(len("".join(link.itertext())) for link in self.element.iter("ref"))
        return linked > 0.8 * len(self.text)


def strip_machinery(page: Page) -> None:
    """Remove from the tree what no reader sees: most of the bytes of many pages, and none of the article."""
    take_out(page.tree.css(_MACHINERY))


def find_blocks(page: Page) -> list[Block]:
    """The blocks of the article: in precision mode, unless that leaves next to nothing of it.

    Most pages name the part where their article stands: it is read alone, since trafilatura's time goes by the number
    of elements. The whole page and the second opinions come only where that is too little of what the page shows.
    """
    links = sum(len(squeeze(link.text())) for link in page.body.css("a"))
    shown = max(1, len(squeeze(page.body.text(separator=" "))) - links)
    part = page.body.css_first(_NAMED) or page.body.css_first("article")
    quick = _extract(_lxml_tree(page, part), precision=True, fast=True)
    if _length(quick) >= ENOUGH * shown:
        return quick
    tree = _lxml_tree(page)
    fast = len(page.tree.css(_TEXT_ELEMENTS)) > MOST_TEXT_ELEMENTS
    precise = quick if fast and part is None else _extract(tree, precision=True, fast=fast)
    if _length(precise) >= min(SHORT, LEAST_SHARE * shown):
        return precise
    usual = _extract(tree, precision=False, fast=fast)
    return precise if _length(precise) > LEAST_SHARE * _length(usual) else usual


def _lxml_tree(page: Page, part: LexborNode | None = None) -> _Element | None:
    """The page, or one part of it, as lxml's tree for trafilatura: its own parser stops at 256 levels."""
    from lxml import etree
    from lxml.html import HtmlElement, HTMLParser, document_fromstring

    markup = f"<html><body>{part.html}</body></html>" if part is not None else page.tree.html or ""
    try:
        parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        # Every element is an HtmlElement, as trafilatura wants it: lxml's own look-up asks for a form's or a link's
        # kind, in Python, each time that an element is touched.
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
        return cast("_Element", document_fromstring(markup.encode("utf-8"), parser=parser))
    except (etree.LxmlError, ValueError):
        return None


def _extract(tree: _Element | None, *, precision: bool, fast: bool) -> list[Block]:
    """The blocks that one run of trafilatura finds in a copy of the tree.

    Title, author and date are read elsewhere, links are made absolute later, and the text is read from its tree: asked
    for XML, trafilatura writes no text of its own.
    """
    from lxml import etree
    from trafilatura import bare_extraction

    if tree is None:
        return []
    try:
        document = bare_extraction(
            tree,
            output_format="xml",
            include_comments=False,
            fast=fast,
            favor_precision=precision,
            include_links=True,
            include_images=False,
            include_formatting=True,
        )
    except (etree.LxmlError, RecursionError, ValueError, AttributeError, TypeError):
        return []
    body = document.body if document is not None and not isinstance(document, dict) else None
    found = (Block(each, _text(each)) for each in (body if body is not None else ()) if isinstance(each.tag, str))
    return [block for block in found if block.text]


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) + 2 for block in blocks)


def _text(block: _Element) -> str:
    """The text of one block: lines for list items, table rows and breaks."""
    pieces: list[str] = []
    for event, element in walk(block):
        pieces.append("\n" if element.tag in _LINES or (element.tag == "lb" and event == "start") else "")
        if event == "start":
            pieces.append({"item": "- ", "cell": " "}.get(str(element.tag), ""))
            pieces.append((element.text or "").replace("\n", " "))
        elif element is not block:
            pieces.append((element.tail or "").replace("\n", " "))
    return "\n".join(filter(None, map(squeeze, "".join(pieces).split("\n"))))


def walk(block: _Element) -> Iterator[tuple[str, _Element]]:
    """Start and end of every element in a block."""
    from lxml import etree

    return cast("Iterator[tuple[str, _Element]]", etree.iterwalk(block, events=("start", "end")))
