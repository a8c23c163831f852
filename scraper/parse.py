"""From bytes to a thread: the order in which a page is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from scraper.article.metadata import Statements
from scraper.article.overrides import hinted, take_noise
from scraper.article.reader import read_article
from scraper.channels.registry import embeds_of
from scraper.comments.reader import read_comments
from scraper.comments.systems import ArticleHints, System
from scraper.errors import NotAPage
from scraper.evidence import Evidence
from scraper.page.page import read_page
from scraper.page.sniff import kind_of
from scraper.site_rules import parser_version
from scraper.text_dump import read_dump
from scraper.thread import Channel, Thread
from scraper.times import utc
from scraper.urls import site_host


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
    `fetched_at` the time of the visit (UTC), `rules` what people wrote for some sites (scraper.site_rules.load): the
    first that fits has its say before everything else. A text that is not HTML is read as a dump of a page. Raises a
    ParseError that says what is wrong with the page.
    """
    return inspect(data, url, headers=headers, fetched_at=fetched_at, rules=rules).thread


@dataclass(frozen=True, slots=True)
class Inspection:
    """A thread and how it was read: the regions it stood in, and for each field how it was found.

    `rule` is the one of the rules given that the page was read by.
    """

    thread: Thread
    regions: tuple[str, ...] = ()
    article_evidence: Mapping[str, Evidence] = field(default_factory=dict)
    comment_evidence: tuple[Mapping[str, Evidence], ...] = ()
    rule: System | None = None


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
    at = utc(fetched_at) if isinstance(fetched_at, datetime) else fetched_at
    kind = kind_of(data, content_type)
    if kind == "text":
        return Inspection(read_dump(data, url, content_type, at))
    if kind != "html":
        raise NotAPage(f"{url} is {_WHAT_IT_IS.get(kind, kind)}, not a page")
    page = read_page(data, url, headers)
    embeds = embeds_of(page)  # before readers take parts out of the tree
    reading = read_comments(page, rules or (), embeds)
    hints = reading.rule.article if reading.rule is not None else ArticleHints()
    take_noise(page, hints)
    statements = Statements(page)
    article, ruled = hinted(page, read_article(page, statements), hints)
    system, judged, canonical = reading.system, reading.completeness, page.canonical_url
    thread = Thread(
        url=page.url,
        article=article,
        comments=reading.comments,
        canonical_url=canonical,
        site=statements.site or urlsplit(canonical or page.url).hostname,
        fetched_at=at,
        system=system.name if system else None,
        id_system=(system.id_system if system else None) or ("page" if reading.comments else None),
        id_scope=_id_scope(canonical or page.url, system) if reading.comments else None,
        declared_count=judged.declared_count,
        complete=judged.complete,
        incomplete=judged.incomplete,
        channels=(Channel("page", at, judged.complete, len(reading.comments)),),
        pages=judged.pages,
        embeds=embeds,
        parser=parser_version(url, rules or ()),
    )
    evidence = {**{name: how for name, (_, how) in statements.found.items()}, **ruled}
    return Inspection(thread, reading.regions, evidence, reading.evidence, reading.rule)


_WHAT_IT_IS = {"binary": "binary data", "feed": "a feed", "sitemap": "a sitemap", "xml": "an XML document"}


def _id_scope(url: str, system: System | None) -> str:
    """Where the comments' ids are unique: in the site for a known system, else only on the page."""
    host = site_host(url)
    if system is not None and system.id_system:
        return host
    parts = urlsplit(url)
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")
