"""What says on a page that its thread goes on elsewhere: links to further comment pages, buttons that load more.

The one place that knows comment pagers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from scraper.comments.completeness.declared_count import inside_comment, own_addresses, path_of
from scraper.comments.completeness.pagination import thread_address
from scraper.comments.find.elements import element_beside
from scraper.comments.vocabulary.class_names import is_hidden, words_of
from scraper.comments.vocabulary.counts import LOADS_MORE
from scraper.comments.vocabulary.words import names
from scraper.page.page import Page
from scraper.text import squeeze
from scraper.urls import absolute_url

_PAGER_HREF = re.compile(r"comment-page-\d+|[?&](?:cpage|commentpage|comment_page|comments_page|cp)=\d+", re.IGNORECASE)

_MORE_HREF = re.compile(r"comment|[?&/](?:page|p|start|offset)[=/-]?\d", re.IGNORECASE)

_ONE_COMMENT_FRAGMENT = re.compile(r"#\D*\d|#respond")

_PAGER_WORDS = names("pager")

_LONGEST_LABEL = 80

_BOARD_PAGERS = ", ".join(
    ("a[rel~=next]", ".pagination a", ".pagenav a", ".PageNav a", ".pageNav a", ".pagelinks a", ".pagination_pages a")
)


def has_pager(page: Page, regions: Sequence[LexborNode], *, is_board: bool = False) -> bool:
    """Whether the page links to further pages of its thread, in either direction. `is_board`: its article is a post."""
    if any(True for _ in _addresses(page, regions)):
        return True
    return (
        is_board
        and bool(regions)
        and any(
            squeeze(link.text()).isdecimal() or "next" in (link.attributes.get("rel") or "").split()
            for link in page.tree.css(_BOARD_PAGERS)
        )
    )


def further_pages(page: Page, regions: Sequence[LexborNode]) -> tuple[str, ...]:
    """The further pages of this very thread: the same address but for the number of the page."""
    own = {thread_address(url) for url in own_addresses(page)}
    addresses = (absolute_url(href, page.base) or "" for href in _addresses(page, regions))
    found = (address.partition("#")[0] for address in addresses)
    return tuple(dict.fromkeys(address for address in found if address and thread_address(address) in own))


def _addresses(page: Page, regions: Sequence[LexborNode]) -> Iterator[str]:
    """Where the page says that more of its thread is, as written."""
    for region in _with_neighbours(regions):
        yield from _pager_links(region, regions, page)
    for address in (page.link("next"), page.link("prev"), *_page_links(page)):
        if address is not None and _is_page_of(address, page):
            yield address


def _is_page_of(address: str | None, page: Page) -> bool:
    """Whether an address is that of a comment page of this page's own thread."""
    if address is None or not _PAGER_HREF.search(address):
        return False
    own = (_PAGER_HREF.sub("", path_of(url)).partition("?")[0].rstrip("/") for url in own_addresses(page))
    return any(path_of(address).startswith(path) for path in own)


def _page_links(page: Page) -> Iterator[str]:
    """Addresses of comment pages anywhere on the page, but for those of single comments."""
    for link in page.tree.css("a[href*='comment-page-'], a[href*='cpage='], a[href*='comments_page=']"):
        href = link.attributes.get("href") or ""
        if not _ONE_COMMENT_FRAGMENT.search(href):
            yield absolute_url(href, page.base) or ""


def loads_more(regions: Sequence[LexborNode]) -> bool:
    """Whether a button or a link in the regions says that it loads or shows more comments."""
    return any(_loads_more(region, regions) for region in regions)


def _with_neighbours(regions: Sequence[LexborNode]) -> Iterable[LexborNode]:
    """The regions, and the elements straight before and after each: pagers often stand there."""
    for region in regions:
        yield region
        for neighbour in (element_beside(region, after=False), element_beside(region, after=True)):
            if neighbour is not None:
                yield neighbour


def _pager_links(region: LexborNode, regions: Sequence[LexborNode], page: Page) -> Iterator[str]:
    inside = any(region.mem_id == read.mem_id for read in regions)
    for link in region.css("a[href]"):
        href = link.attributes.get("href") or ""
        if _ONE_COMMENT_FRAGMENT.search(href) or inside_comment(link, regions):
            continue
        numbered = _PAGER_HREF.search(href) and (inside or _is_page_of(absolute_url(href, page.base), page))
        if numbered or (_in_pager(link, region) and _leads_to_more(link, href, page)):
            yield href


def _leads_to_more(link: LexborNode, href: str, page: Page) -> bool:
    """Whether a link in a pager leads to more of this thread, not to the next or the previous article."""
    if href.startswith(("#", "javascript:")) or _MORE_HREF.search(href) or squeeze(link.text()).isdecimal():
        return True
    return path_of(absolute_url(href, page.base) or "") == path_of(page.url)


def _in_pager(link: LexborNode, region: LexborNode) -> bool:
    """Whether a link stands in an element of the region that is named for paging through comments."""
    around: LexborNode | None = link
    for _ in range(4):
        if around is None or around.mem_id == region.mem_id:
            return False
        attributes = around.attributes
        words: set[str] = set()
        for token in (*(attributes.get("class") or "").split(), attributes.get("id") or ""):
            words.update(words_of(token))
        if {"pager", "pagination", "pagenavi", "paginate"} & words:
            return True
        if _PAGER_WORDS & words and {"comment", "comments"} & words:
            return True
        around = around.parent
    return False


def _loads_more(region: LexborNode, regions: Sequence[LexborNode]) -> bool:
    for node in region.css("a, button, [role=button], .load-more, .show-more"):
        text = squeeze(node.text())
        if not text or len(text) > _LONGEST_LABEL or not LOADS_MORE.search(text):
            continue
        if not inside_comment(node, regions) and not _is_hidden(node, region):
            return True
    return False


def _is_hidden(node: LexborNode, region: LexborNode) -> bool:
    """Whether a browser shows nothing of a button: systems print it, and show it when there is more."""
    around: LexborNode | None = node
    while around is not None and around.mem_id != region.mem_id:
        attributes = around.attributes
        if "hidden" in attributes or is_hidden(attributes.get("style") or "", attributes.get("class") or ""):
            return True
        around = around.parent
    return False
