"""The XML of feeds, RSS 2.0, RSS 1.0 and Atom (RFC 4287): its entries, and what the elements in them say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scraper.dates import parse_date
from scraper.errors import BadFeed
from scraper.page.encoding import decode
from scraper.page.sniff import kind_of, prologue
from scraper.page.xml_repair import balanced, repaired
from scraper.text import squeeze
from scraper.urls import absolute_url, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

PIECE = 1024 * 1024
"""Bytes that are repaired at once: a hostile feed has a fault in each."""
MAX_FEED_BYTES = 20 * 1024 * 1024
THREADING = "{http://purl.org/syndication/thread/1.0}"
"""The namespace of RFC 4685."""
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_ENTRIES = frozenset({"item", "entry"})
_COLON = re.compile(r"([+-]\d\d):(\d\d)\s*$")
_HOURS = re.compile(r"(?<=[\d\s])[+-]\d\d(?=\s*$)")  # `+02`: mail has it with minutes alone
"""In an offset, where mail has none."""
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def read(data: bytes, url: str, headers: Mapping[str, str] | None = None) -> _Element:
    """The root element of a feed fetched from `url` with these headers; of a damaged one with all that can be read.

    BadFeed when the bytes are no feed, too large, or define entities (nested ones grow to gigabytes).
    """
    kind = kind_of(data)
    if kind != "feed":
        raise BadFeed(f"{shown(url)}: not an RSS or Atom feed but {kind}")
    if len(data) > MAX_FEED_BYTES:
        raise BadFeed(f"{shown(url)}: the feed is larger than {MAX_FEED_BYTES:,} bytes")
    if "<!entity" in prologue(data):
        raise BadFeed(f"{shown(url)}: the feed defines XML entities, which feeds have no use for; it is not read")
    root = root_of(data, url, headers)
    if root.tag == _RDF and not any(name(node) in ("channel", "item") for node in root):
        raise BadFeed(f"{shown(url)}: not an RSS or Atom feed but other RDF")
    return root


def root_of(data: bytes, url: str, headers: Mapping[str, str] | None = None) -> _Element:
    """The root element of XML; of what is damaged with all that can be read. BadFeed when nothing can."""
    from lxml import etree

    wide = ("utf-16-le" if data[1:2] == b"\0" else "utf-16-be") if b"\0" in data[:2] else None
    content_type = next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), None)
    text = data.decode(wide, "replace") if wide else decode(data, content_type)
    given = text.strip().encode()
    mended = b"".join(repaired(given[at : at + PIECE] for at in range(0, len(given), PIECE)))
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_comments=True
    )
    try:
        root = etree.fromstring(mended, parser)
        if parser.error_log:
            root = etree.fromstring(balanced(mended), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise BadFeed(f"{shown(url)}: the XML in it cannot be read")
    return root


def head(root: _Element) -> list[_Element]:
    """The elements that say what the feed itself is."""
    channel = next((node for node in root.iter() if name(node) in ("channel", "feed")), root)
    return [node for node in channel if name(node) not in _ENTRIES]


def entries(root: _Element) -> Iterator[list[_Element]]:
    """The elements of each entry of the feed's own format; where it has none, of the first that is there."""
    found = [node for node in root.iter() if name(node) in _ENTRIES]
    spaces = {space(node) for node in (root, *root)}
    if spaces.isdisjoint(map(space, found)):
        spaces = {space(node) for node in found[:1]}
    for node in found:
        if space(node) in spaces:
            yield [child for child in node if isinstance(child.tag, str)]


def name(node: _Element) -> str:
    """The element's name without its namespace, in small letters; empty for comments and instructions."""
    return _parted(node)[1].lower()


def space(node: _Element) -> str:
    """The element's namespace; its prefix where nothing declares that."""
    return _parted(node)[0]


def _parted(node: _Element) -> tuple[str, str]:
    if not isinstance(node.tag, str):
        return "", ""
    space, _, local = node.tag.rpartition("}" if "}" in node.tag else ":")
    return space, local


def own(parts: Iterable[_Element]) -> list[_Element]:
    """The elements of the feed's own format: others have titles, too, of pictures and authors."""
    return [node for node in parts if (parent := node.getparent()) is not None and space(node) == space(parent)]


def named(nodes: Iterable[_Element], *names: str) -> Iterator[_Element]:
    """The elements with one of these names, bare or with its namespace (`{…}total`), the first name first."""
    for each in names:
        yield from (node for node in nodes if each in (name(node), node.tag))


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


def page(parts: Sequence[_Element], base: str) -> str | None:
    """Where an entry is read, or what a feed belongs to.

    In RSS `link` says it, and the entry's name where that is an address; in Atom the alternates, of which those in
    HTML are read.
    """
    names = [node for node in own(parts) if node.get("isPermaLink") != "false"]
    alternates = sorted(links(parts, "alternate", base), key=lambda found: "html" not in (found[0].get("type") or ""))
    guids = (absolute_url(node.text, "") for node in named(names, "guid"))
    return told(names, base, "link") or next(filter(None, (*guids, *(url for _, url in alternates))), None)


def told(nodes: Iterable[_Element], base: str, *names: str) -> str | None:
    """The first address that is the words of an element with one of these names, the first name first."""
    return next(filter(None, (address(node, node.text, base) for node in named(nodes, *names))), None)


def address(node: _Element, stated: str | None, base: str) -> str | None:
    """An http(s) address stated in an element, made absolute (XML Base)."""
    for each in reversed((node, *node.iterancestors())):
        base = absolute_url(each.get(_BASE), base) or base
    return absolute_url(stated, base)


def date(stated: str | None) -> str | None:
    """A date of mail (RFC 822, RFC 5322), or in any other form, as ISO 8601; it is local where no zone is stated."""
    text = _HOURS.sub(r"\g<0>00", _COLON.sub(r"\1\2", stated or ""))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.year < 1900:
        return parse_date(stated, language="en")
    read = moment.isoformat(timespec="minutes" if text.count(":") == 1 else "seconds")
    return read if moment.tzinfo is not None else parse_date(stated, language="en") or read
