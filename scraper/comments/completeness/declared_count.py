"""How many comments a page says that it has: in headings of the thread, links to it, counters, and metadata."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scraper.comments.find.regions import MARK
from scraper.comments.vocabulary.class_names import COMMENTS, ONE_COMMENT, words_of
from scraper.comments.vocabulary.counts import LONGEST_HEADING, WHOLE_COUNT, count_in
from scraper.comments.vocabulary.words import names
from scraper.page.page import Page, ancestors
from scraper.text import squeeze

_COUNTER = names("counter")
_LETTERS_LEFT = names("letters-left")
_HEADING = names("heading") | _COUNTER
_LONGEST_BEFORE = 400  # characters in front of a thread that may belong to it: then comes the article, or teasers


def declared_count(page: Page, regions: Sequence[LexborNode]) -> int | None:
    """How many comments the page says there are. The surest speaks first: the headings of the thread itself."""
    own = {path_of(url) for url in own_addresses(page)}
    for said in _headings(regions, own):
        if (count := count_in(said)) is not None:
            return count
    if linked := [count for said in _links_to_thread(page, regions, own) if (count := _bare_or(said)) is not None]:
        return max(linked)
    sources = (_unfilled(page) if not regions else (), _counters(page, regions, own), _microdata(page), _json_ld(page))
    return next((count for stated in sources if (count := _only(stated)) is not None), None)


def _only(stated: Iterable[object]) -> int | None:
    """The one count that is stated: lists of other articles carry counts of theirs."""
    distinct = {int(text) for text in map(str, stated) if text.isdecimal() and len(text) < 7}
    return distinct.pop() if len(distinct) == 1 else None


def path_of(url: str) -> str:
    """The path and query of an address, by which a page is known to be the same."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.path.rstrip('/')}?{parts.query}"


def own_addresses(page: Page) -> tuple[str, str]:
    """The addresses of a page: the one it was read from, and the one it gives itself."""
    return page.url, page.canonical_url or page.url


def inside_comment(node: LexborNode, regions: Iterable[LexborNode]) -> bool:
    """Whether a node stands in a comment of one of the regions that were read."""
    tops = {region.mem_id for region in regions}
    marked = False
    for around in ancestors(node):
        marked = marked or MARK in around.attributes
        if around.mem_id in tops:
            return marked
    return False


def _bare_or(said: str) -> int | None:
    said = squeeze(said).strip("() ")
    return int(said) if said.isdecimal() and len(said) < 7 else count_in(said)


# --- headings


def _headings(regions: Sequence[LexborNode], own: set[str]) -> Iterator[str]:
    for region in regions:
        for node in region.css("h1, h2, h3, h4, h5, h6, [class*='omment'], [class*='ount'], [class*='ommentar']"):
            if ((node.tag or "")[:1] == "h" or _is_named(node, _HEADING)) and not inside_comment(node, regions):
                yield from _said_by(node, own)
        for node in _before(region):
            yield from _said_by(node, own)


def _unfilled(page: Page) -> Iterator[int]:
    """What headings count in a place for comments that has none: a script fetches them."""
    for place in page.tree.css("#comments, .comments-area"):
        for node in place.css("h1, h2, h3, h4, h5, h6, .comments-title"):
            said = squeeze(node.text(separator=" "))
            if WHOLE_COUNT.match(said) and (count := count_in(said)):
                yield count


def _before(region: LexborNode) -> Iterator[LexborNode]:
    """The elements in front of a region that are short enough to be its heading, nearest first."""
    letters = 0
    for around in islice(takewhile(lambda around: around.tag != "body", ancestors(region)), 4):
        before = around.prev
        while before is not None:
            if before.is_element_node and before.tag not in ("script", "style"):
                letters += len(squeeze(before.text()))
                if letters > _LONGEST_BEFORE:
                    return
                if before.text().strip():
                    yield before
            before = before.prev


def _said_by(node: LexborNode, own: set[str]) -> Iterator[str]:
    """What an element says of a count: as a whole, and in its parts. What is linked elsewhere counts other threads."""
    away = [link for link in (node, *node.css("a[href]")) if link.tag == "a" and _leads_elsewhere(link, own)]
    linked = {part.mem_id for link in away for part in (link, *link.css("*"))}
    for part in (node, *node.css("*")[:12]):
        if part.mem_id in linked:
            continue
        alone = " ".join(child.text() for child in part.iter(include_text=True) if child.is_text_node)
        for said in (alone,) if away else (part.text(separator=" "), alone):
            shown = squeeze(said)
            if shown and len(shown) <= LONGEST_HEADING:
                yield f"{shown} comments" if shown.isdecimal() and _is_named(part, _COUNTER) else shown


def _leads_elsewhere(link: LexborNode, own: set[str]) -> bool:
    href = (link.attributes.get("href") or "").split("#")[0]
    return bool(href) and not href.startswith("javascript:") and path_of(href) not in own


def _is_named(node: LexborNode, words: frozenset[str]) -> bool:
    """Whether a class or the id names comments and one of these words (`comments_count`, `num-comments`)."""
    for token in (*(node.attributes.get("class") or "").split()[:20], node.attributes.get("id") or ""):
        named = words_of(token)
        if not _LETTERS_LEFT.isdisjoint(named):
            return False
        if not words.isdisjoint(named) and not (ONE_COMMENT | COMMENTS).isdisjoint(named):
            return True
    return False


# --- links, counters, metadata


def _links_to_thread(page: Page, regions: Sequence[LexborNode], own: set[str]) -> Iterator[str]:
    """The texts of links to this page's own comments, and of buttons that are nothing but a count of them."""
    for node in page.tree.css("a[href*='#'], a[href^='javascript:'], button"):
        href, _, fragment = (node.attributes.get("href") or "").partition("#")
        if inside_comment(node, regions):
            continue
        if fragment and (not href or path_of(href) in own) and _names_thread(fragment):
            yield node.text(separator=" ")
        elif (not href or href.startswith("javascript:")) and WHOLE_COUNT.match(said := squeeze(node.text())):
            yield said


def _names_thread(fragment: str) -> bool:
    """Whether a fragment leads to the thread as a whole: `comments`, `disqus_thread`, `respond`, not `comment-96`."""
    named = ONE_COMMENT | COMMENTS | {"respond", "kommentare", "forum"}
    return not any(map(str.isdigit, fragment)) and not named.isdisjoint(words_of(fragment))


def _counters(page: Page, regions: Sequence[LexborNode], own: set[str]) -> Iterator[str]:
    """Bare numbers in elements that are named as counters of comments."""
    for node in page.tree.css("[class*='ount'], [id*='ount'], [class*='num'], [id*='num'], [class*='total']"):
        if _is_named(node, _COUNTER) and not inside_comment(node, regions):
            said, around = squeeze(node.text()).strip("()"), node.parent
            linked = around is not None and around.tag == "a" and _leads_elsewhere(around, own)
            if not linked and not node.css("a[href]"):
                yield re.sub(r"(?<=\d)[.,\s](?=\d{3}$)", "", said)


def _microdata(page: Page) -> Iterator[str]:
    for node in page.tree.css("[itemprop=commentCount]"):
        yield node.attributes.get("content") or squeeze(node.text())
    for node in page.tree.css("[itemprop=interactionCount]"):
        kind, _, number = (node.attributes.get("content") or "").strip().partition(":")
        if kind == "UserComments":
            yield number


def _json_ld(page: Page) -> Iterator[object]:
    for entry in page.json_ld:
        yield entry.get("commentCount")
        statistics = entry.get("interactionStatistic")
        for statistic in statistics if isinstance(statistics, list) else [statistics]:
            if isinstance(statistic, dict) and "CommentAction" in str(statistic.get("interactionType")):
                yield statistic.get("userInteractionCount")
