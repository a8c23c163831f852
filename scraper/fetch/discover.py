"""What a feed lists: the pages to scrape, and what it says of their comments."""

from __future__ import annotations

import calendar
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from scraper.fetch.clock import utc
from scraper.fetch.errors import BadFeed, InvalidUrl
from scraper.fetch.urls import DEFAULT_PORTS, shown, split
from scraper.kind import kind_of, look, root_start

MAX_ENTRIES = 1000
MAX_FEED_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One page that a feed lists. `published` is UTC; `comment_count` and `comments_feed` as the feed states them."""

    url: str
    title: str | None = None
    published: str | None = None
    comment_count: int | None = None
    comments_feed: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed: its title, the site it belongs to, its entries in its order."""

    title: str | None
    link: str | None
    entries: tuple[FeedEntry, ...]


def read_feed(data: bytes, url: str, headers: Mapping[str, str] | None = None) -> Feed:
    """Read an RSS or Atom feed had from `url`. Entries without an http(s) address, and repeated ones, are left out.

    BadFeed when the bytes are no feed or define entities (nested ones grow to gigabytes).
    Counts: `slash:comments` (RSS) and `thr:total` (RFC 4685). Comment feeds: `wfw:commentRss`, `link rel=replies`.
    """
    import feedparser

    _refuse_unfit(data, url)
    given = {name.lower(): value for name, value in (headers or {}).items()}
    told = {"content-location": url, "content-type": given.get("content-type", "application/xml")}
    found = feedparser.parse(
        io.BytesIO(data), response_headers=told, resolve_relative_uris=False, sanitize_html=False
    )  # BytesIO: feedparser opens what looks to it like an address or a file
    if not found.get("version") and not found.entries:
        raise BadFeed(f"{shown(url)}: not an RSS or Atom feed")
    entries: dict[str, FeedEntry] = {}
    for raw in found.entries[:MAX_ENTRIES]:
        entry = _entry(raw, url)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    return Feed(_line(found.feed.get("title")), _web(found.feed.get("link"), url), tuple(entries.values()))


def _refuse_unfit(data: bytes, url: str) -> None:
    kind = kind_of(data)
    if kind != "feed":
        raise BadFeed(f"{shown(url)}: not an RSS or Atom feed but {kind}")
    if len(data) > MAX_FEED_BYTES:
        raise BadFeed(f"{shown(url)}: the feed is larger than {MAX_FEED_BYTES:,} bytes")
    text = look(data[:262_144]) or ""
    if "<!entity" in text[: root_start(text)].lower():
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
        comment_count=_count(raw.get("slash_comments") or raw.get("thr_total")),
        comments_feed=_web(raw.get("wfw_commentrss"), base) or _web(next(iter(feeds), None), base),
    )


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
