"""Comments that are no element of their own but a run of neighbours: `dt` and `dd`, rows of a table, a name and a text.

Each run is put into an element of ours, so that whoever reads comments needs to know one shape only.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.comments.find.outline import anchor_in, element_beside, is_named_for_comments
from scraper.comments.vocabulary.class_names import BODY, NAMES, NOT_AUTHOR, NOT_BODY, words_of
from scraper.comments.vocabulary.counts import count_in
from scraper.page.page import ancestors
from scraper.text import squeeze

RUN = "data-afterword-run"  # set on every element that was put around a run
_HEADINGS = "h1, h2, h3, h4, h5, h6"

_NO_PART = frozenset("form script style nav h1 h2 footer aside iframe noscript template link".split())
"""Elements that end a run: they are around comments, not in them."""

EVERY_OTHER = re.compile(r"^(?:[a-z]+-)?(?:odd|even|alt\d?|first|last|row\d|\d+)$")
"""A class that tells an element from its neighbours, as WordPress's `thread-even` does."""

MOST_RUNS = 5000
MOST_AREAS = 400
_TEXT_TAGS = "div[class], p[class], span[class], td[class], dd[class], blockquote[class], section[class]"
_NAME_TAGS = "div[class], p[class], span[class], td[class], a[class], b[class], strong[class], cite[class], h4[class]"
_MOST_STEPS = 5  # elements around the text of a comment in which its name is looked for
_MOST_LOOKED_AT = 12  # elements that are looked at in each


def wrap_runs(tree: LexborHTMLParser, start: str) -> bool:
    """Wrap the runs that begin with what a CSS selector matches. Whether there are any."""
    starts = list({node.mem_id: node for node in tree.css(start)}.values())  # a list of selectors names some twice
    _wrap(tree, starts)
    return bool(starts)


def wrap_unnamed_runs(tree: LexborHTMLParser) -> bool:
    """Mark or wrap what looks like comments where a page says that its comments are. Whether there are any."""
    for area in islice(_areas(tree), MOST_AREAS):
        if frames := _frames(area):
            for frame in frames:
                frame.attrs[RUN] = ""
            return True
        if starts := _starts(area):
            _wrap(tree, starts[:MOST_RUNS])
            return True
    return False


def _frames(area: LexborNode) -> list[LexborNode]:
    """The smallest elements around one text and a name, where elements are named for those: each is a comment."""
    texts = [node for node in area.css(_TEXT_TAGS) if _say(_classes(node), BODY, NOT_BODY)]
    names = {
        node.mem_id
        for node in area.css(_NAME_TAGS)
        if names_an_author(_classes(node))
        and node.css_first("input, textarea") is None  # a field of a form asks for one
    }
    frames: dict[int | None, LexborNode] = {}
    taken = {text.mem_id for text in texts[:MOST_RUNS]}
    for text in texts[:MOST_RUNS]:
        if any(inner.mem_id in taken for inner in text.css(_TEXT_TAGS) if inner.mem_id != text.mem_id):
            continue
        for around in islice(ancestors(text.parent, area), _MOST_STEPS):
            if any(node.mem_id in names for node in around.css(_NAME_TAGS)[:_MOST_LOOKED_AT]):
                frames[around.mem_id] = around
                break
    return list(frames.values())


def names_an_author(classes: Sequence[str]) -> bool:
    """Whether the classes of an element say that it holds a person's name."""
    return _say(classes, NAMES, NOT_AUTHOR)


def _say(classes: Sequence[str], words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether some classes end in one of these words, and in none of the others."""
    said = {word for token in classes[:10] for word in words_of(token)[-2:]}
    return not words.isdisjoint(said) and others.isdisjoint(said)


def _areas(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The elements that may hold nothing but comments: named for them, or below a heading that counts them.

    In a definition list, a table or a chain of only children the neighbours stand further in.
    """
    for node in tree.css("div, section, ul, ol, dl, table, td, form"):
        if is_named_for_comments(node):
            yield from _further_in(node)
    for heading in tree.css(_HEADINGS):
        if count_in(heading.text(separator=" ")) is not None:
            after = element_beside(heading, after=True)
            if after is not None and after.tag in ("dl", "table", "ul", "ol", "div"):
                yield from _further_in(after)


def _further_in(node: LexborNode) -> Iterator[LexborNode]:
    yield node
    yield from node.css("dl, tbody")
    while len(children := list(node.iter())) == 1:
        node = children[0]
        yield node


def _starts(area: LexborNode) -> list[LexborNode]:
    """The children of an area with which its comments begin; none where the children do not repeat."""
    children = [child for child in area.iter() if child.tag not in _NO_PART]
    if area.tag == "dl":
        return [child for child in children if child.tag == "dt"]
    if anchored := [child for child in children if anchor_in(child) is not None]:
        return anchored
    if sum(child.tag == "hr" for child in children) >= 2:
        return _between_rules(area)
    makes = [_make(child) for child in children]
    if len(makes) >= 2 and len({*makes}) == 1 and makes[0][0] != "p":
        return children
    for make in makes[:2]:  # a heading of the whole may come before the first
        repeated = [child for child, other in zip(children, makes, strict=True) if other == make]
        if len(repeated) >= 2 and len({*makes}) > 1 and len(repeated) * 2 <= len(children) + 1:
            return repeated
    return []


def _between_rules(area: LexborNode) -> list[LexborNode]:
    """What follows each `<hr>`, and the first child where the rules stand between the comments only."""
    nodes = area.iter(include_text=True)
    children = [node for node in nodes if node.is_element_node or (node.is_text_node and squeeze(node.text_content))]
    starts = [after for before, after in pairwise(children) if before.tag == "hr" != after.tag]
    if children[0].tag not in ("hr", "h3", "h4", "h5", "h6", *_NO_PART):
        starts.insert(0, children[0])
    return starts


def _wrap(tree: LexborHTMLParser, starts: Sequence[LexborNode]) -> None:
    """Put an element around each run: a start and what follows up to the next one, or to what is no part of a comment.

    The last run of a row may have as many elements as the longest before it: what follows is seldom a part of it.
    """
    begins = {start.mem_id for start in starts}
    rows = [start.parent.mem_id if start.parent is not None else None for start in starts]
    last = {row: start.mem_id for row, start in zip(rows, starts, strict=True)}
    longest: dict[int | None, int] = {}
    for row, start in zip(rows, starts, strict=True):
        most = longest.get(row) if last[row] == start.mem_id else None
        around = tree.create_node("tbody" if start.tag == "tr" else "div")
        start.insert_before(around, move=True)
        around.attrs[RUN] = ""
        around.insert_child(start, move=True)
        elements = int(start.is_element_node)
        while (node := around.next) is not None and node.mem_id not in begins and node.tag not in ("hr", *_NO_PART):
            elements += node.is_element_node
            if most is not None and elements > most:
                break
            around.insert_child(node, move=True)
        longest[row] = max(longest.get(row, 0), elements)


def _make(node: LexborNode) -> tuple[str, ...]:
    """What an element is made as, but for the words that tell every other one."""
    return (node.tag or "", *sorted(name for name in _classes(node) if not EVERY_OTHER.match(name)))


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()
