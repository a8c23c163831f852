"""A person's name, out of the words that stand around it: "By", roles, dates, handles; or None where it is no name."""

from __future__ import annotations

import re

from scraper.article.site_name import SiteName
from scraper.comments.vocabulary.articles import (
    BEFORE_NAME,
    BEHIND_NAME,
    NAME_JOINTS,
    NAME_PARTICLES,
    NO_NAME,
    NO_NAMES,
    OFFICE,
    ORGANISATION,
)
from scraper.dates import month_number
from scraper.text import squeeze, unescape

LONGEST_NAME = 100

MOST_WORDS = 12

_ADDRESS = re.compile(r"https?:|\w@\w|\[at\]")

_LOGIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")

_ABBREVIATION = re.compile(r"[A-Z]{2,4}")


def clean_name(text: str) -> str | None:
    """The name in a byline, a `<meta>` or JSON-LD, without what stands around it. None where nothing is left."""
    name = squeeze(unescape(text))[: LONGEST_NAME * 3]
    if _ADDRESS.search(name):
        return None
    for _ in range(3):
        name = BEFORE_NAME.sub("", name)
    name = _without_role(BEHIND_NAME.sub("", name).strip(" ,;:|·-–—"))
    if not name or len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS:
        return None
    if name.casefold() in NO_NAMES or NO_NAME.search(name) or month_number(name) is not None:
        return None
    if any(character.isdigit() for character in name) and " " in name:
        return None
    return name if any(character.isalpha() for character in name) else None


def _without_role(name: str) -> str:
    """Cut what follows a comma and is no further person: an agency (", dpa"), a role, an academic degree."""
    parts = re.split(r"\s*,\s*", name)
    kept = parts[:1]
    for part in parts[1:]:
        if OFFICE.match(part) or not looks_like_person(part):
            break
        kept.append(part)
    return ", ".join(kept)


def looks_like_person(name: str) -> bool:
    """Two words or more, each with a capital or a particle, and no word of an organisation."""
    words = [word for word in re.split(r"[\s,]+", name) if word]
    if not 2 <= len(words) <= MOST_WORDS or is_organisation(name):
        return False
    capitals = [word[:1].isupper() or (not word[:1].isalpha() and word not in NAME_JOINTS) for word in words]
    return capitals[-1] and all(
        capital or word.casefold().strip(".") in NAME_PARTICLES or word in NAME_JOINTS
        for capital, word in zip(capitals, words, strict=True)
    )


def is_organisation(name: str) -> bool:
    """Whether the words name a company, an office or a paper rather than a person."""
    return bool(ORGANISATION.search(name))


def is_login(name: str) -> bool:
    """Whether a name is written as accounts are: one word in small letters, or some joined by dots."""
    return bool(_LOGIN.fullmatch(name))


def is_abbreviation(name: str) -> bool:
    """Whether a name is written as editors sign: in two to four capitals."""
    return bool(_ABBREVIATION.fullmatch(name))


def is_of_site(name: str, site: SiteName) -> bool:
    """Whether a name is only the site's."""
    return site.is_name(name) or site.is_title(name)
