"""Blogger: the feed of one post's comments, with all its pages.

Sources: Blogger's documentation of its feeds (`max-results`, `start-index`), and such a feed. Removed comments are in
it, marked as such; whom a comment answers stands in a link to that one's entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from scraper.channels import feed
from scraper.urls import absolute_url, site_host

if TYPE_CHECKING:
    from scraper.channels.base import Kept, Reading
    from scraper.channels.session import Web
    from scraper.page.page import Page
    from scraper.thread import Embed

PER_PAGE = 200
"""Entries that are asked for at once; the service gives fewer where it will."""

_FEED = re.compile(r"/feeds/(?:\d{5,25}/)?(?P<post>\d{5,25})/comments/default/?$")
_LINKS = ('link[href*="/comments/default"]', 'a[href*="/comments/default"]')
"""Where pages link such feeds, the surest first."""
_POST_ID = re.compile(r"""['"]?postId['"]?\s{0,5}:\s{0,5}['"](\d{5,25})['"]""")


def find(page: Page) -> dict[str, str] | None:
    """The feed that the page links for its own post, else one made of the number of the post.

    A link to a feed of several posts is no such feed: its path has no number of a post. Nor are links to those of
    several posts, as lists of posts have them, or from an article to another blog's.
    """
    for links in _LINKS:
        feeds = dict(_feeds(page, links))
        if feeds:
            (post, url), *others = feeds.items()
            return {"url": url, "post": post} if not others else None
    number = _post_id(page)
    return {"url": urljoin(page.url, f"/feeds/{number}/comments/default"), "post": number} if number else None


def read(embed: Embed, web: Web) -> Reading:
    """All pages of the feed."""
    query = urlencode({"max-results": PER_PAGE})
    return feed.read(replace(embed, facts={"url": f"{embed.facts['url']}?{query}"}), web)


def again(kept: Kept) -> Reading:
    """The pages of the feed."""
    return feed.again(kept)


def _feeds(page: Page, links: str) -> Iterator[tuple[str, str]]:
    """The numbers of the posts whose feeds a page links, each with its feed's address."""
    for node in page.tree.css(links):
        url = absolute_url(node.attributes.get("href"), page.base)
        found = _FEED.search(urlsplit(url).path) if url else None
        is_own = node.tag == "link" or _is_blogger(page) or (url and site_host(url) == site_host(page.url))
        if url and found and is_own:
            yield found["post"], url.partition("?")[0]


def _is_blogger(page: Page) -> bool:
    return "blogger" in (page.meta("generator") or "").lower()


def _post_id(page: Page) -> str | None:
    """The number of the post that a page of Blogger shows; None on pages of several posts, and of other systems."""
    if not _is_blogger(page):
        return None
    marked = {node.attributes.get("content") or "" for node in page.tree.css('meta[itemprop="postId"]')}
    if not marked:
        scripts = (node.text(deep=True) for node in page.tree.css("script"))
        marked = {number for text in scripts if "postId" in text for number in _POST_ID.findall(text)}
    return next(iter(marked)) if len(marked) == 1 and next(iter(marked)).isdecimal() else None
