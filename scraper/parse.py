"""From bytes to a thread: the order in which a page is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scraper.article import read_article
from scraper.comments.reader import Reading, read_comments
from scraper.comments.systems import System
from scraper.dump import read_dump
from scraper.errors import NotAPage
from scraper.kind import kind_of
from scraper.metadata import Statements
from scraper.page import Page, read_page
from scraper.thread import Article, Channel, Thread


def parse(
    data: bytes,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | str | None = None,
    rules: Sequence[System] | None = None,
) -> Thread:
    """Read a page: the article and the comments below it.

    `data` are the bytes as they came, `url` the address they came from, `headers` the HTTP headers of the answer,
    `fetched_at` the time of the visit (UTC), `rules` comment systems to ask before the known ones. A text that is not
    HTML is read as a dump of a page. Raises a ParseError that says what is wrong with the page.
    """
    return inspect(data, url, headers=headers, fetched_at=fetched_at, rules=rules).thread


@dataclass(frozen=True, slots=True)
class Inspection:
    """A thread and how it was read: the regions it stood in, and for each field the rule and the text it came from."""

    thread: Thread
    regions: tuple[str, ...] = ()
    article_notes: Mapping[str, str] = field(default_factory=dict)
    comment_notes: tuple[Mapping[str, str], ...] = ()


def inspect(
    data: bytes,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | str | None = None,
    rules: Sequence[System] | None = None,
) -> Inspection:
    """Read a page as `parse` does, and tell how it was read."""
    content_type = next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), None)
    kind = kind_of(data, content_type)
    if kind == "text":
        return Inspection(read_dump(data, url, content_type, _moment(fetched_at)))
    if kind != "html":
        raise NotAPage(f"{url} is {_WHAT_IT_IS[kind]}, not a page")
    page = read_page(data, url, headers)
    reading = read_comments(page, rules or ())
    said = Statements(page)
    thread = _thread(page, reading, read_article(page, said), said.site, _moment(fetched_at))
    return Inspection(thread, reading.regions, said.notes, reading.notes)


_WHAT_IT_IS = {
    "empty": "empty",
    "binary": "no text",
    "feed": "a feed",
    "sitemap": "a sitemap",
    "xml": "an XML document",
}


def _thread(page: Page, reading: Reading, article: Article, site: str | None, fetched_at: str | None) -> Thread:
    canonical = page.canonical_url
    system = reading.system
    judged = reading.completeness
    return Thread(
        url=page.url,
        article=article,
        comments=reading.comments,
        canonical_url=canonical,
        site=site or urlsplit(canonical or page.url).hostname,
        fetched_at=fetched_at,
        system=system.name if system else None,
        id_system=(system.id_system if system else None) or ("page" if reading.comments else None),
        id_scope=_id_scope(canonical or page.url, system) if reading.comments else None,
        declared_count=judged.declared_count,
        complete=judged.complete,
        incomplete_reason=judged.reason,
        channels=(Channel("page", fetched_at, judged.complete, len(reading.comments)),),
        pages=judged.pages,
    )


def _id_scope(url: str, system: System | None) -> str:
    """Where the comments' ids are unique: in the site for a known system, else only on the page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if system is not None and system.id_system:
        return host
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def _moment(time: datetime | str | None) -> str | None:
    if isinstance(time, datetime):
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return time
