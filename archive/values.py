"""Small values that the archive writes and compares: uids, times, folded words."""

from __future__ import annotations

import html
import os
import re
import time
import unicodedata
from datetime import UTC, datetime
from typing import Any, Literal

from scraper.text import encodable

_TOO_LONG = re.compile(r"&#\d{20,};?")
"""A character reference with a number that Python may refuse to read; no character has one of twenty digits."""

_MANY_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{31,}")
"""Where more combining marks may follow one another than writing needs: letters, digits and spaces are none."""

_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u


def new_uid() -> str:
    """A random name of 26 letters and digits that sorts by creation: 48 bits of milliseconds, 80 of chance (ULID)."""
    number = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    return "".join(_BASE32[(number >> shift) & 31] for shift in range(125, -5, -5))


def now() -> str:
    """The time, UTC, to the second: the form of every `*_at`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc(moment: str) -> str:
    """A stated moment (ISO 8601; bare means UTC) as UTC to the second, so that sorting as text sorts by time.

    ValueError when it is not a moment.
    """
    stated = datetime.fromisoformat(moment)
    aware = stated.replace(tzinfo=UTC) if stated.tzinfo is None else _in_utc(stated)
    return f"{aware.year:04}-{aware:%m-%dT%H:%M:%SZ}"


def published_utc(published: str | None) -> str | None:
    """A stated date as UTC where it states an offset; without one nobody knows the instant: None."""
    if published is None or "T" not in published:
        return None
    try:
        stated = datetime.fromisoformat(published)
    except ValueError:
        return None
    return None if stated.tzinfo is None else utc(published)


def _in_utc(stated: datetime) -> datetime:
    try:
        return stated.astimezone(UTC)
    except OverflowError:  # year 1 or 9999, and the offset leads out of the calendar
        return stated.replace(tzinfo=UTC)


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


def unescape(text: str) -> str:
    """Text with its character references read (HTML, "Numeric character reference end state": too large is U+FFFD)."""
    return html.unescape(_TOO_LONG.sub("\ufffd", text))


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
    return unicodedata.normalize(form, _MANY_MARKS.sub(_parted, text or ""))


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
