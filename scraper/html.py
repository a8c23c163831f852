"""HTML into text, and into HTML that is safe to show."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.text import SPACES, UNSEEN, bounded_references, encodable, squeeze, unescape
from scraper.urls import without_secrets

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nh3 import Cleaner

_LINKED = re.compile(r"""<(?:a|img)\b(?:[^>"]|"[^"]*")*+>""")  # in the sanitiser's markup: all quotes are double
_ADDRESS = re.compile(r"""\b(href|src)="([^"]*)\"""")

BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_PARAGRAPHS = BLOCKS - {"li", "tr", "dt", "dd", "div", "tbody", "thead", "tfoot"}
UNREAD = frozenset(
    "script style template textarea iframe noscript svg head title select option button input object video audio "
    "canvas map noembed noframes".split()
)

_EMOJI_CODE = re.compile(r"^:[\w+-]{1,40}:$")
_SMILEY = re.compile(r"^[\W_]{0,3}[\w]?[\W_]{1,4}[\w]?$")

SAFE_TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub sup table tbody td "
    "tfoot th thead tr tt u ul var wbr".split()
)
_SAFE_ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt", "title", "width", "height"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang", "dir"},
}


def soup_of(fragment: str) -> BeautifulSoup:
    """The tree of an HTML fragment."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(bounded_references(fragment), "html.parser")


def plain_text(tag: Tag) -> str:
    """What a person would read in an element: paragraphs separated by a blank line, their lines by a newline.

    List items begin with "- " or their number, quotes and code keep their words, emoji and smileys given as pictures
    become their alternative text, table cells are parted by a tab. Iterative: depth costs nothing.
    """
    from bs4.element import NavigableString, PreformattedString, Tag

    lines = _Lines()
    numbers: list[int | None] = []  # of the lists that are open: the next number, or None where items are not counted
    waiting: list[object] = [tag]  # elements, texts, and the bare names of blocks that end there
    while waiting:
        node = waiting.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                lines.add(str(node))
        elif isinstance(node, str):
            if node in ("ol", "ul"):
                numbers.pop()
            lines.end_block(paragraph=node in _PARAGRAPHS)
            if node == "pre":
                lines.verbatim -= 1
        elif isinstance(node, Tag) and node.name not in UNREAD:
            name = node.name
            if name == "br":
                lines.new_line()
            elif name == "img":
                lines.add(_alternative(node))
            elif name in ("td", "th"):
                lines.cell()
            elif name in BLOCKS:
                lines.end_block(paragraph=name in _PARAGRAPHS)
                if name in ("ol", "ul"):
                    numbers.append(1 if name == "ol" else None)
                elif name == "li" and numbers:
                    number = numbers[-1]
                    lines.bullet = "- " if number is None else f"{number}. "
                    numbers[-1] = None if number is None else number + 1
                elif name == "pre":
                    lines.verbatim += 1
                waiting.append(str(name))
            waiting.extend(reversed(node.contents))
    return lines.text()


class _Lines:
    """Collects text into lines and paragraphs as a browser would break them."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = [[]]
        self.line: list[str] = []
        self.bullet = ""
        self.verbatim = 0
        self._breaks = 0

    def add(self, text: str) -> None:
        text = UNSEEN.sub("", text)
        if not self.verbatim:
            text = SPACES.sub(" ", text)
            if not self.line:
                text = text.lstrip(" ")
        if not text:
            return
        if self.bullet and text.strip():
            self.line.append(self.bullet)
            self.bullet = ""
        if text.strip():
            self._breaks = 0
        self.line.append(text)

    def cell(self) -> None:
        if self.line:
            self.line.append("\t")

    def new_line(self) -> None:
        self._breaks += 1
        self._flush()
        if self._breaks > 1:
            self.end_block(paragraph=True)

    def end_block(self, *, paragraph: bool) -> None:
        self._flush()
        if paragraph and self.paragraphs[-1]:
            self.paragraphs.append([])

    def _flush(self) -> None:
        line = "".join(self.line)
        if self.verbatim:
            line = line.strip("\n").rstrip()
        else:
            line = "\t".join(squeeze(cell) for cell in line.split("\t")).strip()
        if line:
            self.paragraphs[-1].append(line)
        self.line = []

    def text(self) -> str:
        self._flush()
        return "\n\n".join("\n".join(lines) for lines in self.paragraphs if lines)


def _alternative(image: Tag) -> str:
    """The alternative text of a picture that stands for a character: an emoji or a smiley, nothing longer."""
    alt = attribute(image, "alt").strip()
    if not alt or len(alt) > 40:
        return ""
    classes = attribute(image, "class").lower()
    if "emoji" in classes or "smil" in classes or "emoticon" in classes or _EMOJI_CODE.match(alt):
        return alt
    is_symbol = all(unicodedata.category(c) in ("So", "Sk", "Sm", "Mn", "Cf", "Me") for c in alt)
    return alt if is_symbol or (len(alt) <= 5 and _SMILEY.match(alt)) else ""


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value as one string, empty where it is absent (bs4 splits `class` and the like into lists)."""
    value = tag.attrs.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def safe_html(html: str, base: str) -> str:
    """Sanitise a fragment: formatting, links and pictures stay, links become absolute, nothing can run (nh3).

    The addresses of links and pictures are left without session tokens and passwords (scraper.urls.without_secrets).
    """
    clean = _cleaner(base).clean(encodable(html))
    return _LINKED.sub(lambda tag: _ADDRESS.sub(_clean_attribute, tag[0]), clean).strip()


def _clean_attribute(found: re.Match[str]) -> str:
    address = unescape(found[2])
    cleaned = without_secrets(address)
    return found[0] if cleaned == address else f'{found[1]}="{escape(cleaned)}"'


@lru_cache(maxsize=8)
def _cleaner(base: str) -> Cleaner:
    """Made once for a page: it takes longer to make than to clean a comment."""
    import nh3

    make = partial(
        nh3.Cleaner,
        tags=set(SAFE_TAGS),
        attributes={name: set(names) for name, names in _SAFE_ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    with suppress(ValueError):  # an address that leads nowhere: nothing is relative to it
        if urlsplit(base).scheme in ("http", "https"):
            return make(url_relative=("rewrite_with_base", base))
    return make(url_relative="deny")
