"""Small values that the archive writes and compares: uids, times, folded words."""

import os
import re
import time
import unicodedata
from typing import Any, Literal

from scraper.text import encodable

FOLDED_LETTERS: dict[str, str] = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ß": "ss", "ẞ": "SS", "æ": "ae",
    "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ħ": "h", "Ħ": "H", "ı": "i", "ŧ": "t", "Ŧ": "T",
}  # fmt: skip
"""Letters that no Unicode decomposition takes apart, and how people write them who have no such key."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Ranges of letters of scripts that put no spaces between words (Unicode blocks), as inside a bracket of GLOB."""

_MANY_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{31,}")
"""Where more combining marks may follow one another than writing needs: letters, digits and spaces are none."""

_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u


def new_uid() -> str:
    """A random name of 26 letters and digits that sorts by creation: 48 bits of milliseconds, 80 of chance (ULID)."""
    number = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    return "".join(_BASE32[(number >> shift) & 31] for shift in range(125, -5, -5))


def storable(value: Any) -> Any:
    """A value that SQLite can hold: lone surrogates become question marks, an integer beyond 64 bits is unknown."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return None
    return value


def truth(value: int | None) -> bool | None:
    """What a column holds that is 1, 0 or null."""
    return None if value is None else bool(value)


def plain_words(text: str | None) -> str:
    """Text as compared for edits: one space between words, composed letters (NFC). White space is no wording."""
    return " ".join(_normalized("NFC", text).split())


def folded(text: str | None) -> str:
    """Text as compared for identity: also without case and typographic variants (NFKC, case folding)."""
    return " ".join(_normalized("NFKC", text).casefold().split())


def _normalized(form: Literal["NFC", "NFKC"], text: str | None) -> str:
    """Text in a normal form.

    Python sorts a run of combining marks by its square, so long runs are parted first, as in Unicode's Stream-Safe Text
    Format (UAX 15, section 13).
    """
    text = text or ""
    return text if text.isascii() else unicodedata.normalize(form, _MANY_MARKS.sub(_parted, text))


def _parted(run: re.Match[str]) -> str:
    """Characters with a grapheme joiner after each thirty that are all combining marks."""
    found: list[str] = []
    marks = 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > 30:
            found.append("\u034f")
            marks = 1
        found.append(char)
    return "".join(found)


def program_version() -> str:
    """The version of this program, which is the parser's too."""
    from scraper.version import __version__

    return __version__
