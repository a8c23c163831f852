"""The elements of a page in reading order, and what each says of itself by the words of its id and classes."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.comments.vocabulary import class_names
from scraper.comments.vocabulary.class_names import words_of

NODE_TAGS = frozenset("li div article section details dl dd tr td table tbody blockquote".split())
"""Elements that may be a comment."""

_HOLDER_TAGS = frozenset("ul ol div section article aside main td table tbody form footer dl".split())

NUMBERED = re.compile(
    r"(?:^|[-_:])(?:[a-z]+-)?(?:[a-z]*comment|kommentar|commentaire|comentario|commento|comm|[a-z]*cmt|pingback|trackback|reaction)"
    r"[-_:]?(?:id|no|nr|item|entry|node)?[-_:#=]?(?P<number>\d[\w.-]{0,80}|[0-9a-f]{4,}-[\w-]{4,60})$",
    re.IGNORECASE,
)

_NUMBER_ATTRIBUTES = ("data-comment-id", "data-commentid", "data-cid")

_OTHER_NUMBER = re.compile(
    r"^(?:[a-z]{1,12}[-_])?(?:message|msg|post|answer|response|reply|forum)[-_]?(?P<number>\d{2,25})$", re.IGNORECASE
)

_ANCHOR = re.compile(
    r"^(?:(?:[a-z]{1,12}[-_])?(?:comment|cmt|c|post|p|msg|message|forum)[-_]?(?=\d)|(?=\d\d))(?P<number>\d{1,25})$",
    re.IGNORECASE,
)

MOST_LOOKED_AT = 60  # elements at a comment's head, among which its number is looked for: not those of its answers
_STANDARD = re.compile(r"(?:schema\.org/|sioct:)(?:Comment|Answer|UserComments)\b", re.IGNORECASE)
_STANDARD_PROPERTIES = frozenset({"comment", "suggestedanswer", "acceptedanswer"})


@dataclass(slots=True)
class Element:
    """An element in reading order: `end` is the position behind its last descendant, `text` the letters in it.

    `is_standard` says that it is marked as a comment or an answer in microdata or RDFa.
    """

    node: LexborNode
    parent: int
    tag: str
    identity: str = ""
    classes: tuple[str, ...] = ()
    is_standard: bool = False
    end: int = 0
    text: int = 0


def scan(body: LexborNode) -> list[Element]:
    """Every element of the body in reading order. Walked by hand: the tree need not be asked what is above a node.

    One loop without calls, since it sees every node of every page: a fifth of the time that a thread takes.
    """
    elements: list[Element] = []
    around: list[Element] = []  # the open elements
    lists: dict[str, tuple[str, ...]] = {}  # of classes, as written: the same ones come again and again
    position, letters = -1, 0  # of the innermost open one; seen so far
    node: LexborNode | None = body
    while node is not None:
        if node.is_element_node:
            element = Element(node, position, node.tag or "", "", (), False, 0, letters)
            if attributes := node.attributes:
                element.identity = attributes.get("id") or ""
                if classes := attributes.get("class"):
                    if classes not in lists:
                        lists[classes] = tuple(classes.split()[:40])
                    element.classes = lists[classes]
                element.is_standard = _is_standard(attributes)
            around.append(element)
            position = len(elements)
            elements.append(element)
            node = node.first_child
        else:
            if node.is_text_node and not node.is_empty_text_node:
                letters += len((node.text_content or "").strip())
            node = node.next
        while node is None and around:
            ended = around.pop()
            ended.end, ended.text = len(elements), letters - ended.text
            position = ended.parent
            node = ended.node.next if around else None
    return elements


def _is_standard(attributes: Mapping[str, str | None]) -> bool:
    """Whether microdata (schema.org's Comment and Answer) or RDFa (SIOC's Comment) says that this is one."""
    if not ("itemtype" in attributes or "itemscope" in attributes or "typeof" in attributes):  # nearly all
        return False
    for name in ("itemtype", "typeof"):
        if (value := attributes.get(name)) and _STANDARD.search(value):
            return True
    if "itemscope" not in attributes:
        return False
    return not _STANDARD_PROPERTIES.isdisjoint((attributes.get("itemprop") or "").lower().split())


def number_of(element: Element) -> str | None:
    """The comment's own number in an id such as `li-comment-96`, or in a data attribute."""
    if found := NUMBERED.search(element.identity):
        return str(found["number"])
    attributes = element.node.attributes
    for name in _NUMBER_ATTRIBUTES:
        if (value := (attributes.get(name) or "").strip()) and len(value) <= 80 and " " not in value:
            return value
    return None


def other_number_of(element: Element) -> str | None:
    """A number under another name than a comment's (`post-96`, `answer-96`): to be trusted only where comments are."""
    found = _OTHER_NUMBER.match(element.identity)
    return str(found["number"]) if found else None


def anchor_number(position: int, elements: Sequence[Element]) -> str | None:
    """The number of an anchor straight before an element or at its head: where links to a comment used to lead."""
    before = elements[position].node.prev
    while before is not None and not before.is_element_node and not (before.text_content or "").strip():
        before = before.prev
    heads = [inner.node for inner in elements[position + 1 : min(elements[position].end, position + 4)]]
    return next(filter(None, map(_anchored, [before, *heads] if before is not None else heads)), None)


def anchor_in(node: LexborNode) -> str | None:
    """The number of an anchor that an element is, or that stands first in it."""
    return _anchored(node) or next((_anchored(anchor) for anchor in node.css("a[name], a[id]")[:1]), None)


def _anchored(node: LexborNode) -> str | None:
    if node.tag != "a" or node.attributes.get("href"):
        return None
    found = _ANCHOR.match(node.attributes.get("id") or node.attributes.get("name") or "")
    return str(found["number"]) if found is not None else None


def inner_number(position: int, elements: Sequence[Element]) -> str | None:
    """The number that an element or the first numbered one in it has, whatever it is called."""
    for element in elements[position : min(elements[position].end, position + MOST_LOOKED_AT)]:
        if found := _ANCHOR.match(element.identity):
            return str(found["number"])
    return None


@lru_cache(maxsize=20_000)
def token_role(token: str) -> str | None:
    """What one class or id says: `comment`, `holder`, `part`, `form`, `elsewhere` or nothing."""
    words = words_of(token)
    if not class_names.FORM.isdisjoint(words):
        return "form"
    one, many = not class_names.ONE_COMMENT.isdisjoint(words), not class_names.COMMENTS.isdisjoint(words)
    if not (one or many):
        return None
    if "form" in words:
        return "form"
    if not class_names.ELSEWHERE.isdisjoint(words):
        return "elsewhere"
    if not class_names.FIELD.isdisjoint(words):
        return "holder" if many and class_names.AREA.issuperset(class_names.FIELD.intersection(words)) else "part"
    if not class_names.ITEM.isdisjoint(words):  # `comments-item` is one of them, `entry-comments` are those of an entry
        return "holder" if words[-1] in class_names.COMMENTS else "comment"
    if many or not class_names.CONTAINER.isdisjoint(words) or not class_names.REPLY_LIST.isdisjoint(words):
        return "holder"
    return "comment"


def roles_of(element: Element) -> frozenset[str | None]:
    return frozenset({"comment"}) if element.is_standard else _roles(element.classes, element.identity)


@lru_cache(maxsize=20_000)
def _roles(classes: tuple[str, ...], identity: str) -> frozenset[str | None]:
    return frozenset(token_role(token) for token in (*classes, identity) if token)


def is_holder(element: Element) -> bool:
    return element.tag in _HOLDER_TAGS and "holder" in roles_of(element)


def is_named_for_comments(node: LexborNode) -> bool:
    """Whether the id or a class of a node says that it holds comments."""
    classes = (node.attributes.get("class") or "").split()[:40]
    return "holder" in _roles(tuple(classes), node.attributes.get("id") or "")


def element_beside(node: LexborNode, *, after: bool) -> LexborNode | None:
    """The nearest element after or before a node, whatever text stands between."""
    other = node.next if after else node.prev
    while other is not None and not other.is_element_node:
        other = other.next if after else other.prev
    return other


def positions_of(selector: str, elements: Sequence[Element]) -> list[int]:
    """Where the elements stand that a CSS selector matches."""
    chosen = {node.mem_id for node in elements[0].node.css(selector)} if elements else set()
    return [position for position, element in enumerate(elements) if element.node.mem_id in chosen] if chosen else []


def first_within(positions: Sequence[int], start: int, end: int) -> int | None:
    """The place in `positions` of the first that is not before `start`, if it is before `end`."""
    place = bisect_left(positions, start)
    return place if place < len(positions) and positions[place] < end else None


def may_be_a_comment(tag: str) -> bool:
    """Whether elements of this name may be comments. What web components are called (`user-comment`) tells nothing."""
    return tag in NODE_TAGS or "-" in tag


def around(position: int, elements: Sequence[Element]) -> Iterator[int]:
    """The positions of the elements around one, from the inside out, without the body's."""
    while (position := elements[position].parent) > 0:
        yield position


def children(position: int, elements: Sequence[Element]) -> list[Element]:
    found, child = [], position + 1
    while child < elements[position].end:
        found.append(elements[child])
        child = elements[child].end
    return found
