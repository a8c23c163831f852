"""Which address is which: the spelling that is stored, and the one that is compared."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from scraper.urls import normal_url

_TRACKING = r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga)(?:=.*)?"
"""Parameters that tell where a reader came from, never which page it is."""

_VIEW = (
    r"(?:replytocom|showcomment|cpage|comment_?page|amp|noamp|print|printable)(?:=.*)?|m=[01]|nb=1|share=[a-z-]*"
    r"|output=amp|view=print"
)
"""Parameters by which blogs show one article in another way: with a form below a comment, a page of its comments, for
phones, for printers, after it was shared (WordPress with Jetpack and AMP, Blogger)."""

_BY_TRACKING = re.compile(_TRACKING, re.IGNORECASE)
_ASIDE = re.compile(f"{_TRACKING}|{_VIEW}", re.IGNORECASE)
_VIEW_PATH = re.compile(r"(?:(?<=[^/])/comment-page-\d{1,6}|(?<=[^/])/amp|/index\.(?:html?|php))$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def url_key(url: str) -> str:
    """An address as compared: without scheme, `www.`, default port, fragment, closing slash, tracking parameters, and
    what shows the same article in another way.

    Whether http and https, with and without `www.` and slash are one page is not certain (RFC 3986 leaves it open),
    but on blogs they are, and an article that moved from one to the other must stay one article.
    """
    return _key(url, _ASIDE, _VIEW_PATH)


def former_key(url: str) -> str:
    """The key of an address as it was up to schema 11: digests that were made of it cannot be made anew."""
    return _key(url, _BY_TRACKING, None)


def plain(url: str) -> str:
    """An address without tracking parameters and those that show the article in another way, else as it is spelled."""
    head, _, query = url.partition("?")
    query, hash_, fragment = query.partition("#")
    kept = "&".join(field for field in query.split("&") if not _ASIDE.fullmatch(field))
    return f"{head}?{kept}{hash_}{fragment}" if kept else f"{head}{hash_}{fragment}"


def _key(url: str, aside: re.Pattern[str], tail: re.Pattern[str] | None) -> str:
    parts = urlsplit(normal_url(url))
    if parts.scheme not in ("http", "https"):
        return parts.geturl().partition("#")[0]
    path = parts.path.rstrip("/")
    while tail is not None and (shorter := tail.sub("", path).rstrip("/")) != path:
        path = shorter
    query = "&".join(field for field in parts.query.split("&") if not aside.fullmatch(field))
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
