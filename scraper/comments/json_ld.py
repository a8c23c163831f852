"""Comments that a page states for machines only, in JSON-LD (schema.org's Comment and Answer).

Read where a page's own markup shows none: its thread is then drawn by a script in the browser.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.dates import parse_date
from scraper.html import plain_text, safe_html, soup_of
from scraper.page.page import Page
from scraper.text import squeeze
from scraper.thread import Author, Comment, arrange
from scraper.urls import absolute_url

_TYPES = frozenset({"Comment", "Answer", "UserComments"})
_REPLIES = ("comment", "suggestedAnswer", "acceptedAnswer")
MOST_COMMENTS = 20_000


def read_json_ld(page: Page) -> tuple[Comment, ...]:
    """The comments that the page's JSON-LD holds, in reading order; their ids and parents as it nests them."""
    found: list[Comment] = []
    first = [stated for entry in page.json_ld if not _is_comment(entry) for stated in _stated_in(entry)]
    waiting: list[tuple[Mapping[str, Any], int | None]] = [(stated, None) for stated in reversed(first)]
    seen: set[int] = set()
    while waiting and len(found) < MOST_COMMENTS:
        stated, parent = waiting.pop()
        if id(stated) in seen:
            continue
        seen.add(id(stated))
        if (comment := _comment(stated, parent, page)) is not None:
            found.append(comment)
            parent = len(found) - 1
        waiting.extend((reply, parent) for reply in reversed(list(_stated_in(stated))))
    return arrange(found)


def _stated_in(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in _REPLIES:
        value = entry.get(name)
        for stated in value if isinstance(value, list) else [value]:
            if isinstance(stated, dict) and _is_comment(stated):
                yield stated


def _is_comment(entry: Mapping[str, Any]) -> bool:
    kind = entry.get("@type")
    return not _TYPES.isdisjoint(kind if isinstance(kind, list) else [kind] if isinstance(kind, str) else [])


def _comment(stated: Mapping[str, Any], parent: int | None, page: Page) -> Comment | None:
    if not (html := _text(stated, "text", "commentText", "description")):
        return None
    shown = _text(stated, "dateCreated", "datePublished", "commentTime")
    author = stated.get("author") or stated.get("creator")
    author = author[0] if isinstance(author, list) and author else author
    who = author if isinstance(author, dict) else {"name": author} if isinstance(author, str) else {}
    name = squeeze(_text(who, "name")) or None
    if name is None and not shown:  # the answers of a list of frequent questions: nobody wrote them at any time
        return None
    votes = str(stated.get("upvoteCount"))
    return Comment(
        text=plain_text(soup_of(html)),
        html=safe_html(html, page.base),
        parent=parent,
        author=Author(name, absolute_url(_text(who, "url"), page.base)),
        published=parse_date(shown) if shown else None,
        published_text=shown or None,
        permalink=absolute_url(_text(stated, "url", "@id"), page.base),
        likes=int(votes) if re.fullmatch(r"-?\d{1,9}", votes, re.ASCII) else None,
    )


def _text(entry: Mapping[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := entry.get(name), str) and value.strip()), "")
