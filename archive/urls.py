"""Which address is which: the spelling that is stored, and the one that is compared."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from scraper.urls import normal_url

_TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga)(=|$)", re.IGNORECASE
)
"""Parameters that tell where a reader came from, never which page it is."""


@lru_cache(maxsize=4096)
def url_key(url: str) -> str:
    """An address as compared: without scheme, `www.`, default port, fragment, closing slash and tracking parameters.

    Whether http and https, with and without `www.` and slash are one page is not certain (RFC 3986 leaves it open),
    but on blogs they are, and an article that moved from one to the other must stay one article.
    """
    parts = urlsplit(normal_url(url))
    if parts.scheme not in ("http", "https"):
        return parts.geturl().partition("#")[0]
    path = parts.path.rstrip("/")
    query = "&".join(field for field in parts.query.split("&") if not _TRACKING.match(field))
    return f"{site_host(url)}{path}?{query}" if query else f"{site_host(url)}{path}"


def site_host(url: str) -> str:
    """The host that an address belongs to (with a port that is not the default one), in lower case, without `www.`"""
    return urlsplit(normal_url(url)).netloc.rpartition("@")[2].removeprefix("www.")


def host_of(stated: str) -> str:
    """The host that a person states, as sites are stored."""
    return stated.lower().removeprefix("www.")


def is_root(url: str) -> bool:
    """Whether it is a site's own address: that of its home page."""
    return not {"/", "?"} & set(url_key(url))


def trusts_canonical(url: str, canonical: str | None) -> bool:
    """Whether a canonical link may name the page: it stays on the site and does not point at the site's root."""
    if not canonical or urlsplit(canonical).scheme not in ("http", "https"):
        return False
    parts = urlsplit(canonical)
    return site_host(canonical) == site_host(url) and bool(parts.path.strip("/") or parts.query)
