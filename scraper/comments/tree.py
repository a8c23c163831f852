"""Who answers whom, told from how the comments stand to each other.

In this order: a comment inside another answers it; so does one in a container of replies that follows the other as a
sibling; then what attributes say; then, where nothing else was told, the depth that classes give, and how far comments
are moved to the right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from scraper.comments.elements import Element
from scraper.comments.nodes import Candidate
from scraper.comments.words import REPLY_LIST, words_of

_DEPTH = re.compile(r"(?:^|[-_])(?:depth|level|lvl|indent|nest(?:ing|ed)?)[-_]?(\d{1,4})$", re.IGNORECASE)
_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})(?:\.\d+)?\s*(?:px|em|rem|%|pt)", re.IGNORECASE)
_PARENT_ATTRIBUTES = (
    "data-parent-id", "data-parent", "data-parentid", "data-comment-parent", "data-in-reply-to", "data-pid",
)  # fmt: skip
_NO_PARENT = frozenset({"0", "-1", "root", "null", "none", "undefined", "false"})
_ANY_NUMBER = re.compile(r"\d{2,}")


def find_parents(comments: Sequence[Candidate], elements: Sequence[Element]) -> list[Candidate | None]:
    """For each comment the one that it answers, or None."""
    by_number = {comment.number: comment for comment in comments if comment.number is not None}
    positions = [comment.position for comment in comments]
    parents: list[Candidate | None] = []
    for comment in comments:
        parent = (
            comment.nearest_kept()
            or _before_container(comment, comments, positions, elements, by_number)
            or by_number.get(stated_parent(elements[comment.position]) or "")
        )
        parents.append(parent if parent is not comment else None)
    if not any(parents):
        _by_level(parents, comments, [_depth(elements[comment.position]) for comment in comments])
    if not any(parents):
        _by_level(parents, comments, [_margin(comment.position, elements) for comment in comments])
    return parents


def _before_container(
    comment: Candidate,
    comments: Sequence[Candidate],
    positions: Sequence[int],
    elements: Sequence[Element],
    by_number: Mapping[str, Candidate],
) -> Candidate | None:
    """The comment before a container of replies (`ul.children`, `div.indented`, `#comment_children_96`)."""
    container = elements[comment.position].parent
    while container > 0:
        element = elements[container]
        words = {word for token in (*element.classes, element.identity) for word in words_of(token)}
        if not REPLY_LIST.isdisjoint(words):
            for number in _ANY_NUMBER.findall(element.identity):
                if number in by_number:
                    return by_number[number]
            before = _last_before(container, comments, positions, elements)
            if before is not None:
                return before
        container = element.parent
    return None


def _last_before(
    container: int, comments: Sequence[Candidate], positions: Sequence[int], elements: Sequence[Element]
) -> Candidate | None:
    """The last comment that stands before a container in the same parent, and in no other comment there."""
    found = bisect_left(positions, container) - 1
    frame = elements[container].parent
    if found < 0 or positions[found] <= frame:
        return None
    last = comments[found]
    while (above := last.nearest_kept()) is not None and above.position > frame:
        last = above
    return last


def stated_parent(element: Element) -> str | None:
    """The number of the comment answered as an attribute states it, also where that comment is not on the page."""
    attributes = element.node.attributes
    for name in _PARENT_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value and value.lower() not in _NO_PARENT and len(value) <= 80 and " " not in value:
            return value
    return None


def _depth(element: Element) -> int | None:
    for token in element.classes:
        if found := _DEPTH.search(token):
            return int(found[1])
    return None


def _margin(position: int, elements: Sequence[Element]) -> int | None:
    """How far a comment is moved to the right by its own style or its wrapper's."""
    for place in (position, elements[position].parent):
        if place > 0 and (found := _MARGIN.search(elements[place].node.attributes.get("style") or "")):
            return int(found[1])
    return 0


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
