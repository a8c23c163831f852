"""How a field of a page was found: by which rule, and in which text."""

from typing import NamedTuple


class Evidence(NamedTuple):
    """The rule that found a field, by its name, and what the field was read from."""

    rule: str
    text: str = ""


Found = tuple[str, Evidence]
"""A value, and how it was found."""


def note(found: Evidence) -> str:
    """The evidence in words, for a person who looks at how a page is read. Nothing is decided by them."""
    return ": ".join(filter(None, found))
