"""What a page of a WordPress says of its site: where its interface for programs is, and which post the page shows.

Written after WordPress's own sources (`rest_output_link_wp_head`, `wp_oembed_add_discovery_links`, `rsd_link`,
`wp_shortlink_wp_head`, `get_body_class`, `comment_id_fields`). Themes and plugins leave out some of these, so each is
looked for in several places.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from scraper.page.page import Page
from scraper.urls import absolute_url

API = "https://api.w.org/"
"""The link relation of a site's REST API (REST API Handbook, "Discovery")."""

_NUMBER = re.compile(r"[1-9]\d{0,11}")

_ROUTE_OF_POST = re.compile(r"/wp/v2/(?!(?:users|categories|tags|comments)/)[a-z0-9_-]{1,40}/(\d+)/?$")

_BODY_CLASS = re.compile(r"(?:postid|page-id|attachmentid)-(\d+)")

_OF_SEVERAL = frozenset({"archive", "blog", "search", "error404"})
"""Classes that WordPress gives the body of pages of several posts: whatever number they state is no post's."""

_POST = ("p", "page_id", "attachment_id")

_DISQUS_IDENTIFIER = re.compile(r"""["'](\d{1,12}) https?:[^"'\s]{1,300}[?&](?:p|page_id)=(\d{1,12})["']""")
"""As the Disqus plugin makes it: the post's number, and its `guid`, in which the number stands once more."""

_ROUTES = re.compile(r"(.*?(?:/|rest_route=/))(?:wp/v2/|oembed/1\.0/)")
"""An address of one of its routes, the root in front of it."""

_ROOT_IN_SCRIPT = re.compile(r"""["'](https?://[^"'\s?#]{1,300}?/wp-json/)""")
"""As plugins tell it to their scripts."""

LONGEST_HEADER = 8_192
"""Characters of a Link header that are read."""

_LINK = re.compile(r'<([^<>]*)>((?:"[^"]*"|[^"<>,])*)')

_RELATION = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s";,]+))', re.IGNORECASE)


def api_root(page: Page) -> str | None:
    """The address that routes of the REST API are added to (see `route`); None where the page tells none.

    Themes and plugins like to leave out the link that states it, and leave others that lead there.
    """
    return _linked_root(page) or next(_roots_in_scripts(page), None)


def is_wordpress(page: Page) -> bool:
    """Whether a page says that WordPress made it: asked of every page, so by links and the like alone."""
    if "wordpress" in (page.meta("generator") or "").lower() or _linked_root(page) is not None:
        return True
    if page.tree.css_first('form[action*="wp-comments-post.php"], input[name="comment_post_ID"]') is not None:
        return True
    files = (*page.links.get("pingback", ()), *page.links.get("edituri", ()))
    return any(urlsplit(address).path.endswith("/xmlrpc.php") for address in files)


def _linked_root(page: Page) -> str | None:
    others = (_ROUTES.match(unquote(address)) for address in _links(page, "alternate"))
    roots = (absolute_url(found[1], page.base) for found in others if found is not None)
    return next(_links(page, API), None) or next(filter(None, roots), None)


def _roots_in_scripts(page: Page) -> Iterator[str]:
    own = {urlsplit(address).hostname for address in (page.url, page.canonical_url) if address}
    for text in _scripts(page):
        for told in _ROOT_IN_SCRIPT.finditer(text):
            root = absolute_url(told[1], page.base)
            if root is not None and urlsplit(root).hostname in own:
                yield root


def route(root: str, path: str, **query: object) -> str:
    """The address of a route, also where the API stands in a parameter (`/?rest_route=/`, without pretty addresses)."""
    parts = urlsplit(root)
    given = parse_qsl(parts.query, keep_blank_values=True)
    if any(name == "rest_route" for name, _ in given):
        given = [(name, f"{value.rstrip('/')}/{path}" if name == "rest_route" else value) for name, value in given]
        place = parts.path
    else:
        place = f"{parts.path.rstrip('/')}/{path}"
    asked = urlencode([*given, *query.items()], safe="/,")
    return urlunsplit((parts.scheme, parts.netloc, place, asked, ""))


def post_number(page: Page) -> str | None:
    """The number of the post that a page shows; None where it shows none, or says of several."""
    stated = (text.strip() for text in _numbers(page) if text)
    return next((number for number in stated if _NUMBER.fullmatch(number)), None)


def _numbers(page: Page) -> Iterator[str | None]:
    """What stands where a page states its number, the surest first."""
    classes = (page.tree.body.attributes.get("class") or "").split() if page.tree.body is not None else []
    posts = [found[1] for word in classes if (found := _BODY_CLASS.fullmatch(word)) is not None]
    if not posts and not _OF_SEVERAL.isdisjoint(classes):
        return
    for field in page.tree.css('input[name="comment_post_ID"]'):
        yield field.attributes.get("value")
    for address in map(urlsplit, _links(page, "alternate")):
        found = _ROUTE_OF_POST.search(dict(parse_qsl(address.query)).get("rest_route", address.path))
        yield found[1] if found is not None else None
    for address in map(urlsplit, _links(page, "shortlink")):
        if address.hostname == urlsplit(page.url).hostname:  # another host's numbers are not this site's
            query = dict(parse_qsl(address.query))
            yield next((query[name] for name in _POST if name in query), None)
    yield from posts
    for text in _scripts(page):
        yield from (number for number, once_more in _DISQUS_IDENTIFIER.findall(text) if number == once_more)


def _scripts(page: Page) -> Iterator[str]:
    """The scripts that stand in the page, the slashes of their JSON made plain."""
    for script in page.tree.css("script:not([src])"):
        yield script.text(deep=True).replace("\\/", "/")


def _links(page: Page, relation: str) -> Iterator[str]:
    """The addresses that a page links for a relation: in its head, then in the answer's Link header (RFC 8288)."""
    yield from page.links.get(relation, ())
    for target, parameters in _LINK.findall(page.headers.get("link", "")[:LONGEST_HEADER]):
        stated = _RELATION.search(parameters)
        url = absolute_url(target.strip(), page.url)
        if url and stated is not None and relation in (stated[1] or stated[2]).lower().split():
            yield url
