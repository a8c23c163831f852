"""Ways to look at the elements of one comment: their words, their text, where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scraper.comments.words import words_of
from scraper.text import BLOCKS, UNREAD, attribute, squeeze

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

MOST_NODES = 400
"""A label has fewer nodes than this below it; looking further would cost without telling more."""


def last_words(tag: Tag) -> set[str]:
    """What an element calls itself: the last two words of each class and microdata name.

    Names are compounds that end in what they name (`wc-comment-author`, `comment-share-bar-text`).
    """
    found: set[str] = set()
    for token in (*attribute(tag, "class").split()[:30], *attribute(tag, "itemprop").split()[:5]):
        found.update(words_of(token)[-2:])
    if not found:
        found.update(words_of(attribute(tag, "id"))[-2:])
    return found


class Own:
    """The own part of one comment: its element, the elements in it, and what they call themselves."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.tags: list[Tag] = tag.find_all(True)
        self._words: dict[int, set[str]] = {}

    def words(self, tag: Tag) -> set[str]:
        """`last_words` of an element, looked up once."""
        known = self._words.get(id(tag))
        if known is None:
            known = self._words[id(tag)] = last_words(tag)
        return known

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names, in reading order."""
        return [tag for tag in self.tags if tag.name in names]

    def classed(self, *classes: str) -> list[Tag]:
        """The elements with one of these classes, in reading order."""
        return [tag for tag in self.tags if not set(classes).isdisjoint(attribute(tag, "class").split())]

    def propertied(self, *properties: str) -> list[Tag]:
        """The elements with one of these microdata properties, in reading order."""
        return [tag for tag in self.tags if not set(properties).isdisjoint(attribute(tag, "itemprop").split())]

    def take(self, tag: Tag) -> None:
        """Take an element out, with all that is in it."""
        tag.extract()
        gone = {id(tag), *(id(inner) for inner in tag.find_all(True))}
        self.tags = [kept for kept in self.tags if id(kept) not in gone]


def lines(element: PageElement, without: Iterable[PageElement | None] = ()) -> list[str]:
    """The text of an element as its blocks and breaks divide it, leaving out some of what is in it."""
    from bs4.element import NavigableString, PreformattedString, Tag

    left_out = {id(part) for part in without if part is not None}
    found: list[list[str]] = [[]]
    waiting: list[object] = [element]
    seen = 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop()
        seen += 1
        if id(node) in left_out:
            continue
        if node is None:
            found.append([])
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                found[-1].append(str(node))
        elif isinstance(node, Tag) and node.name not in UNREAD:
            if node.name in BLOCKS or node.name == "br":
                found.append([])
                waiting.append(None)
            waiting.extend(reversed(node.contents))
    return [line for line in (squeeze("".join(pieces)) for pieces in found) if line]


def text(element: PageElement, without: Iterable[PageElement | None] = ()) -> str:
    """The text of an element in one line."""
    return " ".join(lines(element, without))


def ancestors(element: PageElement, top: Tag) -> Iterator[Tag]:
    """The elements around one, up to but without `top`."""
    around = element.parent
    while around is not None and around is not top:
        yield around
        around = around.parent


def is_inside(element: PageElement, outer: PageElement) -> bool:
    """Whether an element is another or stands in it."""
    return element is outer or any(around is outer for around in element.parents)
