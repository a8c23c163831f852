"""Commento: the JSON of its export (`api/domain_export.go`), comments first, then the people who wrote them.

The export leaves out whether a comment was deleted; that its author is "anonymous" and its words are "[deleted]" tells
it (`api/comment_delete.go`). Words are Markdown; pages are told by host and path.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.imports.records import DumpComment, Format, Page, Person, Record, Tally
from scraper.imports.source import Source
from scraper.imports.syntax.json_stream import text_of, values
from scraper.thread import Author
from scraper.times import iso

_SIGN = re.compile(r'\A\s*\{\s*(?:"version"\s*:\s*\d+\s*,\s*)?"comments"\s*:\s*\[\s*(?:\]|\{\s*"commentHex"\s*:)')
_ROOT = "root"
_ANYBODY = "anonymous"
_DELETED = "[deleted]"


def read(source: Source, tally: Tally) -> Iterator[Record]:
    """The comments and people of the dump. What waits for approval, or was flagged as spam, is left out."""
    for found in values(source, within=True):
        value = found.value
        if found.array not in ("comments", "commenters"):
            continue
        if not isinstance(value, dict):
            tally.skipped["unreadable"] += found.array == "comments"
        elif found.array == "comments":
            yield from _comment(value, source.base, tally)
        else:
            yield from _person(value)


def _comment(value: Mapping[str, Any], base: str | None, tally: Tally) -> Iterator[Record]:
    state = text_of(value.get("state"))
    if state in ("unapproved", "flagged"):
        tally.skipped["held" if state == "unapproved" else "spam"] += 1
        return
    url = _address(text_of(value.get("domain")), text_of(value.get("url")) or "/", base)
    person, words = text_of(value.get("commenterHex")), text_of(value.get("markdown")) or ""
    is_deleted = value.get("deleted") is True or (person == _ANYBODY and words == _DELETED)
    parent = text_of(value.get("parentHex"))
    yield Page(url, url)
    yield DumpComment(
        page=url,
        id=text_of(value.get("commentHex")),
        words="" if is_deleted else words,
        markup="markdown",
        parent=None if parent == _ROOT else parent,
        person=None if person == _ANYBODY else person,
        published=iso(text_of(value.get("creationDate")), bare_is_utc=True),
        state="deleted" if is_deleted else "visible",
    )


def _address(domain: str | None, path: str, base: str | None) -> str:
    """The page's address: below the base that was given, else on the host that the dump names."""
    path = path if path.startswith("/") else f"/{path}"
    return f"https://{domain}{path}" if domain and base is None else path


def _person(value: Mapping[str, Any]) -> Iterator[Person]:
    key = text_of(value.get("commenterHex"))
    if key:
        author = Author(text_of(value.get("name")), text_of(value.get("link")), text_of(value.get("photo")))
        yield Person(key, author, text_of(value.get("email")))


FORMATS = (Format("Commento JSON", "commento", "commento-export", _SIGN, read),)
