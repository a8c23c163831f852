"""Fingerprints of article texts, by which near-duplicates are found through an index: pure functions.

A text is taken as its set of shingles (three words in a row). Each shingle falls by its hash into one of BUCKETS, and
of each bucket the smallest hash stays (one permutation hashing, Li, Owen and Zhang 2012): two texts agree in a bucket
with the probability that their sets resemble each other (Jaccard). Buckets are taken in bands of two; texts that agree
in one band are candidates: at a resemblance of 0.5 they are found with 0.99, unrelated texts almost never. What is
found so is only a candidate: `alike` looks at the texts themselves.
"""

import re
from zlib import crc32

from archive.values import UNSPACED, folded

SHINGLE = 3
BUCKETS = 32
ROWS = 2

MIN_WORDS = 60
"""Shorter texts say too little: greetings, captions and notices resemble each other without being one article."""

RESEMBLANCE = 0.5
"""Jaccard resemblance from which two texts are one article. Rewording one word in fifteen leaves 0.67."""

CONTAINMENT = 0.85

CONTAINED_WORDS = 150
"""A shorter copy (cut, or without its last section) counts when this share of its shingles stands in the other, and it
has so many words: a common boilerplate of a site is shorter."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text as compared: folded; of scripts without spaces each letter is a word."""
    return _WORD.findall(folded(text))


def shingles(text: str) -> frozenset[int]:
    """Hashes of every SHINGLE words in a row; empty for texts shorter than MIN_WORDS."""
    found = words(text)
    if len(found) < MIN_WORDS:
        return frozenset()
    return frozenset(_hash(" ".join(found[place : place + SHINGLE])) for place in range(len(found) - SHINGLE + 1))


def bands(text: str) -> list[int]:
    """The keys by which texts that resemble this one are found, each number a band and what stands in it."""
    smallest: dict[int, int] = {}
    for value in sorted(shingles(text)):
        smallest.setdefault(value % BUCKETS, value)
    found = ([smallest.get(band * ROWS + row) for row in range(ROWS)] for band in range(BUCKETS // ROWS))
    # An empty bucket of two short texts would make them alike.
    return [band << 32 | _hash(f"{rows}") for band, rows in enumerate(found) if None not in rows]


def alike(one: str, other: str) -> bool:
    """Whether two texts are one article, republished: much the same words in much the same order."""
    first, second = shingles(one), shingles(other)
    if not first or not second:
        return False
    common, shorter = len(first & second), min(len(first), len(second))
    contains = shorter >= CONTAINED_WORDS and common >= CONTAINMENT * shorter
    return contains or common >= RESEMBLANCE * len(first | second)


def same_series(one: str | None, other: str | None) -> bool:
    """Whether two titles are parts of one series: they differ in numbers or dates alone."""
    first, second = words(one or ""), words(other or "")
    names = [[word for word in title if not _NUMBER.fullmatch(word)] for title in (first, second)]
    return first != second and bool(first and second) and names[0] == names[1]


_NUMBER = re.compile(r"\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten")


def _hash(text: str) -> int:
    """32 bits that are the same everywhere; multiplied (Knuth, vol. 3, 6.4), for CRCs of like words differ in few."""
    value = crc32(text.encode()) * 0x9E3779B1 & 0xFFFFFFFF
    return value ^ value >> 15
