"""What a feed lists: the pages to scrape, and what it says of their comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from scraper.discovery import feed_xml
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
    types = (value for name, value in (headers or {}).items() if name.lower() == "content-type")
    root = feed_xml.read(data, url, next(types, None))
    head = feed_xml.head(root)
    entries: dict[str, FeedEntry] = {}
    for parts in islice(feed_xml.entries(root), MAX_ENTRIES):
        entry = _entry(parts, url)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    return Feed(
        feed_xml.first(_own(head), "title"),
        _link(head, url),
        tuple(entries.values()),
        next=feed_xml.link(head, "next", url),
        generator=feed_xml.first(head, "generator"),
    )


def _entry(parts: Sequence[_Element], base: str) -> FeedEntry | None:
    origin = (feed_xml.address(node, node.text, base) for node in feed_xml.named(parts, "origlink"))  # of FeedBurner
    url = next(filter(None, origin), None) or _link(parts, base)
    if url is None:
        return None
    replies = list(feed_xml.links(parts, "replies", base))
    counts = (feed_xml.count(node.get(_COUNT)) for node, _ in replies)
    feeds = (link for node, link in replies if "xml" in (node.get("type") or ""))
    feed = (feed_xml.address(node, node.text, base) for node in feed_xml.named(parts, "commentrss"))
    published = instant(feed_xml.date(feed_xml.first(parts, "published", "pubdate", "issued", "date", "created")))
    updated = next((found for node, _ in replies if (found := timed((node.get(_UPDATED) or "").strip()))), None)
    listed = feed_xml.number(parts, "comments", "total")
    return FeedEntry(
        url=url,
        title=feed_xml.first(_own(parts), "title"),
        published=utc(published) if published is not None else None,
        comment_count=next((count for count in counts if count is not None), None) if listed is None else listed,
        comments_feed=next(filter(None, feed), None) or next(feeds, None),
        comments_updated=utc(updated) if updated is not None and updated.tzinfo is not None else None,
    )


def _own(parts: Sequence[_Element]) -> list[_Element]:
    """The elements of the feed's own format: others have titles, too, of pictures and authors."""
    return [node for node in parts if str(node.tag).rpartition("}")[0] == str(node.getparent().tag).rpartition("}")[0]]


def _link(parts: Sequence[_Element], base: str) -> str | None:
    """Where an entry is read, or what a feed belongs to; in RSS its name may be that, too."""
    stated = [node for node in feed_xml.named(_own(parts), "link", "guid") if node.get("isPermaLink") != "false"]
    words = (feed_xml.address(node, node.text, base) for node in stated)
    return feed_xml.link(parts, "alternate", base) or next(filter(None, words), None)


_THREADING = "{http://purl.org/syndication/thread/1.0}"
_COUNT, _UPDATED = f"{_THREADING}count", f"{_THREADING}updated"
