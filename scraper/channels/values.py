"""Values in what services tell, whatever stands where one is looked for."""

import json
from collections.abc import Mapping
from typing import Any


def json_of(data: bytes | str) -> Any:
    """What JSON says; None also where it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def part_of(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object under a name; an empty one where there is none."""
    part = told.get(name)
    return part if isinstance(part, dict) else {}


def string_of(value: object) -> str | None:
    """A string; None for what is none."""
    return value if isinstance(value, str) else None


def text_of(value: object) -> str | None:
    """A string, or a whole number as text; None for what is neither, or empty."""
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value) or None if is_text else None


def count_of(value: object) -> int | None:
    """A whole number of up to nine digits, also one given as text; None for what is none."""
    text = text_of(value) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
