"""How many people liked a comment, and how many did not, where its voting buttons or a line below it say so.

A count is a single whole number in an element that is named for liking or disliking, in what stands right behind it,
in an attribute, or in a phrase ("Gefällt 3 Personen"). Stars, and what is counted of a person, are no votes.
"""

import re
from collections.abc import Iterator
from typing import Literal

from bs4.element import Tag

from scraper.comments.fields.dom import Own, text, tokens
from scraper.comments.fields.parts import Parts
from scraper.comments.vocabulary.class_names import words_of
from scraper.comments.vocabulary.notes import COUNTS_LIKES, LIKE_STEMS
from scraper.comments.vocabulary.words import names
from scraper.evidence import Evidence
from scraper.html import attribute

Side = Literal["up", "down"]

LONGEST_COUNT = 80  # characters: a longer text is no count

_UP, _DOWN = names("like"), names("dislike")

_BOTH = names("vote")
"""Named for both sides: one number of the likes, or of what is left of them. Below zero it counts no likes."""

_NO_VOTES = names("no-vote")
_VOTES = _UP | _DOWN | _BOTH

_ATTRIBUTES: dict[str, Side] = {
    "data-like-count": "up", "data-likes": "up", "data-likes-count": "up", "data-upvotes": "up",
    "data-dislike-count": "down", "data-dislikes": "down", "data-downvotes": "down",
}  # fmt: skip

_NUMBER = re.compile(r"([+−–-]?)\s?(\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+)")
_BROKEN = re.compile(r"\d[.,:/]\d{1,2}(?!\d)|%")


def read_votes(own: Own, parts: Parts) -> None:
    """Note the likes and dislikes of a comment. What is not stated stays None."""
    if hinted := own.select(own.hints.likes):
        parts.likes, parts.evidence["likes"] = _count(text(hinted[0])), Evidence("system", text(hinted[0]))
    for side, number in _counts(own):
        if side == "up" and parts.likes is None:
            parts.likes, parts.evidence["likes"] = number, Evidence("votes", str(number))
        elif side == "down" and parts.dislikes is None:
            parts.dislikes, parts.evidence["dislikes"] = abs(number), Evidence("votes", str(number))


def _counts(own: Own) -> Iterator[tuple[Side, int]]:
    """Every count with its side, the surest first."""
    if not own.attributes.isdisjoint(_ATTRIBUTES):
        for tag in [own.tag, *own.tags]:
            for name, side in _ATTRIBUTES.items():
                if name in tag.attrs and (stated := attribute(tag, name)).isdecimal():
                    yield side, int(stated[:7])
    is_named, is_phrased = not _VOTES.isdisjoint(own.vocabulary), any(stem in own.shown for stem in LIKE_STEMS)
    if not (is_named or is_phrased):  # most comments: no need to read element by element
        return
    names = [(tag, _names(tag)) for tag in own.tags]
    for tag, words in names:
        if _NO_VOTES.isdisjoint(words) and (side_of := _side(words)) is not None:
            number = _count(text(tag))
            number = _count_behind(tag) if number is None else number
            if number is not None and (side_of == "down" or number >= 0):
                yield side_of, number
    if not is_phrased:
        return
    for tag, words in names:
        if _VOTES.isdisjoint(words) and tag.name != "p" and COUNTS_LIKES.match(shown := text(tag)):
            yield "up", _count(shown) or 0


def _names(tag: Tag) -> set[str]:
    return {word for token in (*tokens(tag, "class")[:30], attribute(tag, "id")) if token for word in words_of(token)}


def _side(words: set[str]) -> Side | None:
    """Which side an element counts; None where it holds both sides' counts, or none."""
    up, down = not _UP.isdisjoint(words), not _DOWN.isdisjoint(words)
    if up != down:
        return "up" if up else "down"
    return None if up or _BOTH.isdisjoint(words) else "up"


def _count(shown: str) -> int | None:
    """The one whole number in a short text."""
    found = _NUMBER.findall(shown) if len(shown) <= LONGEST_COUNT else []
    if len(found) != 1 or _BROKEN.search(shown):
        return None
    digits = re.sub(r"\D", "", found[0][1])
    if len(digits) > 7:
        return None
    return int(digits) if found[0][0] in ("", "+") else -int(digits)


def _count_behind(tag: Tag) -> int | None:
    """A bare number right behind an icon or a button without one."""
    if any(character.isdigit() for character in text(tag)):
        return None
    behind = next((near for near in tag.next_siblings if isinstance(near, Tag) or text(near)), None)
    if behind is None or (isinstance(behind, Tag) and not (_NO_VOTES | _UP | _DOWN).isdisjoint(_names(behind))):
        return None
    shown = text(behind).strip(" ()[]+")
    return int(shown) if shown.isdecimal() and len(shown) < 8 else None
