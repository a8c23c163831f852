"""Who answers whom, told from how the comments of one region stand to each other.

In this order: a comment inside another answers it; so does one in a container of replies that follows the other as a
sibling; then what attributes and links say; then the depth that classes give; then how far it is moved to the right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scraper.comments.nodes import MARK
from scraper.comments.words import REPLY_LIST, words_of
from scraper.text import attribute

if TYPE_CHECKING:
    from bs4 import Tag

_DEPTH = re.compile(r"(?:^|[-_])(?:depth|level|lvl|indent|nest(?:ing|ed)?)[-_]?(\d{1,4})$", re.IGNORECASE)
_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})(?:\.\d+)?\s*(?:px|em|rem|%|pt)", re.IGNORECASE)
_PARENT_ATTRIBUTES = (
    "data-parent-id",
    "data-parent",
    "data-parentid",
    "data-comment-parent",
    "data-in-reply-to",
    "data-pid",
)
_FRAGMENT_NUMBER = re.compile(r"#\D{0,30}?(\d[\w-]*)$")
_ANY_NUMBER = re.compile(r"\d{2,}")


def find_parents(region: Tag, nodes: Sequence[Tag]) -> list[int | None]:
    """For each comment of a region, in the region's order, the position of the comment that it answers."""
    position_of = {id(node): position for position, node in enumerate(nodes)}
    by_number = {attribute(node, MARK): position for position, node in enumerate(nodes) if attribute(node, MARK)}
    parents = _nesting(region, position_of)
    for position, node in enumerate(nodes):
        if parents[position] is None:
            parents[position] = _in_reply_container(node, region, position_of, by_number)
        if parents[position] is None:
            stated = _stated_parent(node, by_number)
            parents[position] = stated if stated != position else None
    if not any(parent is not None for parent in parents):
        _by_level(parents, [_depth(node) for node in nodes])
    if not any(parent is not None for parent in parents):
        _by_level(parents, [_margin(node, region) for node in nodes])
    return parents


def nested_in(region: Tag, nodes: Sequence[Tag]) -> list[Tag]:
    """The comments that stand in other comments, the innermost first: taken out, each leaves the other its own part."""
    position_of = {id(node): position for position, node in enumerate(nodes)}
    above = _nesting(region, position_of)
    return [node for node, outer in zip(reversed(nodes), reversed(above), strict=True) if outer is not None]


def _nesting(region: Tag, position_of: dict[int, int]) -> list[int | None]:
    """The nearest comment around each comment: one walk over the region."""
    parents: list[int | None] = [None] * len(position_of)
    waiting: list[tuple[Tag, int | None]] = [(region, None)]
    while waiting:
        tag, above = waiting.pop()
        position = position_of.get(id(tag))
        if position is not None:
            parents[position] = above
            above = position
        waiting.extend((child, above) for child in tag.find_all(True, recursive=False))
    return parents


def _in_reply_container(node: Tag, region: Tag, position_of: dict[int, int], by_number: dict[str, int]) -> int | None:
    """The comment before a container of replies (`ul.children`, `div.indented`, `#comment_children_96`)."""
    container = node.parent
    while container is not None and container is not region:
        words = {
            word
            for token in (*attribute(container, "class").split(), attribute(container, "id"))
            for word in words_of(token)
        }
        if not REPLY_LIST.isdisjoint(words):
            for number in _ANY_NUMBER.findall(attribute(container, "id")):
                if number in by_number:
                    return by_number[number]
            before = container.find_previous_sibling(True)
            while before is not None and not _holds_comment(before, position_of):
                before = before.find_previous_sibling(True)
            if before is not None:
                return _last_top_comment(before, position_of)
        container = container.parent
    return None


def _holds_comment(tag: Tag, position_of: dict[int, int]) -> bool:
    return id(tag) in position_of or tag.select_one(f"[{MARK}]") is not None


def _last_top_comment(tag: Tag, position_of: dict[int, int]) -> int | None:
    """The last comment in an element that stands in no other comment of it."""
    if id(tag) in position_of:
        return position_of[id(tag)]
    last: int | None = None
    waiting = list(reversed(tag.find_all(True, recursive=False)))
    while waiting:
        child = waiting.pop()
        if id(child) in position_of:
            last = position_of[id(child)]
        else:
            waiting.extend(reversed(child.find_all(True, recursive=False)))
    return last


def _stated_parent(node: Tag, by_number: dict[str, int]) -> int | None:
    for name in _PARENT_ATTRIBUTES:
        value = attribute(node, name).strip()
        if value in by_number:
            return by_number[value]
    link = node.select_one('[rel~="in-reply-to"], .u-in-reply-to, .in-reply-to a[href*="#"], a.in-reply-to')
    if link is not None and (found := _FRAGMENT_NUMBER.search(attribute(link, "href"))):
        return by_number.get(found[1])
    return None


def _depth(node: Tag) -> int | None:
    for token in attribute(node, "class").split():
        if found := _DEPTH.search(token):
            return int(found[1])
    return None


def _margin(node: Tag, region: Tag) -> int | None:
    """How far a comment is moved to the right by its own style or its wrapper's."""
    tag: Tag | None = node
    for _ in range(2):
        if tag is None or tag is region:
            break
        if found := _MARGIN.search(attribute(tag, "style")):
            return int(found[1])
        tag = tag.parent
    return 0


def _by_level(parents: list[int | None], levels: Sequence[int | None]) -> None:
    """A comment answers the last one before it that stands less deep. Nothing is told where a level is missing."""
    if len({level for level in levels if level is not None}) < 2 or any(level is None for level in levels):
        return
    open_at: list[int] = []
    for position, level in enumerate(levels):
        while open_at and (levels[open_at[-1]] or 0) >= (level or 0):
            open_at.pop()
        parents[position] = open_at[-1] if open_at else None
        open_at.append(position)
