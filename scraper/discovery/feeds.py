"""What a feed lists: the pages to scrape, and what it says of their comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from scraper.discovery import feed_xml
from scraper.discovery.feed_xml import THREADING
from scraper.times import instant, timed, utc

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One page that a feed lists. `published` is UTC; what it says of the comments is as the feed states it.

    `comments_updated` is when the last comment came, UTC.
    """

    url: str
    title: str | None = None
    published: str | None = None
    comment_count: int | None = None
    comments_feed: str | None = None
    comments_updated: str | None = None

    @property
    def hint(self) -> str | None:
        """What the feed says of the comments, in a word that is another one when they moved; None if nothing."""
        if self.comment_count is None and self.comments_updated is None:
            return None
        return f"{'' if self.comment_count is None else self.comment_count} {self.comments_updated or ''}".strip()


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed: its title, the site it belongs to, its entries in its order.

    `next` is the address of the entries before these (RFC 5005, "paged feeds"); `generator` what made it.
    """

    title: str | None
    link: str | None
    entries: tuple[FeedEntry, ...]
    next: str | None = None
    generator: str | None = None


def read_feed(data: bytes, url: str, headers: Mapping[str, str] | None = None) -> Feed:
    """Read an RSS or Atom feed fetched from `url`. Entries without an http(s) address, and repeated ones, are left out.

    BadFeed as `feed_xml.read`.
    Counts: `slash:comments` (RSS), `thr:total` and `thr:count` (RFC 4685); dates of the last comment: `thr:updated`.
    Comment feeds: `wfw:commentRss`, `link rel=replies`.
    """
    return feed_of(feed_xml.read(data, url, headers), url)


def feed_of(root: _Element, url: str) -> Feed:
    """The feed with this root (`feed_xml.read`), as `read_feed` reads it."""
    head = feed_xml.head(root)
    entries: dict[str, FeedEntry] = {}
    for parts in islice(feed_xml.entries(root), MAX_ENTRIES):
        entry = _entry(parts, url)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    return Feed(
        feed_xml.first(feed_xml.own(head), "title"),
        feed_xml.page(head, url),
        tuple(entries.values()),
        next=feed_xml.link(head, "next", url),
        generator=feed_xml.first(head, "generator"),
    )


def _entry(parts: Sequence[_Element], base: str) -> FeedEntry | None:
    url = feed_xml.told(parts, base, "origlink") or feed_xml.page(parts, base)  # the first is FeedBurner's
    if url is None:
        return None
    replies = list(feed_xml.links(parts, "replies", base))
    counts = (feed_xml.count(node.get(_COUNT)) for node, _ in replies)
    feeds = (link for node, link in replies if "xml" in (node.get("type") or ""))
    published = instant(feed_xml.date(feed_xml.first(parts, "published", "pubdate", "issued", "date", "created")))
    updated = next((found for node, _ in replies if (found := timed((node.get(_UPDATED) or "").strip()))), None)
    listed = feed_xml.number(parts, "comments", f"{THREADING}total")
    return FeedEntry(
        url=url,
        title=feed_xml.first(feed_xml.own(parts), "title"),
        published=utc(published) if published is not None else None,
        comment_count=next((count for count in counts if count is not None), None) if listed is None else listed,
        comments_feed=feed_xml.told(parts, base, "commentrss") or next(feeds, None),
        comments_updated=utc(updated) if updated is not None and updated.tzinfo is not None else None,
    )


_COUNT, _UPDATED = f"{THREADING}count", f"{THREADING}updated"
