"""What a feed lists: the pages to scrape, and what it says of their comments."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from scraper.errors import BadFeed, InvalidUrl
from scraper.page.sniff import kind_of, prologue
from scraper.times import utc
from scraper.urls import DEFAULT_PORTS, shown, split

MAX_ENTRIES = 1000

_LONG_NAME = re.compile(
    rb"(<(?:[\w.-]{1,40}:)?(?:author|creator|contributor|publisher|owner|managingeditor|webmaster|name|email)\b[^<>]{0,500}>)"
    rb"(?:<!\[CDATA\[)?[^<]{1000,}+",
    re.IGNORECASE,
)
"""What nobody is called: feedparser looks for mail addresses in it, in a time that grows with its square."""

MAX_FEED_BYTES = 20 * 1024 * 1024


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
    """Read an RSS or Atom feed had from `url`. Entries without an http(s) address, and repeated ones, are left out.

    BadFeed when they are none that may be read (`refuse_no_feed`).
    Counts: `slash:comments` (RSS), `thr:total` and `thr:count` (RFC 4685); dates of the last comment: `thr:updated`.
    Comment feeds: `wfw:commentRss`, `link rel=replies`.
    """
    import feedparser

    refuse_no_feed(data, url)
    given = {name.lower(): value for name, value in (headers or {}).items()}
    told = {"content-location": url, "content-type": given.get("content-type", "application/xml")}
    try:
        found = feedparser.parse(
            io.BytesIO(_LONG_NAME.sub(rb"\1", data)),
            response_headers=told,
            resolve_relative_uris=False,
            sanitize_html=False,
        )  # BytesIO: feedparser opens what looks to it like an address or a file
    except (ValueError, LookupError, AssertionError) as error:  # what it does not foresee in feeds that are damaged
        raise BadFeed(f"{shown(url)}: the feed cannot be read ({type(error).__name__})") from error
    if not found.get("version") and not found.entries:
        raise BadFeed(f"{shown(url)}: not an RSS or Atom feed")
    entries: dict[str, FeedEntry] = {}
    for raw in found.entries[:MAX_ENTRIES]:
        entry = _entry(raw, url)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    further = (link.get("href") for link in found.feed.get("links", []) if link.get("rel") == "next")
    return Feed(
        _line(found.feed.get("title")),
        _web(found.feed.get("link"), url),
        tuple(entries.values()),
        next=_web(next(further, None), url),
        generator=_line(found.feed.get("generator")),
    )


def refuse_no_feed(data: bytes, url: str) -> None:
    """BadFeed when the bytes are no feed, too large, or define entities (nested ones grow to gigabytes)."""
    kind = kind_of(data)
    if kind != "feed":
        raise BadFeed(f"{shown(url)}: not an RSS or Atom feed but {kind}")
    if len(data) > MAX_FEED_BYTES:
        raise BadFeed(f"{shown(url)}: the feed is larger than {MAX_FEED_BYTES:,} bytes")
    if "<!entity" in prologue(data):
        raise BadFeed(f"{shown(url)}: the feed defines XML entities, which feeds have no use for; it is not read")


def _entry(raw: Any, base: str) -> FeedEntry | None:
    url = _web(raw.get("feedburner_origlink"), base) or _web(raw.get("link"), base)
    if url is None:
        return None
    parsed = raw.get("published_parsed")
    replies = [link for link in raw.get("links", []) if link.get("rel") == "replies"]
    feeds = [link.get("href") for link in replies if "xml" in link.get("type", "")]
    return FeedEntry(
        url=url,
        title=_line(raw.get("title")),
        published=_utc(parsed) if parsed else None,
        comment_count=_count(raw.get("slash_comments") or raw.get("thr_total") or _told(replies, "thr:count")),
        comments_feed=_web(raw.get("wfw_commentrss"), base) or _web(next(iter(feeds), None), base),
        comments_updated=_moment(_told(replies, "thr:updated")),
    )


def _told(links: Iterable[Mapping[str, Any]], name: str) -> str | None:
    """An attribute of RFC 4685 on the first link that has it."""
    return next((value for link in links if isinstance(value := link.get(name), str)), None)


def _moment(stated: str | None) -> str | None:
    """An RFC 3339 date as UTC; None when it is none."""
    if stated is None:
        return None
    try:
        moment = datetime.fromisoformat(stated.strip())
        return utc(moment.timestamp()) if moment.tzinfo is not None else None
    except (ValueError, OverflowError, OSError):
        return None


def _web(value: Any, base: str) -> str | None:
    """An absolute http(s) address, or None."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        url = urljoin(base, value.strip())
        return url if split(url).scheme in DEFAULT_PORTS and split(url).netloc else None
    except (InvalidUrl, ValueError):
        return None


def _line(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _count(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def _utc(parsed: Any) -> str | None:
    try:
        return utc(calendar.timegm(parsed))
    except (ValueError, OverflowError, OSError):
        return None
