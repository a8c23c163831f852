"""Lengths of time as people write them: 90s, 15m, 1h30m, 2d."""

from __future__ import annotations

import re

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 7 * 86400.0}
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)([smhdw])")
_WHOLE = re.compile(r"(?:\d{1,9}(?:\.\d{1,3})?[smhdw]){1,5}")


def duration(text: str) -> float:
    """Seconds. ValueError when the text is no length of time above zero."""
    words = text.replace(" ", "").lower()
    if not _WHOLE.fullmatch(words):
        raise ValueError(f"{text!r} is not a length of time; write it as 90s, 15m, 1h30m or 2d")
    seconds = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(words))
    if not seconds > 0:
        raise ValueError(f"{text!r} is no time at all")
    return seconds
