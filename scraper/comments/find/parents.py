"""Who answers whom, told from how the comments stand to each other.

In this order: a comment inside another answers it; so does one in a container of replies that follows the other as a
sibling; then what attributes say, and numbers that begin with another's; then, where nothing else was told, the depth
that classes or attributes give, how far comments are moved to the right, and containers behind comments that nothing
names.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from scraper.comments.find.candidates import Candidate
from scraper.comments.find.elements import NUMBERED, Element, is_holder
from scraper.comments.vocabulary.class_names import REPLY_LIST, words_of

_DEPTH = re.compile(r"(?:^|[-_])(?:depth|level|lvl|indent|nest(?:ing|ed)?)[-_]?(\d{1,4})$", re.IGNORECASE)

_DEPTH_ATTRIBUTES = ("data-depth", "data-level", "data-nesting-level", "data-indent", "aria-level")

_MARGIN = re.compile(
    r"(?:margin|padding)(?:-left|-inline-start|\s*:\s*\S+\s+\S+\s+\S+(?=\s+\d))\s*:?\s*(\d{1,4})(?:\.\d+)?\s*(?:px|em|rem|%|pt)",
    re.IGNORECASE,
)

_PARENT_ATTRIBUTE = re.compile(
    r"(?:data-)?(?:comment-?)?(?:parent(?:-?(?:comment|post))?|(?:in-?)?reply-?to(?:-?comment)?|data-pid)(?:-?id)?"
)

_LOOKED_AT = 8
"""Pixels, and elements: an empty picture of no height at the head of a comment only moves it to the right."""

_LISTS = frozenset({"ul", "ol", "dl"})

_NO_PARENT = frozenset({"0", "-1", "root", "null", "none", "undefined", "false"})

_ANY_NUMBER = re.compile(r"\d{2,}")


def find_parents(comments: Sequence[Candidate], elements: Sequence[Element]) -> list[Candidate | None]:
    """For each comment the one that it answers, or None."""
    by_number = {comment.number: comment for comment in comments if comment.number is not None}
    positions = [comment.position for comment in comments]
    answered: dict[int, Candidate | None] = {}
    parents: list[Candidate | None] = []
    for comment in comments:
        parent = (
            comment.nearest_kept()
            or _before_container(comment, comments, positions, elements, by_number, answered)
            or by_number.get(stated_parent(elements[comment.position]) or "")
            or _numbered_above(comment, by_number)
        )
        parents.append(parent if parent is not comment else None)
    for level in (_depth, _spacer, _margin):
        if not any(parents):
            _by_level(parents, comments, [level(comment.position, elements) for comment in comments])
    return parents if any(parents) else _by_containers(comments, elements)


def _before_container(
    comment: Candidate,
    comments: Sequence[Candidate],
    positions: Sequence[int],
    elements: Sequence[Element],
    by_number: Mapping[str, Candidate],
    answered: dict[int, Candidate | None],
) -> Candidate | None:
    """The comment before a container of replies: named for them (`ul.children`), or by its number (`#below_96`).

    `answered` remembers for each container what was found: a later one beside it may have nothing else before it.
    """
    container = elements[comment.position].parent
    while container > 0:
        element = elements[container]
        for number in _ANY_NUMBER.findall(element.identity):
            if number in by_number and by_number[number].position < container:
                return by_number[number]
        words = {word for token in (*element.classes, element.identity) for word in words_of(token)}
        if not REPLY_LIST.isdisjoint(words):
            if container not in answered:
                answered[container] = _last_before(container, comments, positions, elements, answered)
            if (before := answered[container]) is not None:
                return before
        container = element.parent
    return None


def _last_before(
    container: int,
    comments: Sequence[Candidate],
    positions: Sequence[int],
    elements: Sequence[Element],
    answered: Mapping[int, Candidate | None],
) -> Candidate | None:
    """The last comment that stands before a container in the same parent, and in no other comment there.

    Where that one stands in another such container, both hold answers to the same.
    """
    found = bisect_left(positions, container) - 1
    frame = elements[container].parent
    if found < 0 or positions[found] <= frame:
        return None
    last = comments[found]
    while (above := last.nearest_kept()) is not None and above.position > frame:
        last = above
    around = elements[last.position].parent
    while around > frame:
        if around in answered and elements[around].parent == frame:
            return answered[around]
        around = elements[around].parent
    return last


def stated_parent(element: Element) -> str | None:
    """The number of the comment answered as an attribute states it, also where that comment is not on the page."""
    for name, stated in element.node.attributes.items():
        value = (stated or "").strip()
        if not value or len(value) > 80 or " " in value or value.lower() in _NO_PARENT:
            continue
        if _PARENT_ATTRIBUTE.fullmatch(name):
            found = NUMBERED.search(value.lstrip("#"))
            return str(found["number"]) if found else value.lstrip("#")
    return None


def _numbered_above(comment: Candidate, by_number: Mapping[str, Candidate]) -> Candidate | None:
    """The comment whose number another carries on: 7-2 answers 7."""
    number = comment.number or ""
    above = re.sub(r"[-_.]\d+$", "", number)
    return by_number.get(above) if above != number else None


def _depth(position: int, elements: Sequence[Element]) -> int | None:
    """How deep a class of it or of its frame, or an attribute, says that a comment stands."""
    element = elements[position]
    inner = elements[position + 1].classes if position + 1 < element.end else ()
    for token in (*element.classes, *inner):
        if found := _DEPTH.search(token):
            return int(found[1])
    attributes = element.node.attributes
    stated = next((attributes[name] for name in _DEPTH_ATTRIBUTES if attributes.get(name)), None) or ""
    return int(stated) if stated.isdecimal() and len(stated) < 5 else None


def _spacer(position: int, elements: Sequence[Element]) -> int | None:
    """How wide an empty picture at the head of a comment is, as in tables that nest nothing."""
    for element in elements[position + 1 : min(elements[position].end, position + 1 + _LOOKED_AT)]:
        attributes = element.node.attributes
        width, height = attributes.get("width") or "", attributes.get("height") or ""
        if element.tag == "img" and height in ("0", "1") and width.isdecimal() and len(width) < 6:
            return int(width)
    return None


def _margin(position: int, elements: Sequence[Element]) -> int | None:
    """How far a comment is moved to the right by its own style or its wrapper's."""
    for place in (position, elements[position].parent):
        if place > 0 and (found := _MARGIN.search(elements[place].node.attributes.get("style") or "")):
            return int(found[1])
    return 0


def _by_containers(comments: Sequence[Candidate], elements: Sequence[Element]) -> list[Candidate | None]:
    """What a container holds that nothing names and that follows a comment answers it, where the page's make says so.

    A list right behind a comment does (`div + ul`), and so do several containers made alike, each behind a comment;
    a single wrapper may hold the rest of a flat list.
    """
    at = {comment.position: comment for comment in comments}
    behind: dict[int, tuple[Candidate, int] | None] = {}  # by the parent of a comment
    for comment in comments:
        parent = elements[comment.position].parent
        if parent not in behind:
            behind[parent] = _container_behind(parent, at, elements)
    nearest = [behind[elements[comment.position].parent] for comment in comments]
    containers = {found[1] for found in nearest if found is not None}
    makes = Counter((elements[position].tag, elements[position].classes) for position in containers)
    return [
        found[0]
        if found is not None
        and (elements[found[1]].tag in _LISTS or makes[elements[found[1]].tag, elements[found[1]].classes] > 1)
        else None
        for found in nearest
    ]


def _container_behind(
    container: int, at: Mapping[int, Candidate], elements: Sequence[Element]
) -> tuple[Candidate, int] | None:
    """The innermost of an element and those around it that stands right behind a comment, and that comment."""
    while container > 0 and not is_holder(elements[container]):
        parent, before = elements[container].parent, container - 1
        while before > parent and elements[before].parent != parent:
            before = elements[before].parent
        if before in at and before != parent:
            return at[before], container
        container = parent
    return None


def _by_level(parents: list[Candidate | None], comments: Sequence[Candidate], levels: Sequence[int | None]) -> None:
    """A comment answers the last one before it that stands less deep. Nothing is told where a level is missing."""
    if len({level for level in levels if level is not None}) < 2 or any(level is None for level in levels):
        return
    open_at: list[int] = []
    for place, level in enumerate(levels):
        while open_at and (levels[open_at[-1]] or 0) >= (level or 0):
            open_at.pop()
        parents[place] = comments[open_at[-1]] if open_at else None
        open_at.append(place)
