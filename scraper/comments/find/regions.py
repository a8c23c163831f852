"""Which parts of a page hold its comments."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.comments.find import outline
from scraper.comments.find.candidates import ARTICLE, Candidate, find_nodes
from scraper.comments.find.outline import Element, first_within, is_holder, token_role
from scraper.comments.find.parents import find_parents, stated_parent
from scraper.comments.vocabulary.class_names import PING, words_of

MARK = "data-afterword-comment"  # set on every element that is a comment, to its place among the comments of its region
_COMMENT_LINK = re.compile(r"^([^#]*)#(?:[a-z-]*comment|c|cmt|dsq-comment)[-_]?(\d\w*)", re.IGNORECASE)
_COMMENT_QUERY = re.compile(r"[?&](?:show|reply|c)?(?:comment|tocom|page)\w*=[^&#]*", re.IGNORECASE)
SHARE_OF_STRANGERS = 0.6  # of comments that link to other pages' comments: from this share on, they are no thread
MOST_LOOKED_AT = 50  # comments of one region whose links are looked at to tell that


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page that holds comments: its node, and the comments marked in it, in reading order."""

    node: LexborNode
    comments: Sequence[Candidate]


_Group = tuple[int, list[Candidate]]  # where a region stands among the elements, and its comments


def find_regions(
    tree: LexborHTMLParser, selector: str | None = None, *, without: LexborNode | None = None
) -> list[Region]:
    """Find the regions that hold comments, in the page's order, and mark the comments in them.

    `selector` is a comment system's own word for what a comment is; without it the words of ids and classes decide.
    `without` is a node that the selector matches and that is no comment.
    """
    if tree.body is None:
        return []
    for marked in tree.body.css(f"[{MARK}]"):  # by an earlier attempt that came to nothing
        del marked.attrs[MARK]
    elements = outline.scan(tree.body)
    chosen = {node.mem_id for node in tree.body.css(selector)} if selector else None
    if chosen is not None and without is not None:
        chosen.discard(without.mem_id)
    kept = find_nodes(elements, chosen)
    find_parents(kept, elements)
    regions = _grouped(kept, elements)
    if not selector:
        regions = _most_telling([(top, _coherent(members, elements)) for top, members in regions])
        regions = [each for each in regions if not is_about_other_pages([own.position for own in each[1]], elements)]
        regions = _without_copies(regions, elements)
    for _, members in regions:
        for place, candidate in enumerate(members):
            element = elements[candidate.position]
            element.node.attrs[MARK] = str(place)
            candidate.answers, candidate.is_ping = stated_parent(element), _is_ping(candidate, elements)
    return [Region(elements[top].node, members) for top, members in regions]


def _grouped(kept: Sequence[Candidate], elements: Sequence[Element]) -> list[_Group]:
    """Group the comments by the part of the page that holds them."""
    siblings = Counter(elements[candidate.position].parent for candidate in kept)
    articles = outline.positions_of(ARTICLE, elements) if kept else []
    holders: dict[int, int | None] = {}  # by the parent of a comment
    groups: dict[int, list[Candidate]] = {}
    tops: dict[int, int] = {}  # position of a comment → its region
    for candidate in kept:
        above, parent = candidate.nearest_kept(), elements[candidate.position].parent
        if above is None and parent not in holders:
            holders[parent] = _holder_from(parent, elements, articles, is_list=siblings[parent] > 1)
        top = tops[above.position] if above is not None else holders[parent]
        tops[candidate.position] = candidate.position if top is None else top
        groups.setdefault(tops[candidate.position], []).append(candidate)
    alone = [top for top in groups if tops.get(top) == top]
    if len(alone) > 1 and (common := _around_all(alone, elements, articles)) is not None:
        groups.setdefault(common, []).extend(candidate for top in alone for candidate in groups.pop(top))
        groups[common].sort(key=lambda candidate: candidate.position)
    return _outermost(groups, elements)


def _around_all(positions: Sequence[int], elements: Sequence[Element], articles: Sequence[int]) -> int | None:
    """The innermost element around comments that stand in wrappers of their own; None where it holds the article."""
    holding = (each for each in outline.around(positions[0], elements) if elements[each].end > positions[-1])
    innermost = next(holding, None)
    return innermost if innermost and not _holds_article(innermost, elements, articles) else None


def _holder_from(parent: int, elements: Sequence[Element], articles: Sequence[int], *, is_list: bool) -> int | None:
    """The outermost holder of comments from `parent` upwards that does not hold the article too.

    Without one, the parent of several comments, or a list; else None: the comment stands alone.
    """
    best = None
    for position in (parent, *outline.around(parent, elements)) if parent > 0 else ():
        if is_holder(elements[position]):
            if _holds_article(position, elements, articles):
                break
            best = position
    if best is None and parent > 0 and (is_list or elements[parent].tag in ("ul", "ol", "dl")):
        return None if _holds_article(parent, elements, articles) else parent
    return best


def _holds_article(position: int, elements: Sequence[Element], articles: Sequence[int]) -> bool:
    return first_within(articles, position, elements[position].end) is not None


def _outermost(groups: dict[int, list[Candidate]], elements: Sequence[Element]) -> list[_Group]:
    """Join groups whose regions lie inside one another."""
    joined: list[_Group] = []
    for top in sorted(groups):
        if joined and top < elements[joined[-1][0]].end:
            joined[-1][1].extend(groups[top])
        else:
            joined.append((top, list(groups[top])))
    return joined


def is_about_other_pages(positions: Sequence[int], elements: Sequence[Element]) -> bool:
    """Whether the comments link to comments on several other pages, as lists of recent comments do.

    An address that carries the comment's own number (`/comment/96#comment-96`) is no page of its own; but the number
    of one of a blog's first comments may stand in the address of the page, too (`/2026/11/`).
    """
    looked_at = positions[:MOST_LOOKED_AT]
    linked = _pages_linked(looked_at, elements)
    places = list(linked)
    firsts = (first_within(places, position, elements[position].end) for position in looked_at)
    pages = [linked[places[first]] for first in firsts if first is not None]
    distinct = min(len({page for page in alike if page}) for alike in zip(*pages, strict=True)) if pages else 0
    return distinct >= 2 and distinct >= SHARE_OF_STRANGERS * len(looked_at)


def _pages_linked(comments: Sequence[int], elements: Sequence[Element]) -> dict[int, tuple[str, str]]:
    """For each link to a comment in these comments, by its position, the page: as written, and without the number."""
    linked: dict[int, tuple[str, str]] = {}
    for position in range(comments[0], max(elements[comment].end for comment in comments)):
        if elements[position].tag == "a":
            href = elements[position].node.attributes.get("href") or ""
            if found := _COMMENT_LINK.match(href):
                page = _COMMENT_QUERY.sub("", found[1])
                linked[position] = page, page.replace(found[2], "")
    return linked


def _coherent(members: list[Candidate], elements: Sequence[Element]) -> list[Candidate]:
    """Of one region's candidates those that are made alike: tabs, notes and previews beside them are no comments.

    Where some have numbers, the others must share a class with them; else all must share one with the most common
    make, or be made of the same parts. Pingbacks are often printed in their own way.
    """
    numbered = [candidate for candidate in members if candidate.number is not None]
    makes = Counter(candidate.signature for candidate in numbered or members)
    most_common = makes.most_common(1)[0][0]
    tags = {tag for make in makes for tag in make} if numbered else set(most_common)
    says = {token for token in tags if token not in outline.NODE_TAGS}
    made_of = _parts_of(next(candidate for candidate in members if candidate.signature == most_common), elements)
    return [
        candidate
        for candidate in members
        if (candidate.number is not None and numbered)
        or (not numbered and made_of & _parts_of(candidate, elements))
        or (says & candidate.signature if says else candidate.signature == most_common)
        or _is_ping(candidate, elements)
    ]


def _parts_of(candidate: Candidate, elements: Sequence[Element]) -> set[str]:
    """The classes of the elements in it that are named as parts of a comment."""
    inside = range(candidate.position + 1, min(elements[candidate.position].end, candidate.position + 40))
    return {token for position in inside for token in elements[position].classes if token_role(token) == "part"}


def _is_ping(candidate: Candidate, elements: Sequence[Element]) -> bool:
    element = elements[candidate.position]
    tokens = [*element.classes, *elements[element.parent].classes, elements[element.parent].identity]
    return any(not PING.isdisjoint(words_of(token)) for token in tokens)


def _without_copies(regions: list[_Group], elements: Sequence[Element]) -> list[_Group]:
    """A comment whose number stands in two regions is shown twice: the copy in the smaller one is taken away."""
    seen: set[str] = set()
    copies: set[int] = set()
    for _, members in sorted(regions, key=lambda region: -len(region[1])):
        copies.update(id(candidate) for candidate in members if candidate.number in seen)
        seen.update(candidate.number for candidate in members if candidate.number is not None)
    for _, members in regions:
        for candidate in members:
            if id(candidate) in copies and not candidate.below:
                elements[candidate.position].node.decompose()
    left = [(top, [candidate for candidate in members if id(candidate) not in copies]) for top, members in regions]
    return [(top, members) for top, members in left if members]


def _most_telling(regions: list[_Group]) -> list[_Group]:
    """Where one region's comments have numbers, regions without are copies, tabs or menus; so with class names."""

    def tells(members: Sequence[Candidate]) -> int:
        if any(candidate.number is not None for candidate in members):
            return 2
        return int(any(candidate.signature - outline.NODE_TAGS for candidate in members))

    best = max((tells(members) for _, members in regions), default=0)
    return [(top, members) for top, members in regions if members and tells(members) == best]
