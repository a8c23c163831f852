"""Small values that the archive writes and compares: uids, times, folded words."""

from __future__ import annotations

import os
import time
import unicodedata
from datetime import UTC, datetime
from typing import Any

from scraper.text import encodable

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


def plain_words(text: str | None) -> str:
    """Text as compared for edits: one space between words, composed letters (NFC). White space is no wording."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def folded(text: str | None) -> str:
    """Text as compared for identity: also without case and typographic variants (NFKC, case folding)."""
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())
