"""The XML of feeds, RSS 2.0, RSS 1.0 and Atom (RFC 4287): its entries, and what the elements in them say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scraper.dates import parse_date
from scraper.errors import BadFeed
from scraper.page.encoding import decode
from scraper.page.sniff import kind_of, prologue
from scraper.text import squeeze
from scraper.urls import absolute_url, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FEED_BYTES = 20 * 1024 * 1024
_ENTRIES = frozenset({"item", "entry"})
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_NUMBERED = re.compile(r"&#([xX]?)([0-9A-Fa-f]{1,8});")
_DATE_WORDS = re.compile(r"^\s*(?:[A-Za-z]{3,9},?\s+)?(\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}.*)$")
_ZONES = {"UT": "+0000", "GMT": "+0000", "UTC": "+0000", "Z": "+0000", "EST": "-0500", "EDT": "-0400", "CST": "-0600",
          "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700"}  # fmt: skip
"""The zones that RFC 822 (5.1) names."""


def read(data: bytes, url: str, content_type: str | None = None) -> _Element:
    """The root element of a feed fetched from `url`; of a damaged one with all that can be read.

    BadFeed when the bytes are no feed, too large, or define entities (nested ones grow to gigabytes).
    """
    from lxml import etree

    kind = kind_of(data)
    if kind != "feed":
        raise BadFeed(f"{shown(url)}: not an RSS or Atom feed but {kind}")
    if len(data) > MAX_FEED_BYTES:
        raise BadFeed(f"{shown(url)}: the feed is larger than {MAX_FEED_BYTES:,} bytes")
    if "<!entity" in prologue(data):
        raise BadFeed(f"{shown(url)}: the feed defines XML entities, which feeds have no use for; it is not read")
    wide = ("utf-16-le" if data[1:2] == b"\0" else "utf-16-be") if b"\0" in data[:2] else None
    text = data.decode(wide, "replace") if wide else decode(data, content_type)
    text = _NUMBERED.sub(_character, text).strip()
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadFeed(f"{shown(url)}: the feed cannot be read ({type(error).__name__})") from error
    if root is None:
        raise BadFeed(f"{shown(url)}: the feed cannot be read")
    return root


def _character(found: re.Match[str]) -> str:
    """A numbered character as it is, unless it is half a surrogate pair, which no text can hold."""
    try:
        number = int(found[2], 16 if found[1] else 10)
    except ValueError:  # letters without an x
        return found[0]
    return "\N{REPLACEMENT CHARACTER}" if 0xD800 <= number < 0xE000 else found[0]


def head(root: _Element) -> list[_Element]:
    """The elements that say what the feed itself is."""
    channel = next((node for node in root.iter() if name(node) in ("channel", "feed")), root)
    return [node for node in channel if name(node) not in _ENTRIES]


def entries(root: _Element) -> Iterator[list[_Element]]:
    """The elements of each entry."""
    for node in root.iter():
        if name(node) in _ENTRIES:
            yield [child for child in node if isinstance(child.tag, str)]


def name(node: _Element) -> str:
    """The element's name without its namespace, in small letters; empty for comments and instructions."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def named(nodes: Iterable[_Element], *names: str) -> Iterator[_Element]:
    """The elements with one of these names, the first name first."""
    for each in names:
        yield from (node for node in nodes if name(node) == each)


def first(nodes: Sequence[_Element], *names: str) -> str | None:
    """The words of the first element with one of these names that has any, the first name first."""
    return next(filter(None, (squeeze("".join(node.itertext())) for node in named(nodes, *names))), None)


def number(nodes: Sequence[_Element], *names: str) -> int | None:
    """The first count in an element with one of these names."""
    return next((found for node in named(nodes, *names) if (found := count(node.text)) is not None), None)


def count(stated: str | None) -> int | None:
    """A count as stated; None for what is none."""
    text = (stated or "").strip()
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def links(nodes: Sequence[_Element], relation: str, base: str) -> Iterator[tuple[_Element, str]]:
    """The links of Atom with a relation, and where they lead."""
    for node in named(nodes, "link"):
        if (node.get("rel") or "alternate") == relation and (url := address(node, node.get("href"), base)):
            yield node, url


def link(nodes: Sequence[_Element], relation: str, base: str) -> str | None:
    """Where the first such link leads."""
    return next((url for _, url in links(nodes, relation, base)), None)


def address(node: _Element, stated: str | None, base: str) -> str | None:
    """An http(s) address stated in an element, made absolute (XML Base)."""
    for each in reversed((node, *node.iterancestors())):
        base = urljoin(base, each.get(_BASE) or "")
    return absolute_url(stated, base)


def date(stated: str | None) -> str | None:
    """A date of RFC 822 with a named zone, or in any other form, as ISO 8601."""
    if stated is None:
        return None
    words = stated.split()
    if _DATE_WORDS.match(stated) and words[-1].upper() in _ZONES:
        stated = " ".join((*words[:-1], _ZONES[words[-1].upper()]))
    return parse_date(stated, language="en")
