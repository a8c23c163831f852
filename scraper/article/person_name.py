"""Extract a person's name from a byline: without "By", roles, dates and handles; tell persons from organisations."""

import re
from itertools import takewhile

from scraper.comments.vocabulary import articles as words
from scraper.dates import month_number
from scraper.text import squeeze, unescape

LONGEST_NAME = 100
MOST_WORDS = 12
_ADDRESS = re.compile(r"https?:|\w@\w|\[at\]")

LOGIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
"""A name written as accounts are: one word in lower case, or some joined by dots."""
ABBREVIATION = re.compile(r"[A-Z]{2,4}")
"""A name written as editors sign."""


def clean_name(text: str) -> str | None:
    """The name in a byline, a `<meta>` or JSON-LD, without labels, roles and dates. None where no name is left."""
    name = squeeze(unescape(text))[: LONGEST_NAME * 3]
    if _ADDRESS.search(name):
        return None
    for _ in range(3):
        name = words.BEFORE_NAME.sub("", name)
    name = _without_role(words.BEHIND_NAME.sub("", name).strip(" ,;:|·-–—"))
    if not name or len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS:
        return None
    if name.casefold() in words.NO_NAMES or words.NO_NAME.search(name) or month_number(name) is not None:
        return None
    has_number = " " in name and any(map(str.isdigit, name))
    return name if any(map(str.isalpha, name)) and not has_number else None


def _without_role(name: str) -> str:
    """Cut what follows a comma and is no further person: an agency (", dpa"), a role, an academic degree."""
    first, *others = re.split(r"\s*,\s*", name)
    persons = takewhile(lambda part: looks_like_person(part) and not words.OFFICE.match(part), others)
    return ", ".join([first, *persons])


def looks_like_person(name: str) -> bool:
    """Two words or more, each with a capital or a particle, and no word of an organisation."""
    parts = [word for word in re.split(r"[\s,]+", name) if word]
    if not 2 <= len(parts) <= MOST_WORDS or is_organisation(name):
        return False
    capitals = [word[:1].isupper() or (not word[:1].isalpha() and word not in words.NAME_JOINTS) for word in parts]
    return capitals[-1] and all(
        capital or word.casefold().strip(".") in words.NAME_PARTICLES or word in words.NAME_JOINTS
        for capital, word in zip(capitals, parts, strict=True)
    )


def is_organisation(name: str) -> bool:
    """Whether the words name a company, an office or a paper rather than a person."""
    return bool(words.ORGANISATION.search(name))
