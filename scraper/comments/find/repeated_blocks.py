"""Comments that nothing names: elements made alike, each with a date or a button to answer, and with words of its own.

A page made by a build tool calls its parts `css-1q2w3e`. A person sees a thread all the same: under "3 comments", or
each with "Reply" below it, stands again and again a block with somebody's name, a date and a text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.comments.find import outline
from scraper.comments.find.candidates import ARTICLE
from scraper.comments.find.outline import Element, first_within
from scraper.comments.find.regions import is_about_other_pages
from scraper.comments.find.sibling_runs import EVERY_OTHER, RUN, names_an_author
from scraper.comments.vocabulary.class_names import ELSEWHERE
from scraper.comments.vocabulary.counts import COMMENT_WORDS, count_in
from scraper.comments.vocabulary.labels import REPLY, is_button, is_counted_from_now
from scraper.text import squeeze

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)")
_LONGEST_DATE = 60
_FEWEST_LETTERS = 12  # letters: a block that holds fewer beside its date is the head of a comment, or no comment
_SHARE = 0.75  # of blocks made alike, this share must have words, for all of them to be comments
_TITLE_SPACES = 4  # spaces: a link with as many is the title of an article, not a name
_MOST_LEVELS = 30  # elements around a date that are looked at
_LOOKED_AT = 30  # elements before and behind a thread among which its heading and its form are looked for
_LONGEST_HEADING = 80
_HEADING = re.compile(rf"^\W*(?:[^\W\d]+\s){{0,2}}(?:{COMMENT_WORDS})\W*$", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:{COMMENT_WORDS}|comment|reply)\b", re.IGNORECASE)
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_PRESSED = frozenset("a button span".split())


def mark_alike(tree: LexborHTMLParser) -> bool:
    """Mark the blocks that read as the comments of a thread. Whether there are any."""
    if tree.body is None or not _may_hold_a_thread(tree):
        return False
    elements = outline.scan(tree.body)
    articles = outline.positions_of(ARTICLE, elements)
    buttons = (position for position, element in enumerate(elements) if _answers(element))
    for leaves in ([*_dates(elements), *buttons], _names(elements)):
        found: dict[tuple[int, ...], int] = {}
        for row in _rows(leaves, elements):
            frames = tuple(outermost_alike(row, elements, articles))
            if len(frames) >= 2 and frames not in found:
                found[frames] = _signs_of_a_thread(frames, elements) * len(frames)
        best = max(found, key=lambda frames: found[frames], default=())
        if best and found[best]:
            for position in best:
                elements[position].node.attrs[RUN] = ""
            return True
    return False


def _may_hold_a_thread(tree: LexborHTMLParser) -> bool:
    """Whether a page asks for words, counts comments or lets one answer: asked first, as it costs little."""
    return (
        tree.css_first("textarea, [contenteditable]") is not None
        or any(_is_reply(node) for node in tree.css("a, button"))
        or any(_names_comments(squeeze(node.text(separator=" "))) for node in tree.css("h2, h3, h4, h5, h6"))
    )


def _is_reply(node: LexborNode) -> bool:
    shown = node.text()
    return len(shown) <= _LONGEST_HEADING and is_button(squeeze(shown), REPLY)


def _rows(leaves: Iterable[int], elements: Sequence[Element]) -> list[list[int]]:
    """The leaves that are made alike: of such dates, buttons to answer or names there is one a comment."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position in leaves:
        rows[_make(elements[position])].append(position)
    return [row for row in rows.values() if len(row) >= 2]


def _dates(elements: Sequence[Element]) -> Iterator[int]:
    """The innermost elements that show a date and little else."""
    behind = len(elements)  # the nearest one found so far: the elements are asked from the last to the first
    for position in range(len(elements) - 1, 0, -1):
        element = elements[position]
        if not 3 < element.text <= _LONGEST_DATE or behind < element.end:
            continue
        shown = squeeze(element.node.text())
        counted = any(map(str.isdigit, shown)) and (_DATE.search(shown) or is_counted_from_now(shown))
        if element.tag == "time" or counted:
            behind = position
            yield position


def _answers(element: Element) -> bool:
    return element.tag in _PRESSED and 0 < element.text <= _LONGEST_HEADING and _is_reply(element.node)


def _names(elements: Sequence[Element]) -> Iterator[int]:
    for position, element in enumerate(elements):
        if 0 < element.text <= _LONGEST_HEADING and (element.tag == "cite" or names_an_author(element.classes)):
            yield position


def _make(element: Element) -> tuple[str, str]:
    """The name of an element and the first of its classes that does not tell it from others, without digits."""
    said = (re.sub(r"\d+", "", token) for token in element.classes if not EVERY_OTHER.match(token))
    return element.tag, next(said, "")


def outermost_alike(leaves: Iterable[int], elements: Sequence[Element], articles: Sequence[int] = ()) -> list[int]:
    """For leaves of which there is one a comment, the comments: the outermost elements that are made alike.

    From each leaf upwards, as long as no two leaves come to stand in the same element: that one is the list. Where
    ways part, as for the date of the article, each is followed by itself; the one with the most comments wins.
    """
    best: list[int] = []
    most = (0, 0)
    ways: list[tuple[int, list[tuple[int, int]]]] = [(0, [(leaf, elements[leaf].text) for leaf in sorted(leaves)])]
    while ways:
        level, way = ways.pop()
        frames = [
            position
            for position, letters in way
            if outline.may_be_a_comment(elements[position].tag)
            and elements[position].text - letters >= _FEWEST_LETTERS
            and first_within(articles, position, elements[position].end) is None
        ]
        whole = len(frames) >= _SHARE * len(way)
        if whole and (len(frames), level) > most:
            best, most = [position for position, _ in way], (len(frames), level)
        above: dict[int, int] = {}
        for position, letters in way:
            above.setdefault(elements[position].parent, letters)
        if (whole and len(above) < len(way)) or level == _MOST_LEVELS:
            continue
        makes: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for position, letters in sorted(above.items()):
            if position > 0:
                makes[_make(elements[position])].append((position, letters))
        ways += [(level + 1, alike) for alike in makes.values() if len(alike) >= 2]
    return best


def _signs_of_a_thread(frames: Sequence[int], elements: Sequence[Element]) -> int:
    """How surely what a person sees says that these are comments; 0: it does not."""
    around = (elements[position] for position in (frames[0], *outline.around(frames[0], elements)))
    is_elsewhere = any("elsewhere" in outline.roles_of(element) for element in around)  # `#recentcomments`
    if is_elsewhere or is_about_other_pages(frames, elements):
        return 0
    most = outline.MOST_LOOKED_AT
    heads = (elements[position + 1 : min(elements[position].end, position + most)] for position in frames)
    if sum(any(map(_answers, head)) for head in heads) * 2 >= len(frames):
        return 2
    looked_at = frames[:most]  # one may stand in another thousands deep
    if sum(_is_teaser(elements[position].node) for position in looked_at) * 2 > len(looked_at):
        return 0
    end = max(elements[position].end for position in frames)
    headed = _is_headed(frames[0], elements)
    return int(headed or (headed is None and _is_asked_for(end, elements)))


def _is_teaser(node: LexborNode) -> bool:
    """Whether it is headed by a link to another page: by a heading, or by the first link, which is no name."""
    first = next((link for link in node.css("a[href]") if squeeze(link.text())), None)
    if first is None:
        return False
    headings = node.css("h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4")
    if any("#" not in (link.attributes.get("href") or "") for link in headings):
        return True
    return "#" not in (first.attributes.get("href") or "") and squeeze(first.text()).count(" ") >= _TITLE_SPACES


def _is_headed(first: int, elements: Sequence[Element]) -> bool | None:
    """Whether the heading before the first block counts comments or names them; None where there is no heading."""
    for element in reversed(elements[max(first - _LOOKED_AT, 1) : first]):
        if element.tag == "h1":  # the article's
            return None
        if element.end > first or not 0 < element.text <= _LONGEST_HEADING:
            continue
        shown = squeeze(element.node.text(separator=" "))
        if _names_comments(shown):
            return True
        if element.tag in _HEADINGS:
            return False
    return None


def _names_comments(shown: str) -> bool:
    """Whether a heading counts comments, or is a name for them and for nothing else ("Recent comments")."""
    if len(shown) > _LONGEST_HEADING:
        return False
    plain = _HEADING.match(shown) is not None and ELSEWHERE.isdisjoint(shown.lower().split())
    return plain or count_in(shown) is not None


def _is_asked_for(end: int, elements: Sequence[Element]) -> bool:
    """Whether right behind the last block one is asked to write a comment."""
    behind = elements[end : end + _LOOKED_AT]
    if not any(element.tag == "textarea" or "contenteditable" in element.node.attributes for element in behind):
        return False
    shown = (squeeze(element.node.text(separator=" ")) for element in behind if 0 < element.text <= _LONGEST_HEADING)
    return any(_ASKS.search(words) for words in shown)
