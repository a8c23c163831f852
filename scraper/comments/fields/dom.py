"""Ways to look at the elements of one comment: their words, their text, where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from bs4.element import PageElement, PreformattedString, Tag

from scraper.comments.fields.parts import Context
from scraper.comments.systems.system import Hints
from scraper.comments.vocabulary.class_names import words_of
from scraper.html import BLOCKS, UNREAD, attribute
from scraper.text import squeeze

MOST_NODES = 400  # a label has fewer nodes than this below it; looking further would cost without telling more


def tokens(tag: Tag, name: str) -> Sequence[str]:
    """The words of an attribute that lists several, such as `class`."""
    value = tag.attrs.get(name)
    if not value:
        return ()
    return value if isinstance(value, list) else value.split()


def last_words(tag: Tag) -> frozenset[str]:
    """What an element calls itself: the last two words of each class and microdata name.

    Names are compounds that end in what they name (`wc-comment-author`, `comment-share-bar-text`).
    """
    if not tag.attrs:
        return frozenset()
    found = _last_words_of((*tokens(tag, "class")[:30], *tokens(tag, "itemprop")[:5]))
    return found or frozenset(words_of(attribute(tag, "id"))[-2:])


@lru_cache(maxsize=20_000)
def _last_words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in words_of(name)[-2:])


class Own:
    """The own part of one comment: its element, the elements in it, what they call themselves, what is known of them.

    `all`, `classes` and `attributes` (names, those of the element itself too) are what was there at first: what is in
    none need not be looked for.
    """

    def __init__(self, tag: Tag, hints: Hints, context: Context) -> None:
        self.tag, self.hints, self.context = tag, hints, context
        self.tags = list(below(tag))
        self.all = self.tags
        self.classes: set[str] = set()
        self.attributes = set(tag.attrs)
        self._properties: set[str] = set()
        self._identities: set[str] = set()
        for inner in self.tags:
            if attributes := inner.attrs:
                self.attributes.update(attributes)
                self.classes.update(tokens(inner, "class"))
                self._properties.update(tokens(inner, "itemprop"))
                self._identities.add(attribute(inner, "id"))
        self._words: dict[int, frozenset[str]] = {}
        self._selected: dict[str, list[Tag]] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the ids and classes in it."""
        return frozenset(word for token in (*self.classes, *self._identities) if token for word in words_of(token))

    @cached_property
    def shown(self) -> str:
        """All the text in it as it came, in small letters: to see what cannot be found in it."""
        return self.tag.get_text().lower()

    def words(self, tag: Tag) -> frozenset[str]:
        """`last_words` of an element, looked up once."""
        known = self._words.get(id(tag))
        if known is None:
            known = self._words[id(tag)] = last_words(tag)
        return known

    def select(self, selector: str | None) -> list[Tag]:
        """What a hint finds that has not been taken out since. BeautifulSoup searches slowly: it is asked once."""
        if selector is None:
            return []
        if selector not in self._selected:
            self._selected[selector] = self.tag.select(selector)
        return [tag for tag in self._selected[selector] if is_inside(tag, self.tag)]

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names, in reading order."""
        return [tag for tag in self.tags if tag.name in names]

    def classed(self, *classes: str) -> list[Tag]:
        """The elements with one of these classes, in reading order."""
        if self.classes.isdisjoint(classes):
            return []
        return [tag for tag in self.tags if any(token in classes for token in tokens(tag, "class"))]

    def propertied(self, *properties: str) -> list[Tag]:
        """The elements with one of these microdata properties, in reading order."""
        if self._properties.isdisjoint(properties):
            return []
        return [tag for tag in self.tags if any(name in properties for name in tokens(tag, "itemprop"))]

    def take(self, *tags: Tag) -> None:
        """Take elements out, with all that is in them: in one go, since what is left is listed anew."""
        for tag in tags:
            tag.extract()
        self.tags = list(below(self.tag))


def lines(element: PageElement, without: Iterable[PageElement | None] = ()) -> list[str]:
    """The text of an element as its blocks and breaks divide it, leaving out some of what is in it."""
    return [line for shown in _shown(element, without).split(_BREAK) if (line := squeeze(shown))]


def text(element: PageElement, without: Iterable[PageElement | None] = ()) -> str:
    """The text of an element in one line."""
    if not without:  # most: a word or two, nothing else
        only = element
        if isinstance(element, Tag) and len(element.contents) == 1 and element.name not in UNREAD:
            only = element.contents[0]
        if not isinstance(only, Tag):
            return "" if isinstance(only, PreformattedString) else squeeze(str(only))
    return squeeze(_shown(element, without).replace(_BREAK, " "))


_BREAK = "\x1e"  # between the lines of a text: "record separator", which no page shows


def _shown(element: PageElement, without: Iterable[PageElement | None]) -> str:
    left_out = {id(part) for part in without if part is not None}
    found: list[str] = []
    waiting: list[PageElement | None] = [element]
    seen = 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop()
        seen += 1
        if node is None:
            found.append(_BREAK)
        elif id(node) in left_out:
            continue
        elif isinstance(node, Tag):
            name = node.name
            if name in UNREAD:
                continue
            if name in BLOCKS or name == "br":
                found.append(_BREAK)
                waiting.append(None)
            waiting.extend(reversed(node.contents))
        elif isinstance(node, str) and not isinstance(node, PreformattedString):
            found.append(node)
    return "".join(found)


def ancestors(element: PageElement, top: Tag) -> Iterator[Tag]:
    """The elements around one, up to but without `top`."""
    around = element.parent
    while around is not None and around is not top:
        yield around
        around = around.parent


def is_inside(element: PageElement, outer: PageElement) -> bool:
    """Whether an element is another or stands in it."""
    around: PageElement | None = element
    while around is not None and around is not outer:
        around = around.parent
    return around is not None


def overlap(one: PageElement, other: PageElement | None) -> bool:
    """Whether one of two elements is the other or stands in it."""
    return other is not None and (is_inside(one, other) or is_inside(other, one))


# What BeautifulSoup's find_all, find and find_parent do, without an object made for each question: there are many.


def below(tag: Tag) -> Iterator[Tag]:
    """The elements in it, in reading order."""
    waiting = [child for child in reversed(tag.contents) if isinstance(child, Tag)]
    while waiting:
        inner = waiting.pop()
        yield inner
        waiting.extend([child for child in reversed(inner.contents) if isinstance(child, Tag)])


def holds(tag: Tag, *names: str) -> bool:
    """Whether an element of one of these names stands in it."""
    return any(inner.name in names for inner in below(tag))


def within(element: PageElement, *names: str) -> bool:
    """Whether it stands in an element of one of these names."""
    return nearest(element, *names) is not None


def nearest(element: PageElement, *names: str) -> Tag | None:
    """The nearest element of one of these names that it stands in."""
    around = element.parent
    while around is not None and around.name not in names:
        around = around.parent
    return around
