"""A feed of comments, RSS 2.0, RSS 1.0 or Atom: what it says of itself, and what each of its entries says.

What is read, and where it is written down: RSS 2.0; Atom (RFC 4287); `thr:in-reply-to` and `thr:total` (RFC 4685);
`dc:creator`, `content:encoded`; `openSearch:totalResults`; pages of a feed (RFC 5005). Blogger adds
`gd:extendedProperty`, with which it marks what was removed, and `link rel="related"`, which leads to the entry
answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.dates import parse_date
from scraper.discovery.feeds import refuse_no_feed
from scraper.errors import BadFeed
from scraper.text import squeeze, unescape
from scraper.urls import absolute_url, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 20_000

LONGEST_TAIL = 4_000
"""Bytes at the end of a feed in which its last tag stands."""

_ENTRIES = frozenset({"item", "entry"})

_THREADING = "http://purl.org/syndication/thread/1.0"

_DATE_WORDS = re.compile(r"^\s*(?:[A-Za-z]{3,9},?\s+)?(\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}.*)$")

_ZONES = {"UT": "+0000", "GMT": "+0000", "UTC": "+0000", "Z": "+0000", "EST": "-0500", "EDT": "-0400", "CST": "-0600",
          "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700"}  # fmt: skip
"""The zones that RFC 822 (5.1) names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment as a feed states it; what it does not state is None.

    `id` is the feed's own (`guid`, `atom:id`), `link` where the comment is read. `html` is as it came, not yet safe.
    `answers` are the ids of all that it says it answers, the post mostly among them; `related` are links to the entries
    that it stands below. `is_removed`: something else stands in the place of what was written.
    """

    id: str | None
    link: str | None
    author: str | None
    author_url: str | None
    avatar: str | None
    published: str | None
    published_text: str | None
    html: str
    answers: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class CommentFeed:
    """A feed of comments. `page` is what it belongs to, `next` where it goes on, `total` how many it says there are.

    `whole`: it came to its end.
    """

    url: str
    page: str | None
    next: str | None
    total: int | None
    entries: tuple[Entry, ...]
    whole: bool = True


def read_comment_feed(data: bytes, url: str) -> CommentFeed:
    """Read a feed had from `url`, its entries in its order.

    BadFeed when the bytes are none that may be read (scraper.discovery.feeds.refuse_no_feed). Of a feed that breaks off
    the entries that came whole are read: of the last one nobody knows where its words would have ended.
    """
    root = _root(data, url)
    whole = _is_whole(data, root)
    channel = next((node for node in root.iter() if _name(node) in ("channel", "feed")), root)
    head = [node for node in channel if _name(node) not in _ENTRIES]
    page = _link(head, "alternate", url) or absolute_url(_first(head, "link"), url)
    base = url if urlsplit(url).scheme in ("http", "https") else page or url  # of a saved one the page that it names
    entries: list[Entry] = []
    for node in root.iter():
        if _name(node) in _ENTRIES and len(entries) < MAX_ENTRIES:
            entries.append(_entry(node, base))
    if not whole:
        del entries[-1:]
    return CommentFeed(
        url=url,
        page=page,
        next=_link(head, "next", url),
        total=_count(_first(head, "totalResults")),
        entries=tuple(entries),
        whole=whole,
    )


def _is_whole(data: bytes, root: _Element) -> bool:
    """Whether the outermost element is closed; caches like to write a comment after it."""
    from lxml import etree

    name = f"{root.prefix}:{etree.QName(root).localname}" if root.prefix else etree.QName(root).localname
    tail = data[-LONGEST_TAIL:].replace(b"\0", b"")  # of UTF-16, too, what is ASCII
    return f"</{name}".encode() in tail or not len(root)


def _root(data: bytes, url: str) -> _Element:
    from lxml import etree

    refuse_no_feed(data, url)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadFeed(f"{shown(url)}: the feed cannot be read ({type(error).__name__})") from error
    if root is None:
        raise BadFeed(f"{shown(url)}: the feed cannot be read")
    return root


def _entry(node: _Element, base: str) -> Entry:
    parts = [child for child in node if isinstance(child.tag, str)]
    stated = _first(parts, "published", "pubDate", "date", "issued", "created") or _first(parts, "updated", "modified")
    author = next((child for child in parts if _name(child) == "author" and len(child)), None)
    who = list(author) if author is not None else []
    name = _first(who, "name") or _first(parts, "creator") or _mailbox(_first(parts, "author"))
    html = _html(parts, "encoded", "content") or _html(parts, "description", "summary")
    return Entry(
        id=_first(parts, "guid", "id"),
        link=_link(parts, "alternate", base) or absolute_url(_first(parts, "link"), base),
        author=unescape(name) if name else None,  # WordPress escapes names once more within CDATA
        author_url=absolute_url(_first(who, "uri", "url"), base),
        avatar=absolute_url(_attribute_of(who, "image", "src"), base),
        published=_date(stated),
        published_text=stated,
        html=html,
        answers=tuple(child.get("ref", "") for child in parts if _is_answer(child) and child.get("ref")),
        related=tuple(_links(parts, "related", base)),
        is_removed=any(
            child.get("name") == "blogger.contentRemoved" and child.get("value") == "true" for child in parts
        ),
    )


def _is_answer(node: _Element) -> bool:
    return str(node.tag) == f"{{{_THREADING}}}in-reply-to"


def _name(node: _Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _first(nodes: list[_Element], *names: str) -> str | None:
    """The words of the first element with one of these names, the first name first."""
    for name in names:
        for node in nodes:
            if _name(node) == name and (text := squeeze("".join(node.itertext()))):
                return text
    return None


def _attribute_of(nodes: list[_Element], name: str, attribute: str) -> str | None:
    return next((value for node in nodes if _name(node) == name and (value := node.get(attribute))), None)


def _html(nodes: list[_Element], *names: str) -> str:
    """The HTML of the first such element that holds any: escaped, as CDATA, or (Atom) as elements within."""
    from html import escape

    from lxml import etree

    for name in names:
        for node in nodes:
            if _name(node) != name:
                continue
            if len(node):
                inner = "".join(str(etree.tostring(child, encoding="unicode", method="html")) for child in node)
                return escape(node.text or "", quote=False) + inner
            text = (node.text or "").strip()
            if text:
                is_plain = node.get("type") == "text" and _name(node) in ("content", "summary")
                return escape(text, quote=False).replace("\n", "<br>") if is_plain else text
    return ""


def _links(nodes: list[_Element], relation: str, base: str) -> Iterator[str]:
    for node in nodes:
        if _name(node) == "link" and node.get("href") and (node.get("rel") or "alternate") == relation:
            url = absolute_url(node.get("href"), base)
            if url is not None:
                yield url


def _link(nodes: list[_Element], relation: str, base: str) -> str | None:
    return next(_links(nodes, relation, base), None)


def _mailbox(text: str | None) -> str | None:
    """The name in RSS's `author`: `mail@example.org (Name)`. A mail address alone is left out."""
    if text is None:
        return None
    found = re.search(r"\(([^()]{1,200})\)\s*$", text)
    return found[1].strip() if found else None if "@" in text else text


def _date(stated: str | None) -> str | None:
    """RFC 822 with the name of a zone, or what else stands there, as ISO 8601."""
    if stated is None:
        return None
    words = stated.split()
    if _DATE_WORDS.match(stated) and words[-1].upper() in _ZONES:
        stated = " ".join((*words[:-1], _ZONES[words[-1].upper()]))
    return parse_date(stated, language="en")


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) <= 9 else None
