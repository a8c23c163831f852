"""How alike two texts are: the same words in other characters, cut short, edited, or another text altogether."""

import re
from collections import Counter

from archive.values import folded, plain_words
from scraper.text import unescape

CUT_AT_LEAST = 20
"""Characters that a text cut short must still have: fewer could begin many texts."""

EDITED = 0.6
"""How alike the words before and after an edit are, at least. Unrelated comments of one person reach about 0.3."""

_TYPOGRAPHIC = str.maketrans("‘’‚“”„–—\u00a0", "'''\"\"\"-- ", "\u00ad") | {ord("…"): "..."}

_GUILLEMETS = re.compile(r"[«‹] ?| ?[»›]")
"""French quotes with the space inside them: WordPress makes them of plain ones, where the site's language has them.

For words with one space between them: of any number the pattern would take the square."""

_CUT = re.compile(r"\s*(?:\[?\s?\.\.\.\s?\]?)\s*$")

_SHINGLE = 8


def demangled(text: str | None) -> str:
    """Words as a writer meant them: character references read (also twice escaped ones), typography made plain."""
    return _GUILLEMETS.sub('"', plain_words(unescape(unescape(text or "")).translate(_TYPOGRAPHIC)))


def skeleton(text: str | None) -> str:
    """What is left of a text however it is printed: letters and digits."""
    return "".join(char for char in folded(demangled(text)) if char.isalnum())


def is_cut(part: str | None, whole: str | None) -> bool:
    """Whether `part` is the beginning of `whole` and says itself that it is cut short."""
    beginning, all_of_it = demangled(part), demangled(whole)
    found = _CUT.search(beginning)
    if not found or beginning == all_of_it:
        return False
    stem = skeleton(beginning[: found.start()])
    return len(stem) >= CUT_AT_LEAST and skeleton(all_of_it).startswith(stem)


def same_wording(known: str | None, seen: str | None) -> bool:
    """Whether two texts are one wording, as far as two channels may print one differently."""
    if plain_words(known) == plain_words(seen) or demangled(known) == demangled(seen):
        return True
    return is_cut(seen, known) or is_cut(known, seen)


def knows_more(known: str | None, seen: str | None) -> bool:
    """Whether `seen`, the same wording as `known`, should take its place.

    Of two spellings that know equally much the first one stays: else two channels would overwrite each other for ever.
    """
    if plain_words(known) == plain_words(seen):
        return (seen or "").count("\n") >= (known or "").count("\n")
    if is_cut(known, seen):
        return True
    return not is_cut(seen, known) and unescape(known or "") != known and unescape(seen or "") == seen


def similarity(one: str | None, other: str | None) -> float:
    """From 0 to 1: how many of their three-letter pieces two texts share (Dice)."""
    first, second = _pieces(folded(one)), _pieces(folded(other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def is_like(one: str | None, other: str | None) -> bool:
    """Whether one text holds a good part of the other: the same article, edited, or the beginning of it."""
    first, second = _shingles(one), _shingles(other)
    if not first or not second:
        return first == second
    return len(first & second) >= 0.2 * min(len(first), len(second))


def _pieces(text: str) -> Counter[str]:
    padded = f" {text} "
    return Counter(padded[place : place + 3] for place in range(len(padded) - 2))


def _shingles(text: str | None) -> set[str]:
    letters = skeleton(text)
    places = range(max(1, len(letters) - _SHINGLE + 1)) if letters else ()
    return {letters[place : place + _SHINGLE] for place in places}
