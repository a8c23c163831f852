"""Which elements of a page are comments, and which part of the page is the thread.

One scan over the tree classes every element by the words of its id and classes: one comment, a holder of comments, or
neither. Of several elements that belong to one comment (`li#li-comment-96 > article#comment-96 > div.comment-body`)
the outermost stands for it, since replies hang inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.comments.words import (
    AREA,
    COMMENTS,
    CONTAINER,
    ELSEWHERE,
    FIELD,
    FORM,
    ITEM,
    ONE_COMMENT,
    PING,
    REPLY_LIST,
    words_of,
)

MARK = "data-afterword-comment"
"""Set on every element that is a comment, so that it is found again after the region went through BeautifulSoup."""

_NODE_TAGS = frozenset("li div article section dl dd tr td table tbody blockquote".split())
_HOLDER_TAGS = frozenset("ul ol div section article aside main td table tbody form footer dl".split())
_NUMBERED = re.compile(
    r"(?:^|[-_:])(?:[a-z]+-)?(?:[a-z]*comment|kommentar|commentaire|comentario|commento|comm|[a-z]*cmt|pingback|trackback|reaction)"
    r"[-_:]?(?:id|no|nr)?[-_:#=]?(?P<number>\d[\w.-]{0,80}|[0-9a-f]{4,}-[\w-]{4,60})$",
    re.IGNORECASE,
)
_NUMBERED_OTHERWISE = re.compile(
    r"^(?:[a-z]{1,12}[-_])?(?:message|msg|post|answer|response|reply)[-_]?(?P<number>\d{2,25})$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^c?(\d{5,25})$")
_NUMBER_ATTRIBUTES = ("data-comment-id", "data-commentid", "data-cid")
_COMMENT_LINK = re.compile(r"^([^#]*)#(?:[a-z-]*comment|c|cmt|dsq-comment)[-_]?\d", re.IGNORECASE)
_COMMENT_QUERY = re.compile(r"[?&](?:show|reply|c)?(?:comment|tocom|page)\w*=[^&#]*", re.IGNORECASE)
_ARTICLE = "h1, [itemprop=articleBody], .entry-content, .post-content, .article-content, .post-body, .article-body"

SHARE_OF_STRANGERS = 0.6
"""From this share on, comments whose links lead to other pages' comments make a list of recent comments, no thread."""

MOST_LOOKED_AT = 50
"""Comments of one region whose links are looked at to tell that."""


@dataclass(slots=True)
class Element:
    """An element in reading order: `end` is the position behind its last descendant, `text` the letters in it."""

    node: LexborNode
    parent: int
    tag: str
    identity: str
    classes: tuple[str, ...]
    end: int = 0
    text: int = 0


@dataclass(slots=True)
class Candidate:
    """An element that may be a comment; `above` is the nearest candidate around it."""

    position: int
    number: str | None
    signature: frozenset[str]
    above: Candidate | None = None
    below: list[Candidate] = field(default_factory=list)
    dropped: bool = False

    def nearest_kept(self) -> Candidate | None:
        above = self.above
        while above is not None and above.dropped:
            above = above.above
        return above


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page that holds comments, and how many are marked in it."""

    node: LexborNode
    count: int


def find_regions(tree: LexborHTMLParser, selector: str | None = None) -> list[Region]:
    """Find the regions that hold comments, in the page's order, and mark the comments in them.

    `selector` is a comment system's own word for what a comment is; without it the words of ids and classes decide.
    """
    if tree.body is None:
        return []
    elements = _scan(tree.body)
    if selector:
        chosen = {node.mem_id for node in tree.body.css(selector)}
        candidates = [
            Candidate(position, _number(element), frozenset())
            for position, element in enumerate(elements)
            if element.node.mem_id in chosen
        ]
        _link(candidates, elements)
    else:
        candidates = _candidates(elements)
        _link(candidates, elements)
        _drop_holders(candidates)
        _drop_wrappers(candidates, elements)
    kept = [candidate for candidate in candidates if not candidate.dropped]
    if not selector:
        _climb(kept, elements)
    regions = _regions(kept, elements)
    if not selector:
        regions = _most_telling([(top, _coherent(members, elements)) for top, members in regions])
        regions = [(top, members) for top, members in regions if not _is_about_other_pages(members, elements)]
    for _, members in regions:
        for candidate in members:
            elements[candidate.position].node.attrs[MARK] = candidate.number or ""
    return [Region(elements[top].node, len(members)) for top, members in regions]


def _scan(body: LexborNode) -> list[Element]:
    """Every element of the body in reading order."""
    elements: list[Element] = []
    open_at: list[tuple[int | None, int]] = []  # (identity of the node, position) of the ancestors
    letters = 0

    def close() -> None:
        closed = elements[open_at.pop()[1]]
        closed.end, closed.text = len(elements), letters - closed.text

    for node in body.traverse(include_text=True):
        parent = node.parent
        above = parent.mem_id if parent is not None else None
        while open_at and open_at[-1][0] != above:
            close()
        if not node.is_element_node:
            letters += len((node.text_content or "").strip()) if node.is_text_node else 0
            continue
        attributes = node.attributes
        classes = tuple((attributes.get("class") or "").split()[:40])
        position = open_at[-1][1] if open_at else -1
        open_at.append((node.mem_id, len(elements)))
        elements.append(Element(node, position, node.tag or "", attributes.get("id") or "", classes, text=letters))
    while open_at:
        close()
    return elements


# --- what an element says of itself


def _number(element: Element) -> str | None:
    """The comment's own number in an id such as `li-comment-96`, or in a data attribute."""
    if found := _NUMBERED.search(element.identity):
        return found["number"]
    attributes = element.node.attributes
    for name in _NUMBER_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value and len(value) <= 80 and " " not in value:
            return value
    return None


def _token_role(token: str) -> str | None:
    """What one class or id says: `comment`, `holder`, `part`, `form`, `elsewhere` or nothing."""
    words = words_of(token)
    if not FORM.isdisjoint(words):
        return "form"
    one, many = not ONE_COMMENT.isdisjoint(words), not COMMENTS.isdisjoint(words)
    if not (one or many):
        return None
    if "form" in words:
        return "form"
    if not ELSEWHERE.isdisjoint(words):
        return "elsewhere"
    if not FIELD.isdisjoint(words):
        return "holder" if many and AREA.issuperset(FIELD.intersection(words)) else "part"
    if not ITEM.isdisjoint(words):
        return "comment"
    if many or not CONTAINER.isdisjoint(words) or not REPLY_LIST.isdisjoint(words):
        return "holder"
    return "comment"


def _roles(element: Element) -> set[str | None]:
    return {_token_role(token) for token in (*element.classes, element.identity) if token}


def _is_holder(element: Element) -> bool:
    return element.tag in _HOLDER_TAGS and "holder" in _roles(element)


def _candidates(elements: Sequence[Element]) -> list[Candidate]:
    found: list[Candidate] = []
    skip_to = area_end = 0
    for position, element in enumerate(elements):
        if position < skip_to:
            continue
        roles = _roles(element)
        if roles & {"elsewhere", "form"} and element.tag != "body":
            skip_to = element.end
            continue
        candidate = None
        if element.tag in _NODE_TAGS:
            candidate = _as_candidate(position, element, roles)
        if candidate is None and position < area_end:
            candidate = _as_plain_candidate(position, element, elements)
        if "holder" in roles:
            area_end = max(area_end, element.end)
        if candidate is not None and element.text and not _is_article(candidate, element):
            found.append(candidate)
    return found


def _as_candidate(position: int, element: Element, roles: set[str | None]) -> Candidate | None:
    number = _NUMBERED.search(element.identity)
    says = frozenset(token for token in element.classes if _token_role(token) == "comment")
    if number is not None and _id_names_a_comment(element.identity):
        return Candidate(position, number["number"], says | {element.tag})
    if ("comment" in roles and "part" not in roles) or ("comment" in says and "holder" not in roles):
        bare = _BARE_NUMBER.match(element.identity)
        return Candidate(position, bare[1] if bare else _number(element), says | {element.tag})
    return None


def _as_plain_candidate(position: int, element: Element, elements: Sequence[Element]) -> Candidate | None:
    """Inside an area of comments: elements with a number of another name, and the items of a list of comments."""
    found = _NUMBERED_OTHERWISE.match(element.identity) if element.tag in _NODE_TAGS else None
    if found is not None:
        return Candidate(position, found["number"], frozenset({element.tag, "numbered"}))
    if element.tag == "li" and _in_list_of_comments(position, elements):
        return Candidate(position, None, frozenset({"li"}))
    return None


def _is_article(candidate: Candidate, element: Element) -> bool:
    """Articles too are dressed in words such as "comment": a piece of comment, an opinion."""
    if "numbered" in candidate.signature:
        return element.node.css_first(_ARTICLE) is not None
    return candidate.number is None and element.node.css_first("h1, [itemprop~=articleBody]") is not None


def _id_names_a_comment(identity: str) -> bool:
    words = words_of(identity)
    return FIELD.isdisjoint(words) and ELSEWHERE.isdisjoint(words) and REPLY_LIST.isdisjoint(words)


def _in_list_of_comments(position: int, elements: Sequence[Element]) -> bool:
    """A plain `li` straight in a list that is named for comments (`ol.commentlist`)."""
    parent = elements[position].parent
    return parent >= 0 and elements[parent].tag in ("ol", "ul") and _is_holder(elements[parent])


# --- one element for each comment


def _link(candidates: Sequence[Candidate], elements: Sequence[Element]) -> None:
    open_at: list[Candidate] = []
    for candidate in candidates:
        while open_at and elements[open_at[-1].position].end <= candidate.position:
            open_at.pop()
        if open_at:
            candidate.above = open_at[-1]
            candidate.above.below.append(candidate)
        open_at.append(candidate)


def _drop_holders(candidates: Sequence[Candidate]) -> None:
    """An element without a number around several comments of another make holds them; it is none itself."""
    for candidate in candidates:
        if candidate.number is not None or len(candidate.below) < 2:
            continue
        numbers = {below.number for below in candidate.below if below.number}
        others = [below for below in candidate.below if below.signature != candidate.signature]
        if len(numbers) >= 2 or (len(others) >= 2 and len(others) == len(candidate.below)):
            candidate.dropped = True


def _has_own_text(candidate: Candidate, elements: Sequence[Element]) -> bool:
    """Whether it reads as more than its nested candidates do."""
    own = elements[candidate.position].text
    alike = sum(elements[below.position].text for below in candidate.below if below.signature == candidate.signature)
    return own - alike > 8


def _drop_wrappers(candidates: Sequence[Candidate], elements: Sequence[Element]) -> None:
    """Of nested elements that stand for one comment, keep the outermost."""
    for candidate in candidates:
        if candidate.dropped:
            continue
        above = candidate.nearest_kept()
        if above is None:
            continue
        if candidate.number is not None and above.number is not None:
            candidate.dropped = _same_number(candidate.number, above.number)
        elif candidate.number is not None:
            above.number, candidate.dropped = candidate.number, True
        else:
            reply = candidate.signature == above.signature and _has_own_text(above, elements)
            candidate.dropped = not reply


def _same_number(inner: str, outer: str) -> bool:
    return (
        inner == outer or inner.startswith((f"{outer}_", f"{outer}-")) or outer.startswith((f"{inner}_", f"{inner}-"))
    )


def _climb(kept: Sequence[Candidate], elements: Sequence[Element]) -> None:
    """Where an element is only the head of a comment, take the frame that also holds the rest.

    A frame holds one comment alone, and beside it a part that says so (`div.sf_comment` beside
    `div.sf_comment_text`).
    """
    positions = [candidate.position for candidate in kept]
    around: dict[int, int] = {}
    for candidate in kept:
        around[elements[candidate.position].parent] = around.get(elements[candidate.position].parent, 0) + 1
    for candidate in kept:
        frame = elements[candidate.position].parent
        if frame <= 0 or around[frame] != 1 or _is_holder(elements[frame]) or elements[frame].tag not in _NODE_TAGS:
            continue
        if any("part" in _roles(sibling) for sibling in _children(frame, elements)):
            end = elements[candidate.position].end
            within_frame = bisect_left(positions, elements[frame].end) - bisect_left(positions, frame)
            if within_frame == bisect_left(positions, end) - bisect_left(positions, candidate.position):
                candidate.position = frame


def _children(position: int, elements: Sequence[Element]) -> list[Element]:
    found, child = [], position + 1
    while child < elements[position].end:
        found.append(elements[child])
        child = elements[child].end
    return found


# --- the parts of the page that hold comments


def _regions(kept: Sequence[Candidate], elements: Sequence[Element]) -> list[tuple[int, list[Candidate]]]:
    """Group the comments by the part of the page that holds them."""
    siblings = Counter(elements[candidate.position].parent for candidate in kept)
    holders: dict[int, int | None] = {}  # by the parent of a comment
    groups: dict[int, list[Candidate]] = {}
    tops: dict[int, int] = {}  # position of a comment → its region
    for candidate in kept:
        above, parent = candidate.nearest_kept(), elements[candidate.position].parent
        if above is None and parent not in holders:
            holders[parent] = _holder_from(parent, elements, is_list=siblings[parent] > 1)
        top = tops[above.position] if above is not None else holders[parent]
        tops[candidate.position] = candidate.position if top is None else top
        groups.setdefault(tops[candidate.position], []).append(candidate)
    return _outermost(groups, elements)


def _holder_from(parent: int, elements: Sequence[Element], *, is_list: bool) -> int | None:
    """The outermost holder of comments from `parent` upwards that does not hold the article too.

    Without one, the parent of several comments, or a list; else None: the comment stands alone.
    """
    best, ancestor = None, parent
    while ancestor > 0:
        if _is_holder(elements[ancestor]):
            if elements[ancestor].node.css_first(_ARTICLE) is not None:
                break
            best = ancestor
        ancestor = elements[ancestor].parent
    if best is None and parent > 0 and (is_list or elements[parent].tag in ("ul", "ol", "dl")):
        return None if elements[parent].node.css_first(_ARTICLE) is not None else parent
    return best


def _outermost(groups: dict[int, list[Candidate]], elements: Sequence[Element]) -> list[tuple[int, list[Candidate]]]:
    """Join groups whose regions lie inside one another."""
    joined: list[tuple[int, list[Candidate]]] = []
    for top in sorted(groups):
        if joined and top < elements[joined[-1][0]].end:
            joined[-1][1].extend(groups[top])
        else:
            joined.append((top, list(groups[top])))
    return joined


def _is_about_other_pages(members: Sequence[Candidate], elements: Sequence[Element]) -> bool:
    """Whether the comments link to comments on several other pages, as lists of recent comments do."""
    pages: list[str] = []
    looked_at = members[:MOST_LOOKED_AT]
    for candidate in looked_at:
        for link in elements[candidate.position].node.css("a[href]"):
            if found := _COMMENT_LINK.match(link.attributes.get("href") or ""):
                pages.append(_COMMENT_QUERY.sub("", found[1]))
                break
    distinct = {page for page in pages if page}
    return len(distinct) >= 2 and len(distinct) >= SHARE_OF_STRANGERS * len(looked_at)


def _coherent(members: list[Candidate], elements: Sequence[Element]) -> list[Candidate]:
    """Of one region's candidates those that are made alike: tabs, notes and previews beside them are no comments.

    Where some have numbers, the others must share a class with them; else all must share one with the most common
    make, or be made of the same parts. Pingbacks are often printed in their own way.
    """
    numbered = [candidate for candidate in members if candidate.number is not None]
    makes = Counter(candidate.signature for candidate in numbered or members)
    most_common = makes.most_common(1)[0][0]
    tags = {tag for make in makes for tag in make} if numbered else set(most_common)
    says = {token for token in tags if token not in _NODE_TAGS}
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
    return {token for position in inside for token in elements[position].classes if _token_role(token) == "part"}


def _is_ping(candidate: Candidate, elements: Sequence[Element]) -> bool:
    element = elements[candidate.position]
    tokens = [*element.classes, *elements[element.parent].classes, elements[element.parent].identity]
    return any(not PING.isdisjoint(words_of(token)) for token in tokens)


def _most_telling(regions: list[tuple[int, list[Candidate]]]) -> list[tuple[int, list[Candidate]]]:
    """Where one region's comments have numbers, regions without are copies, tabs or menus; so with class names."""

    def tells(members: Sequence[Candidate]) -> int:
        if any(candidate.number is not None for candidate in members):
            return 2
        return int(any(candidate.signature - _NODE_TAGS for candidate in members))

    best = max((tells(members) for _, members in regions), default=0)
    return [(top, members) for top, members in regions if members and tells(members) == best]
