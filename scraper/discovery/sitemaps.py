"""Sitemaps (sitemaps.org protocol 0.9): lists of a site's pages, and indexes of such lists."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.discovery.feed_xml import name, own, root_of
from scraper.errors import BadFeed, InvalidUrl
from scraper.page.sniff import kind_of, prologue
from scraper.urls import DEFAULT_PORTS, normalise, shown, site_host, split

GZIP = b"\x1f\x8b"

MAX_BYTES = 50 * 1024 * 1024
"""Of one sitemap, uncompressed: what the protocol allows."""
MAX_PAGES = 50_000
"""Of one sitemap, or sitemaps of one index: what the protocol allows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page that a sitemap lists; `modified` as stated (a W3C date), if it is."""

    url: str
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap lists, or the sitemaps that an index does."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(data: bytes, url: str) -> Sitemap:
    """Read a sitemap or sitemap index fetched from `url`, compressed or not.

    Only addresses on the sitemap's own host count (`www.` left aside), as the protocol demands; each comes once.
    BadFeed when the bytes are no sitemap, too large, or define entities (nested ones grow to gigabytes).
    """
    data = inflated(data, url)
    if (found := kind_of(data)) != "sitemap":
        raise BadFeed(f"{shown(url)}: not a sitemap but {found}")
    if "<!doctype" in prologue(data):
        raise BadFeed(f"{shown(url)}: the sitemap has a document type, which sitemaps have no use for; it is not read")
    pages: dict[str, Listed] = {}
    sitemaps: dict[str, None] = {}
    for element in root_of(data, url).iter():
        if (kind := name(element)) not in ("url", "sitemap"):
            continue
        stated = {name(part): (part.text or "").strip() for part in own(element)}
        address = _own(stated.get("loc", ""), url)
        if address is None:
            continue
        if kind == "url" and len(pages) < MAX_PAGES:
            pages.setdefault(address, Listed(address, stated.get("lastmod") or None))
        elif kind == "sitemap" and len(sitemaps) < MAX_PAGES:
            sitemaps.setdefault(address)
    return Sitemap(tuple(pages.values()), tuple(sitemaps))


def kind_inside(data: bytes, url: str, content_type: str | None = None) -> str:
    """The kind of a document; of a compressed one that of what is in it. BadFeed as `inflated`."""
    return kind_of(inflated(data, url) if data.startswith(GZIP) else data, content_type)


def inflated(data: bytes, url: str) -> bytes:
    """The bytes of a file that may be compressed with gzip (RFC 1952). BadFeed when it is damaged or too large."""
    if data.startswith(GZIP):
        stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            data = stream.decompress(data, MAX_BYTES + 1)
        except zlib.error as error:
            raise BadFeed(f"{shown(url)}: the compressed sitemap is damaged ({error})") from None
        if len(data) <= MAX_BYTES and not stream.eof:
            raise BadFeed(f"{shown(url)}: the compressed sitemap ends before its end; try again later")
    if len(data) > MAX_BYTES:
        raise BadFeed(f"{shown(url)}: the sitemap is larger than {MAX_BYTES:,} bytes, which none may be")
    return data


def _own(address: str, base: str) -> str | None:
    """The address normalised, where it is one and on the sitemap's own host."""
    try:
        if split(address).scheme not in DEFAULT_PORTS:
            return None
        found = normalise(address)
    except InvalidUrl:
        return None
    return found if site_host(found) == site_host(base) or not site_host(base) else None


def stated_in_robots(text: str, base: str) -> Iterator[str]:
    """The `Sitemap:` lines of a robots.txt: addresses, wherever they stand in it."""
    for line in text.removeprefix("\N{BYTE ORDER MARK}").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon and name.strip().lower() == "sitemap" and (address := _own(value.strip(), base)) is not None:
            yield address
