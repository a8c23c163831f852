"""What a page of a WordPress says of its site: where its interface for programs is, and which post the page shows.

Written after WordPress's own sources (`rest_output_link_wp_head`, `wp_shortlink_wp_head`, `get_body_class`,
`comment_id_fields`, `rsd_link`). Themes and plugins leave out some of these, so each is looked for in several places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from scraper.text import absolute_url

if TYPE_CHECKING:
    from scraper.page import Page

API = "https://api.w.org/"
"""The link relation of a site's REST API (REST API Handbook, "Discovery")."""

_NUMBER = re.compile(r"[1-9]\d{0,11}")
_ROUTE_OF_POST = re.compile(r"/wp/v2/[a-z0-9_-]{1,40}/(\d+)/?$")
_BODY_CLASS = re.compile(r"(?:postid|page-id|attachmentid)-(\d+)")
_POST = ("p", "page_id", "attachment_id")
_DISQUS_IDENTIFIER = re.compile(r"""["'](\d{1,12}) https?:[^"'\s]{1,300}[?&](?:p|page_id)=(\d{1,12})["']""")
"""As the Disqus plugin makes it: the post's number, and its `guid`, in which the number stands once more."""
_ENTRANCES = re.compile(r"(?:wp-comments-post|xmlrpc)\.php$")
"""Files in WordPress's own folder that its pages name: where comments are sent, and where pingbacks are."""


def api_root(page: Page) -> str | None:
    """The address that routes of the REST API are added to (see `route`); None where nothing speaks of WordPress.

    As the page or its answer states it, else the form that works with any setting, below WordPress's own folder.
    """
    stated = page.link(API) or _header_link(page, API)
    if stated is not None:
        return stated
    for address in _entrances(page):
        parts = urlsplit(address)
        if _ENTRANCES.search(parts.path):
            folder = parts.path.rpartition("/")[0]
            return urlunsplit((parts.scheme, parts.netloc, f"{folder}/", urlencode({"rest_route": "/"}, safe="/"), ""))
    return None


def route(root: str, path: str, **query: object) -> str:
    """The address of a route, also where the API stands in a parameter (`/?rest_route=/`, without pretty addresses)."""
    parts = urlsplit(root)
    given = parse_qsl(parts.query, keep_blank_values=True)
    if any(name == "rest_route" for name, _ in given):
        given = [(name, f"{value.rstrip('/')}/{path}" if name == "rest_route" else value) for name, value in given]
        place = parts.path
    else:
        place = f"{parts.path.rstrip('/')}/{path}"
    asked = urlencode([*given, *((name, str(value)) for name, value in query.items())], safe="/,")
    return urlunsplit((parts.scheme, parts.netloc, place, asked, ""))


def post_number(page: Page) -> str | None:
    """The number of the post that a page shows; None where it shows none, or says of several."""
    return next(_numbers(page), None)


def _numbers(page: Page) -> Iterator[str]:
    for field in page.tree.css('input[name="comment_post_ID"]'):
        yield from _only(field.attributes.get("value"))
    stated = [*page.links.get("alternate", ()), *_header_links(page, "alternate")]
    for address in stated:
        parts = urlsplit(address)
        found = _ROUTE_OF_POST.search(dict(parse_qsl(parts.query)).get("rest_route", parts.path))
        yield from _only(found and found[1])
    own = urlsplit(page.url).hostname
    for address in (*page.links.get("shortlink", ()), *_header_links(page, "shortlink")):
        parts = urlsplit(address)
        if parts.hostname == own:  # another host's numbers are not this site's
            query = dict(parse_qsl(parts.query))
            yield from _only(next((query[name] for name in _POST if name in query), None))
    body = page.tree.body
    for word in ((body.attributes.get("class") or "") if body is not None else "").split():
        found = _BODY_CLASS.fullmatch(word)
        yield from _only(found and found[1])
    yield from _told_to_disqus(page)


def _told_to_disqus(page: Page) -> Iterator[str]:
    for script in page.tree.css("script:not([src])"):
        for found in _DISQUS_IDENTIFIER.finditer(script.text(deep=True)):
            if found[1] == found[2]:
                yield found[1]


def _only(text: str | None) -> Iterator[str]:
    if text is not None and _NUMBER.fullmatch(text.strip()):
        yield text.strip()


def _entrances(page: Page) -> Iterator[str]:
    for form in page.tree.css('form[action*="wp-comments-post.php"]'):
        yield from filter(None, [absolute_url(form.attributes.get("action"), page.base)])
    yield from page.links.get("pingback", ())
    for address in page.links.get("edituri", ()):
        yield address.partition("?")[0]


def _header_link(page: Page, relation: str) -> str | None:
    return next(_header_links(page, relation), None)


def _header_links(page: Page, relation: str) -> Iterator[str]:
    """The addresses that the answer's Link header gives for a relation (RFC 8288)."""
    stated = page.headers.get("link", "")
    if not 0 < len(stated) <= 8192:
        return
    from requests.utils import parse_header_links  # heavy, and most pages come without

    for link in parse_header_links(stated):
        if relation in link.get("rel", "").lower().split() and link.get("url"):
            yield urljoin(page.url, link["url"])
