from __future__ import annotations

import random

import pytest

from archive.copies import fingerprints
from tests.archive.copies.test_groups import essay, reworded

TEXT = essay(1)


def shared(one: str, other: str) -> int:
    """How many bands two texts have in common."""
    return len(set(fingerprints.bands(one)) & set(fingerprints.bands(other)))


def test_many_unrelated_articles_are_hardly_ever_compared() -> None:
    keys: dict[int, int] = {}
    for seed in range(300):
        for band in fingerprints.bands(essay(seed)):
            keys[band] = keys.get(band, 0) + 1
    assert sum(count > 1 for count in keys.values()) < len(keys) / 50


def test_texts_without_spaces_between_words_have_fingerprints() -> None:
    text = "".join(chr(0x4E00 + random.Random(3).randrange(3000) + place) for place in range(200))
    assert fingerprints.alike(text, text[:190])
    assert not fingerprints.alike(text, text[::-1])


def test_a_copy_is_found_by_its_bands_and_an_unrelated_text_is_not() -> None:
    assert shared(TEXT, TEXT) == len(fingerprints.bands(TEXT)) > 0
    assert shared(TEXT, reworded(TEXT, 15)) > 0
    assert shared(TEXT, essay(2)) == 0


def test_bands_are_the_same_everywhere() -> None:
    """They are kept in archives, which move between machines."""
    assert fingerprints.bands("one two three " * 40) == fingerprints.bands("One, two: THREE. " * 40)
    assert fingerprints.shingles(" ".join(["tide"] * 60)) == frozenset({fingerprints._hash("tide tide tide")})
    assert fingerprints._hash("tide tide tide") == 137978050


@pytest.mark.parametrize("length", [0, 1, fingerprints.MIN_WORDS - 1])
def test_short_texts_have_no_fingerprint_and_are_like_nothing(length: int) -> None:
    text = " ".join(f"word{number}" for number in range(length))
    assert (fingerprints.shingles(text), fingerprints.bands(text)) == (frozenset(), [])
    assert not fingerprints.alike(text, text)


def test_texts_are_alike_with_some_words_changed_and_not_with_many() -> None:
    assert fingerprints.alike(TEXT, reworded(TEXT, 15))
    many = " ".join("otherwise" if place % 4 == 0 else word for place, word in enumerate(TEXT.split()))
    assert not fingerprints.alike(TEXT, many)
    assert not fingerprints.alike(TEXT, essay(2))


def test_a_long_part_of_a_text_is_like_it_and_a_short_one_is_not() -> None:
    words = essay(1, 600).split()
    assert fingerprints.alike(" ".join(words[:200]), " ".join(words))
    assert not fingerprints.alike(" ".join(words[:100]), " ".join(words))  # as long as a boilerplate


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Open thread, week 11", "Open thread, week 12", True),
        ("The lamp, part II", "The lamp, part III", True),
        ("The lamp, part one", "The lamp, part two", True),
        ("The lamp", "The lamp", False),
        ("The lamp", "The head", False),
        ("The lamp", None, False),
        ("11", "12", True),
        (None, None, False),
    ],
)
def test_titles_that_differ_in_numbers_alone_are_a_series(one: str | None, other: str | None, expected: bool) -> None:
    assert fingerprints.same_series(one, other) is expected
