"""What says on a page that its thread goes on elsewhere: links to further comment pages, buttons that load more.

The one place that knows comment pagers.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from scraper.comments.completeness.declared_count import inside_comment, own_addresses, path_of
from scraper.comments.completeness.pagination import thread_address
from scraper.comments.find.outline import element_beside
from scraper.comments.vocabulary.class_names import is_hidden, words_of
from scraper.comments.vocabulary.counts import LOADS_MORE
from scraper.comments.vocabulary.words import names
from scraper.page.page import Page, ancestors
from scraper.text import squeeze
from scraper.urls import absolute_url

_PAGER_HREF = re.compile(r"comment-page-\d+|[?&](?:cpage|commentpage|comment_page|comments_page|cp)=\d+", re.IGNORECASE)
_MORE_HREF = re.compile(r"comment|[?&/](?:page|p|start|offset)[=/-]?\d", re.IGNORECASE)
_ONE_COMMENT_FRAGMENT = re.compile(r"#[^#\d]*\d|#respond")
_PAGER_WORDS = names("pager")
_LONGEST_LABEL = 80

_BOARD_PAGERS = ", ".join(
    ("a[rel~=next]", ".pagination a", ".pagenav a", ".PageNav a", ".pageNav a", ".pagelinks a", ".pagination_pages a")
)


def has_pager(page: Page, regions: Sequence[LexborNode], *, is_board: bool = False) -> bool:
    """Whether the page links to further pages of its thread, in either direction. `is_board`: its article is a post."""
    if any(True for _ in _addresses(page, regions)):
        return True
    links = page.tree.css(_BOARD_PAGERS) if is_board and regions else ()
    return any(
        squeeze(link.text()).isdecimal() or "next" in (link.attributes.get("rel") or "").split() for link in links
    )


def further_pages(page: Page, regions: Sequence[LexborNode]) -> tuple[str, ...]:
    """The further pages of this very thread: the same address but for the number of the page."""
    own = {thread_address(url) for url in own_addresses(page)}
    addresses = (absolute_url(href, page.base) or "" for href in _addresses(page, regions))
    found = (address.partition("#")[0] for address in addresses)
    return tuple(dict.fromkeys(address for address in found if address and thread_address(address) in own))


def _addresses(page: Page, regions: Sequence[LexborNode]) -> Iterator[str]:
    """Where the page says that more of its thread is, as written: in a region and straight beside it, or anywhere."""
    for region in regions:
        beside = (element_beside(region, after=False), element_beside(region, after=True))
        for around in (region, *filter(None, beside)):
            for link in around.css("a[href]"):
                if _is_page_link(link, around, regions, page):
                    yield link.attributes.get("href") or ""
    links = page.tree.css("a[href*='comment-page-'], a[href*='cpage='], a[href*='comments_page=']")
    linked = (href for link in links if not _ONE_COMMENT_FRAGMENT.search(href := link.attributes.get("href") or ""))
    for address in (page.link("next"), page.link("prev"), *(absolute_url(href, page.base) for href in linked)):
        if address is not None and _is_page_of(address, page):
            yield address


def _is_page_link(link: LexborNode, around: LexborNode, regions: Sequence[LexborNode], page: Page) -> bool:
    """Whether a link in a region or beside one leads to a comment page; in a pager, to more of this thread."""
    href = link.attributes.get("href") or ""
    if _ONE_COMMENT_FRAGMENT.search(href) or inside_comment(link, regions):
        return False
    address = absolute_url(href, page.base) or ""
    is_read = any(around.mem_id == region.mem_id for region in regions)
    if _PAGER_HREF.search(href) and (is_read or _is_page_of(address, page)):
        return True
    # Pagers lead to the next article, too.
    leads_on = href.startswith(("#", "javascript:")) or _MORE_HREF.search(href) or squeeze(link.text()).isdecimal()
    return bool(leads_on or path_of(address) == path_of(page.url)) and _in_pager(link, around)


def _is_page_of(address: str, page: Page) -> bool:
    """Whether an address is that of a comment page of this page's own thread."""
    if not _PAGER_HREF.search(address):
        return False
    own = (_PAGER_HREF.sub("", path_of(url)).partition("?")[0].rstrip("/") for url in own_addresses(page))
    return any(path_of(address).startswith(path) for path in own)


def _in_pager(link: LexborNode, region: LexborNode) -> bool:
    """Whether a link stands in an element of the region that is named for paging through comments."""
    for around in islice(ancestors(link, region), 4):
        attributes = around.attributes
        tokens = (*(attributes.get("class") or "").split(), attributes.get("id") or "")
        words = {word for token in tokens for word in words_of(token)}
        of_comments = _PAGER_WORDS & words and {"comment", "comments"} & words
        if of_comments or {"pager", "pagination", "pagenavi", "paginate"} & words:
            return True
    return False


def loads_more(regions: Sequence[LexborNode]) -> bool:
    """Whether a button or a link in the regions says that it loads or shows more comments."""
    for region in regions:
        for node in region.css("a, button, [role=button], .load-more, .show-more"):
            says_so = len(shown := squeeze(node.text())) <= _LONGEST_LABEL and LOADS_MORE.search(shown)
            if says_so and not inside_comment(node, regions) and not any(map(_is_hidden, ancestors(node, region))):
                return True
    return False


def _is_hidden(node: LexborNode) -> bool:
    """Whether a browser shows nothing of an element: systems print buttons that they show when there is more."""
    attributes = node.attributes
    return "hidden" in attributes or is_hidden(attributes.get("style") or "", attributes.get("class") or "")
