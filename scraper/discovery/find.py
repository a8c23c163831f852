"""What an address is, and what to watch there: a feed, a sitemap, an archive page, or one page."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from scraper.discovery.archive_pages import FEW, read_archive_page
from scraper.discovery.feeds import Feed, read_feed
from scraper.discovery.sitemaps import kind_inside, read_sitemap, stated_in_robots
from scraper.errors import Cancelled, NotAPage, ScraperError
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.response import Response
from scraper.page.page import Page, read_page
from scraper.text import squeeze
from scraper.urls import absolute_url, normalise, origin, shown

Kind = Literal["feed", "sitemap", "archive", "page"]

MOST_FEEDS = 4
"""Feeds of one page that are tried, and sitemaps of one site."""
MOST_FEED_PAGES = 2000
"""Pages of one feed: a blog that wrote every day for fifty years has fewer."""

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/xml")
_OF_COMMENTS = re.compile(
    r"comment|kommentar|comentario|comentário|comentari|commenti|reactie|komentarz|komment|комментари|コメント|评论|評論",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What to watch; of kind 'archive' is a page that names posts.

    `listed` is how many pages it lists (of an index of sitemaps: how many sitemaps), None for a page. `home` is the
    page that led to it; `older` the address of a feed's entries before these, `site` that of the site it belongs to;
    `note` a remark for the user.
    """

    kind: Kind
    url: str
    title: str | None = None
    listed: int | None = None
    home: str | None = None
    older: str | None = None
    site: str | None = None
    note: str | None = None


def find(fetcher: Fetcher, url: str, *, single: bool = False) -> Finding:
    """Fetch an address and decide what to watch: of a home page its feed, else its sitemap, else the page itself.

    Where a home page itself names posts, it is watched for these.

    `single`: the page itself, whatever it is part of. Raises FetchError or ParseError.
    """
    response = fetcher.get(url)
    here = response.final_url
    found = _listing(response)
    if found is not None:
        return found
    if kind_inside(response.body, here, response.content_type) != "html":
        raise NotAPage(f"{shown(here)}: neither a page nor a feed nor a sitemap")
    page = read_page(response.body, here, response.headers)
    title = squeeze(page.meta("og:site_name") or page.title) or None
    feeds = feeds_of(page)
    if single or not _is_home(page, feeds):
        note = None if single or not feeds else f"its blog has a feed: {feeds[0]}"
        return Finding("page", here, squeeze(page.meta("og:title") or page.title) or None, note=note)
    found = next(_lists(fetcher, "feed", feeds, here), None)
    found = found or next(_lists(fetcher, "sitemap", sitemaps_of(fetcher, here), here), None)
    if found is not None:
        return found
    posts = read_archive_page(response.body, here, response.headers).pages
    if len(posts) >= FEW:
        note = "no feed and no sitemap found; watched for the posts that it names"
        return Finding("archive", here, title, len(posts), note=note)
    return Finding("page", here, title, note="no feed and no sitemap found; only this page is watched")


def feeds_of(page: Page) -> list[str]:
    """The feeds that a page names (`link rel=alternate`), those of comments left out; each once, in its order."""
    found: dict[str, None] = {}
    for node in page.tree.css("link[rel][href]"):
        attributes = node.attributes
        relations = (attributes.get("rel") or "").lower().split()
        kind = (attributes.get("type") or "").partition(";")[0].strip().lower()
        title, href = attributes.get("title") or "", absolute_url(attributes.get("href"), page.base)
        is_feed = "alternate" in relations and kind in _FEED_TYPES
        if is_feed and href and not (_OF_COMMENTS.search(title) or _OF_COMMENTS.search(urlsplit(href).path)):
            found[href] = None
    return list(found)


def sitemaps_of(fetcher: Fetcher, url: str) -> list[str]:
    """The addresses where a site's sitemaps are: those its robots.txt names, else `/sitemap.xml`."""
    stated: dict[str, None] = {}
    with _passed_over():
        stated = dict.fromkeys(stated_in_robots(fetcher.robots_text(url), url))
    return list(stated) or [f"{origin(normalise(url))}/sitemap.xml"]


def older_page(feed: Feed, url: str) -> str | None:
    """The address of the entries before those of a feed fetched from `url`; None if none is stated.

    As the feed says (RFC 5005); WordPress says nothing, and pages its feeds by the parameter `paged`.
    """
    if feed.next is not None:
        return feed.next
    if not feed.entries or "wordpress" not in (feed.generator or "").lower():
        return None
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    number = query.get("paged", "1")
    if not number.isdecimal() or int(number) >= MOST_FEED_PAGES:
        return None
    return urlunsplit(parts._replace(query=urlencode({**query, "paged": int(number) + 1})))


def history_of(fetcher: Fetcher, found: Finding) -> list[tuple[Kind, str]]:
    """The lists that hold the older pages of what was found: the site's sitemaps, and the feed's next page.

    Where there is neither, the pages of its archive, which lead to each other. A list is named only where it is there
    now. Raises Cancelled alone.
    """
    sitemaps = _lists(fetcher, "sitemap", sitemaps_of(fetcher, found.home or found.url))
    lists: list[tuple[Kind, str]] = [("sitemap", each.url) for each in sitemaps if each.url != found.url]
    if found.older is not None:
        lists.append(("feed", found.older))
    return lists or [("archive", url) for url in _archive_of(fetcher, found)]


def _archive_of(fetcher: Fetcher, found: Finding) -> Iterable[str]:
    """Where to begin with the archive pages of a blog: at its home page; of one that is watched itself at the next."""
    if found.kind == "page":
        return ()
    home = found.url if found.kind == "archive" else found.home or found.site or origin(normalise(found.url))
    with _passed_over():
        response = fetcher.get(home)
        named = read_archive_page(response.body, response.final_url, response.headers)
        if found.kind == "archive":
            return named.lists
        if named.pages or named.lists:
            return (response.final_url,)
    return ()


def _lists(fetcher: Fetcher, kind: Kind, addresses: Iterable[str], home: str | None = None) -> Iterator[Finding]:
    """The feeds, or the sitemaps, that are at the first few of some addresses; what is not there is passed over."""
    for address in islice(addresses, MOST_FEEDS):
        with _passed_over():
            found = _listing(fetcher.get(address), home)
            if found is not None and found.kind == kind:
                yield found


@contextmanager
def _passed_over() -> Iterator[None]:
    """Go on where something cannot be had: of what is announced the next may be there."""
    try:
        yield
    except Cancelled:
        raise
    except ScraperError:
        pass


def _listing(response: Response, home: str | None = None) -> Finding | None:
    url = response.final_url
    kind = kind_inside(response.body, url, response.content_type)
    if kind == "feed":
        feed = read_feed(response.body, url, response.headers)
        return Finding("feed", url, feed.title, len(feed.entries), home, older_page(feed, url), feed.link)
    if kind == "sitemap":
        sitemap = read_sitemap(response.body, url)
        return Finding("sitemap", url, None, len(sitemap.pages) + len(sitemap.sitemaps), home)
    return None


def _is_home(page: Page, feeds: list[str]) -> bool:
    """Whether a page is that of a blog, not of one article: by its place, by what it calls itself, by its feed's place.

    A blog's feed stands below its home page (`/blog/feed/`); the feed that an article names stands elsewhere.
    """
    if not urlsplit(page.url).path.strip("/"):
        return True
    stated = page.meta("og:type")
    if stated is not None:
        return stated.lower() in ("website", "blog")
    place = page.url.rstrip("/") + "/"
    return any(urljoin(page.url, feed).startswith(place) for feed in feeds)
