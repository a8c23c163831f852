"""Whether a page shows its whole thread: what it declares, and what says that there is more.

The one place that knows comment pagers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scraper.comments.words import words_of
from scraper.page import Page
from scraper.pages import FURTHER_PAGES, thread_address, too_few
from scraper.text import absolute_url, squeeze

_COMMENT_WORDS = (
    r"comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|commento|reacties|reactie|komentarz[ey]?"
    r"|kommentarer|responses?|replies|thoughts?|antworten|réponses?|respuestas?|reactions?|kommenttia|комментари\w*"
    r"|コメント|评论|評論|條留言|yorum\w*|hozzászólás\w*|pingbacks?|discussions?|meinungen"
)
_COUNT = re.compile(
    rf"(?<![\d.,/:])(\d{{1,3}}(?:[.,  ]\d{{3}})+|\d{{1,6}})\s*(?:\+\s*)?(?:[^\W\d]+\s)?(?:{_COMMENT_WORDS})(?!\w)",
    re.IGNORECASE,
)
_COUNT_AFTER = re.compile(rf"^\W*(?:{_COMMENT_WORDS})\s*[:(\[–-]?\s*(\d{{1,6}})\s*[)\]]?\s*$", re.IGNORECASE)
_ONE = re.compile(
    r"^\W*(?:one|a single|ein|eine|einen|un|une|uno|una|um|een|jeden|один)\s(?:[^\W\d]+\s)?"
    rf"(?:{_COMMENT_WORDS})(?!\w)",
    re.IGNORECASE,
)
_PAGER_HREF = re.compile(r"comment-page-\d+|[?&](?:cpage|commentpage|comment_page|comments_page|cp)=\d+", re.IGNORECASE)
_MORE_HREF = re.compile(r"comment|[?&/](?:page|p|start|offset)[=/-]?\d", re.IGNORECASE)
_ONE_COMMENT_FRAGMENT = re.compile(r"#\D*\d|#respond")
_PAGER_WORDS = frozenset(
    "pager pagination paginate paging pages pagenavi navigation nav previous next older newer".split()
)
_MORE_TEXT = re.compile(
    r"\b(?:load|show|view|see|more|all|older|newer|previous|weitere|mehr|alle|ältere|neuere|plus de|voir|afficher"
    r"|autres|más|ver|cargar|mostrar|altri|carica|meer|więcej|показать|загрузить|ещё)\b.{0,30}"
    rf"\b(?:{_COMMENT_WORDS})\b|^(?:load more|mehr laden|mehr anzeigen|show more)\W*$",
    re.IGNORECASE,
)
_LONGEST_LABEL = 80

_EMBEDS = (
    (
        "Disqus",
        re.compile(r"disqus\.com/embed\.js|disqus_shortname|data-disqus|disqus\.com/count", re.IGNORECASE),
        "#disqus_thread",
    ),
    ("Facebook", re.compile(r"connect\.facebook\.net", re.IGNORECASE), ".fb-comments, fb\\:comments"),
    ("IntenseDebate", re.compile(r"intensedebate\.com", re.IGNORECASE), "#idc-container, #IDCommentsNewThread"),
    ("Isso", re.compile(r"data-isso|embed\.min\.js", re.IGNORECASE), "#isso-thread"),
    ("Remark42", re.compile(r"remark_config|remark42", re.IGNORECASE), "#remark42"),
    ("Commento", re.compile(r"commento\.js|comentario\.js", re.IGNORECASE), "#commento, comentario-comments"),
    ("utterances", re.compile(r"utteranc\.es/client", re.IGNORECASE), ".utterances, script[src*='utteranc.es']"),
    ("giscus", re.compile(r"giscus\.app/client", re.IGNORECASE), ".giscus, script[src*='giscus.app']"),
    ("Discourse", re.compile(r"DiscourseEmbed", re.IGNORECASE), "#discourse-comments"),
    ("Livefyre", re.compile(r"livefyre", re.IGNORECASE), "#livefyre-comments"),
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """What the page declares, whether the thread is whole (None: cannot be judged), and why it is not known to be.

    `pages` are the addresses of further pages of comments that the page links.
    """

    declared_count: int | None
    complete: bool | None
    reason: str | None
    pages: tuple[str, ...] = ()


def judge(page: Page, regions: Sequence[LexborNode], count: int) -> Completeness:
    """Judge a page before its regions are taken out. `count` is how many comments were read, of every kind."""
    declared = declared_count(page, regions)
    reason = None
    if not page.whole:
        reason = "the page breaks off"
    elif any(_has_pager(region, page) for region in _with_neighbours(regions)):
        reason = FURTHER_PAGES
    elif declared is not None and count < declared:
        reason = too_few(declared, count)
    elif declared is None and any(_loads_more(region) for region in regions):
        reason = "a button loads more comments"
    elif not regions and (embed := _embed(page)):
        reason = f"the thread is loaded by a script ({embed})"
        if declared == 0:  # printed by the server, or a place holder that the script fills: nobody can tell
            return Completeness(declared, None, reason)
    if reason is not None:
        return Completeness(declared, False, reason, _further_pages(regions, page))
    if regions or declared == 0:
        return Completeness(declared, True, None)
    return Completeness(declared, None, "no comments found on the page")


def declared_count(page: Page, regions: Sequence[LexborNode]) -> int | None:
    """How many comments the page says there are: in the thread's headings, in links to it, in its metadata."""
    for text in _headings(regions):
        count = count_in(text)
        if count is not None:
            return count
    counts = [count for text in _links_to_thread(page) if (count := _count_in_link(text)) is not None]
    if counts:
        return max(counts)
    for entry in page.json_ld:
        value = entry.get("commentCount")
        if isinstance(value, int | str) and str(value).isdecimal() and len(str(value)) < 7:
            return int(value)
    return None


def count_in(text: str) -> int | None:
    """The count in a heading such as "74 commentaires", "Comments (3)" or "Ein Kommentar"."""
    text = squeeze(text)
    if len(text) > 2 * _LONGEST_LABEL:
        return None
    found = _COUNT.search(text) or _COUNT_AFTER.match(text)
    if found is not None:
        return int(re.sub(r"\D", "", found[1]))
    return 1 if _ONE.match(text) else None


def _count_in_link(text: str) -> int | None:
    text = squeeze(text)
    return int(text) if text.isdecimal() and len(text) < 7 else count_in(text)


def _headings(regions: Iterable[LexborNode]) -> Iterable[str]:
    for region in regions:
        for node in region.css(
            "h1, h2, h3, h4, h5, h6, .comments-title, .comment-count, .comments-count, .comments-header"
        ):
            if not _inside_comment(node):
                yield node.text(separator=" ")
        before = region.prev
        for _ in range(6):
            if before is None:
                break
            if before.is_element_node:
                if before.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "a"):
                    yield before.text(separator=" ")
                break
            before = before.prev


def _links_to_thread(page: Page) -> Iterable[str]:
    """The texts of links to this page's own comments."""
    own = {_path(page.url), _path(page.canonical_url or page.url)}
    for node in page.tree.css('a[href*="#comments"], a[href*="#disqus_thread"], a[href*="#respond"]'):
        href = (node.attributes.get("href") or "").split("#")[0]
        if not href or _path(href) in own:
            yield node.text(separator=" ")


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.path.rstrip('/')}?{parts.query}"


def _inside_comment(node: LexborNode) -> bool:
    from scraper.comments.regions import MARK

    around: LexborNode | None = node
    while around is not None:
        if MARK in around.attributes:
            return True
        around = around.parent
    return False


def _with_neighbours(regions: Sequence[LexborNode]) -> Iterable[LexborNode]:
    """The regions, and the elements straight before and after each: pagers often stand there."""
    for region in regions:
        yield region
        for neighbour in (_element(region, "prev"), _element(region, "next")):
            if neighbour is not None:
                yield neighbour


def _element(node: LexborNode, direction: str) -> LexborNode | None:
    other: LexborNode | None = getattr(node, direction)
    while other is not None and not other.is_element_node:
        other = getattr(other, direction)
    return other


def _has_pager(region: LexborNode, page: Page) -> bool:
    return any(True for _ in _pager_links(region, page))


def _pager_links(region: LexborNode, page: Page) -> Iterator[str]:
    """The links that lead to more of the thread, as written."""
    for link in region.css("a[href]"):
        href = link.attributes.get("href") or ""
        if _ONE_COMMENT_FRAGMENT.search(href) or _inside_comment(link):
            continue
        if _PAGER_HREF.search(href) or (_in_pager(link, region) and _leads_to_more(link, href, page)):
            yield href


def _further_pages(regions: Sequence[LexborNode], page: Page) -> tuple[str, ...]:
    """The further pages of this very thread: the same address but for the number of the page."""
    own = {thread_address(page.url), thread_address(page.canonical_url or page.url)}
    found: dict[str, None] = {}
    for region in _with_neighbours(regions):
        for href in _pager_links(region, page):
            address = (absolute_url(href, page.base) or "").partition("#")[0]
            if address and thread_address(address) in own:
                found.setdefault(address)
    return tuple(found)


def _leads_to_more(link: LexborNode, href: str, page: Page) -> bool:
    """Whether a link in a pager leads to more of this thread, not to the next or the previous article."""
    if href.startswith(("#", "javascript:")) or _MORE_HREF.search(href) or squeeze(link.text()).isdecimal():
        return True
    return _path(absolute_url(href, page.base) or "") == _path(page.url)


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


def _loads_more(region: LexborNode) -> bool:
    for node in region.css("a, button, [role=button], .load-more, .show-more"):
        text = squeeze(node.text())
        if text and len(text) <= _LONGEST_LABEL and _MORE_TEXT.search(text) and not _inside_comment(node):
            return True
    return False


def _embed(page: Page) -> str | None:
    """The name of a system whose script would fill the page's thread in a browser."""
    html: str | None = None
    for name, script, place in _EMBEDS:
        if page.tree.css_first(place) is None:
            continue
        if html is None:
            html = page.tree.html or ""
        if script.search(html):
            return name
    return None
