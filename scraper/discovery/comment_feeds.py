"""A feed of comments, RSS 2.0, RSS 1.0 or Atom: what it says of itself, and what each of its entries says.

What is read, and where it is written down: RSS 2.0; Atom (RFC 4287); `thr:in-reply-to` and `thr:total` (RFC 4685);
`dc:creator`, `content:encoded`; `openSearch:totalResults`; pages of a feed (RFC 5005). Blogger adds
`gd:extendedProperty`, with which it marks what was removed, and `link rel="related"`, which leads to the entry
answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.discovery import feed_xml
from scraper.discovery.feed_xml import first, link, links, named
from scraper.text import unescape
from scraper.urls import absolute_url

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 20_000

LONGEST_TAIL = 4_000
"""Bytes at the end of a feed that are searched for its closing tag."""

_ANSWER = f"{feed_xml.THREADING}in-reply-to"


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment as a feed states it; what it does not state is None.

    `id` is the feed's own (`guid`, `atom:id`), `link` where the comment is read. `html` is as it came, not yet safe.
    `answers` are the ids of all that it says it answers, the post mostly among them; `related` are links to the entries
    that it is nested below. `is_removed`: a placeholder replaces the text.
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
    """A feed of comments. `page` is the page it belongs to, `next` the address of its next page, `total` the declared
    count. `intact`: the feed is not cut off."""

    url: str
    page: str | None
    next: str | None
    total: int | None
    entries: tuple[Entry, ...]
    intact: bool = True


def read_comment_feed(data: bytes, url: str) -> CommentFeed:
    """Read a feed fetched from `url`, its entries in its order. BadFeed as `feed_xml.read`.

    The last entry of a feed that is cut off is left out: its text may be cut off, too.
    """
    return comment_feed_of(feed_xml.read(data, url), data, url)


def comment_feed_of(root: _Element, data: bytes, url: str) -> CommentFeed:
    """The feed of comments with this root (`feed_xml.read`), as `read_comment_feed` reads it."""
    intact = _is_intact(data, root)
    head = feed_xml.head(root)
    page = feed_xml.page(head, url)
    base = url if urlsplit(url).scheme in ("http", "https") else page or url  # of a saved one the page that it names
    entries = [_entry(parts, base) for parts in islice(feed_xml.entries(root), MAX_ENTRIES)]
    if not intact:
        del entries[-1:]
    return CommentFeed(
        url=url,
        page=page,
        next=link(head, "next", url),
        total=feed_xml.number(head, "totalresults"),
        entries=tuple(entries),
        intact=intact,
    )


def _is_intact(data: bytes, root: _Element) -> bool:
    """Whether the outermost element is closed; caches like to write a comment after it."""
    local = root.tag.rpartition("}")[2]
    name = f"{root.prefix}:{local}" if root.prefix else local
    tail = data[-LONGEST_TAIL:].replace(b"\0", b"")  # of UTF-16, too, what is ASCII
    return f"</{name}".encode() in tail or not len(root)


def _entry(parts: list[_Element], base: str) -> Entry:
    stated = first(parts, "published", "pubdate", "date", "issued", "created", "updated", "modified")
    author = next((child for child in named(parts, "author") if len(child)), None)
    who = list(author) if author is not None else []
    name = first(who, "name") or first(parts, "creator") or _mailbox(first(parts, "author"))
    images = (node.get("src") for node in named(who, "image"))
    return Entry(
        id=first(parts, "guid", "id"),
        link=feed_xml.page(parts, base),
        author=unescape(name) if name else None,  # WordPress escapes names once more within CDATA
        author_url=absolute_url(first(who, "uri", "url"), base),
        avatar=absolute_url(next(filter(None, images), None), base),
        published=feed_xml.date(stated),
        published_text=stated,
        html=_html(parts, "encoded", "content") or _html(parts, "description", "summary"),
        answers=tuple(ref for child in named(parts, _ANSWER) if (ref := child.get("ref"))),
        related=tuple(url for _, url in links(parts, "related", base)),
        is_removed=any(
            child.get("name") == "blogger.contentRemoved" and child.get("value") == "true" for child in parts
        ),
    )


def _html(nodes: Sequence[_Element], *names: str) -> str:
    """The HTML of the first such element that holds any: escaped, as CDATA, or (Atom) as elements within."""
    from html import escape

    from lxml import etree

    for node in named(nodes, *names):
        if len(node):
            inner = "".join(str(etree.tostring(child, encoding="unicode", method="html")) for child in node)
            return escape(node.text or "", quote=False) + inner
        text = (node.text or "").strip()
        if text:
            is_plain = node.get("type") == "text" and feed_xml.name(node) in ("content", "summary")
            return escape(text, quote=False).replace("\n", "<br>") if is_plain else text
    return ""


def _mailbox(text: str | None) -> str | None:
    """The name in RSS's `author`: `mail@example.org (Name)`. A mail address alone is left out."""
    if text is None:
        return None
    found = re.search(r"\(([^()]{1,200})\)\s*$", text)
    return found[1].strip() if found else None if "@" in text else text
