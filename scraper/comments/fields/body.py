"""What a person wrote in a comment: the element named for it, or what is left without the head and the labels."""

import re
from itertools import takewhile

from bs4.element import PageElement, Tag

from scraper.comments.fields.dom import Own, ancestors, is_inside, last_words, text
from scraper.comments.vocabulary.class_names import BODY, HEAD, NOT_BODY
from scraper.comments.vocabulary.labels import is_only_labels
from scraper.html import BLOCKS

_BRACKETS = re.compile(r"[\s()\[\]|]+")  # what is left around buttons that were taken out
_WRAPPERS = frozenset("div article section main td tr tbody table dl dd li".split())
_MOST_WRAPPERS = 20
LONGEST_HEAD = 200  # characters that a block named as a comment's head may hold beside the name and the date


def find_body(own: Own, parts: list[PageElement]) -> tuple[Tag, str]:
    """The element that holds what the person wrote, everything else taken out of it; and the rule that found it.

    `parts` are the elements of the author and the date.
    """
    if hinted := own.select(own.hints.body):
        body, rule = hinted[0], "system"
    elif marked := [*own.propertied("text", "commentText"), *own.classed("e-content")]:
        body, rule = marked[0], "marked"
    elif (named := _named(own, parts)) is not None:
        body, rule = named, "class"
    else:
        body, rule = own.tag, "what is left"
    _take_head(body, parts)
    _take_labels(body, deep=body is own.tag)
    return body, rule


def _named(own: Own, parts: list[PageElement]) -> Tag | None:
    """The longest element named for the text of a comment that holds neither its author nor its date."""
    best: tuple[int, Tag] | None = None
    for tag in own.tags:
        words = own.words(tag)
        if BODY.isdisjoint(words) or not NOT_BODY.isdisjoint(words):
            continue
        if any(is_inside(part, tag) for part in parts) or (best is not None and is_inside(tag, best[1])):
            continue
        length = len(text(tag))
        if length and (best is None or length > best[0]):
            best = (length, tag)
    return best[1] if best else None


def _take_head(body: Tag, parts: list[PageElement]) -> None:
    """Take the author and the date out, with the labels around them, but nothing that was written."""
    inside = [part for part in parts if part is not body and is_inside(part, body)]
    heads = [[part, *takewhile(lambda around: _is_head(around, inside), ancestors(part, body))] for part in inside]
    for head in heads:
        head[-1].extract()


def _is_head(around: Tag, parts: list[PageElement]) -> bool:
    """Whether an element around a name or a date holds nothing but labels, or says that it is a comment's head."""
    rest = text(around, without=parts)
    if is_only_labels(rest):
        return True
    if HEAD.isdisjoint(last_words(around)) or len(rest) > LONGEST_HEAD:
        return False
    written = around.find_all(["p", "blockquote", "ul", "ol", "pre"])
    return all(any(is_inside(part, block) for part in parts) for block in written)


def _take_labels(body: Tag, *, deep: bool) -> None:
    """Remove bare words such as "says:" and punctuation that stood between name, date and text.

    `deep` looks for them also at the beginning and the end of wrappers: where the body is the whole comment.
    """
    for from_end in (False, True):
        around = body
        for _ in range(_MOST_WRAPPERS if deep else 1):
            kept = _first_kept(around.contents[:: -1 if from_end else 1])
            if not isinstance(kept, Tag) or kept.name not in _WRAPPERS:
                break
            around = kept


def _first_kept(children: list[PageElement]) -> PageElement | None:
    """The first of some neighbours that is no label; those before it are taken out."""
    for child in children:
        shown = text(child)
        if shown and not is_only_labels(shown):
            return child
        is_block = isinstance(child, Tag) and child.name in BLOCKS - {"div"}
        if shown and (not is_block or _BRACKETS.fullmatch(shown)):
            child.extract()
    return None
