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
from functools import cache
from itertools import takewhile

from scraper.comments.find.candidates import Candidate
from scraper.comments.find.outline import NUMBERED, Element, around, is_holder
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

_LOOKED_AT = 8  # elements at the head of a comment, one of which may be an empty picture that moves it to the right
_LISTS = frozenset({"ul", "ol", "dl"})
_NO_PARENT = frozenset({"0", "-1", "root", "null", "none", "undefined", "false"})
_ANY_NUMBER = re.compile(r"\d{2,}")


def find_parents(comments: Sequence[Candidate], elements: Sequence[Element]) -> None:
    """Find for each comment the one that it answers."""
    by_number = {comment.number: comment for comment in comments if comment.number is not None}
    containers = _Containers(comments, by_number, elements)
    parents: list[Candidate | None] = []
    for comment in comments:
        parent = (
            comment.nearest_kept()
            or containers.answered_in(comment)
            or by_number.get(stated_parent(elements[comment.position]) or "")
            or _numbered_above(comment, by_number)
        )
        parents.append(parent if parent is not comment else None)
    for level in (_depth, _spacer, _margin):
        if not any(parents):
            parents = _by_level(comments, [level(comment.position, elements) for comment in comments])
    for comment, parent in zip(comments, parents if any(parents) else _by_containers(comments, elements), strict=True):
        comment.parent = parent


class _Containers:
    """Containers of replies, which stand behind the comment that these answer."""

    def __init__(
        self, comments: Sequence[Candidate], by_number: Mapping[str, Candidate], elements: Sequence[Element]
    ) -> None:
        self._comments, self._by_number, self._elements = comments, by_number, elements
        self._positions = [comment.position for comment in comments]
        self._said: dict[int, tuple[Candidate | None, bool]] = {}
        self._answered: dict[int, Candidate | None] = {}  # a later one beside it may have nothing else before it

    def answered_in(self, comment: Candidate) -> Candidate | None:
        """What a container of replies around a comment answers: one before it, or the one in its id (`#below_96`)."""
        for container in around(comment.position, self._elements):
            if container not in self._said:
                self._said[container] = self._said_by(container)
            named, holds_replies = self._said[container]
            if named is not None:
                return named
            if not holds_replies:
                continue
            if container not in self._answered:
                self._answered[container] = self._last_before(container)
            if (before := self._answered[container]) is not None:
                return before
        return None

    def _said_by(self, container: int) -> tuple[Candidate | None, bool]:
        """The comment before a container that its id names, and whether it is called as containers of replies are."""
        element = self._elements[container]
        numbered = (self._by_number.get(number) for number in _ANY_NUMBER.findall(element.identity))
        named = next((comment for comment in numbered if comment and comment.position < container), None)
        words = (word for token in (*element.classes, element.identity) for word in words_of(token))
        return named, not REPLY_LIST.isdisjoint(words)

    def _last_before(self, container: int) -> Candidate | None:
        """The last comment that stands before a container in the same parent, and in no other comment there.

        Where that one stands in another such container, both hold answers to the same.
        """
        found = bisect_left(self._positions, container) - 1
        frame = self._elements[container].parent
        if found < 0 or self._positions[found] <= frame:
            return None
        last = self._comments[found]
        while (above := last.nearest_kept()) is not None and above.position > frame:
            last = above
        for other in takewhile(lambda other: other > frame, around(last.position, self._elements)):
            if other in self._answered and self._elements[other].parent == frame:
                return self._answered[other]
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
    behind = cache(lambda parent: _container_behind(parent, at, elements))
    nearest = [behind(elements[comment.position].parent) for comment in comments]
    containers = {found[1]: elements[found[1]] for found in nearest if found is not None}
    makes = {position: (element.tag, element.classes) for position, element in containers.items()}
    times = Counter(makes.values())
    telling = {position for position, make in makes.items() if make[0] in _LISTS or times[make] > 1}
    return [found[0] if found is not None and found[1] in telling else None for found in nearest]


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


def _by_level(comments: Sequence[Candidate], levels: Sequence[int | None]) -> list[Candidate | None]:
    """A comment answers the last one before it that stands less deep. Nothing is told where a level is missing."""
    known = [level for level in levels if level is not None]
    parents: list[Candidate | None] = []
    open_at: list[int] = []
    for place, level in enumerate(known if len(known) == len(levels) and len({*known}) > 1 else ()):
        while open_at and known[open_at[-1]] >= level:
            open_at.pop()
        parents.append(comments[open_at[-1]] if open_at else None)
        open_at.append(place)
    return parents
