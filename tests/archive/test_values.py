"""Values that the archive compares."""

from __future__ import annotations

import unicodedata

from archive.values import folded, plain_words


def test_letters_are_composed_with_as_many_marks_as_writing_needs() -> None:
    assert plain_words("Cafe\u0301  Zoe\u0308") == "Café Zoë"
    marked = "a" + "\u0301\u0323" * 15
    assert plain_words(marked) == unicodedata.normalize("NFC", marked)
    assert folded("━" * 90 + "Ｅ\u0301") == "━" * 90 + "é"


def test_heaped_marks_are_compared_at_once() -> None:
    """Sorted as one run, a million marks would take a quarter of an hour."""
    heap = "a" + "\u0301\u0323" * 500_000
    assert plain_words(heap) == plain_words(plain_words(heap))
    assert folded(heap) != folded(heap + "\u0301")
