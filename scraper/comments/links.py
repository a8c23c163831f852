"""Where a comment's links lead: to its own place, and to the comment that it answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.comments.look import Own, is_inside, nearest, tokens
from scraper.comments.parts import Context, Hints, Parts
from scraper.text import absolute_url, attribute

if TYPE_CHECKING:
    from bs4.element import PageElement

COMMENT_FRAGMENT = re.compile(r"#(?:[a-z-]*comment|respond|forum|c)[-_]?\d", re.IGNORECASE)
"""In an address: it leads to one comment of a page."""

_IN_REPLY_TO = frozenset({"in-reply-to", "u-in-reply-to"})
_FRAGMENT_NUMBER = re.compile(r"#\D{0,30}?(\d[\w-]*)$")


def find_answered(own: Own, parts: Parts) -> None:
    """The number of the comment answered, where a link says so: rel or class "in-reply-to" (microformats2)."""
    for tag in own.tags:
        if "in-reply-to" not in tokens(tag, "rel") and _IN_REPLY_TO.isdisjoint(tokens(tag, "class")):
            continue
        link = tag if tag.name == "a" else tag.find("a", href=True)
        found = _FRAGMENT_NUMBER.search(attribute(link, "href")) if link is not None else None
        if found is not None:
            parts.answers = found[1]
            return


def find_permalink(own: Own, parts: Parts, hints: Hints, date: PageElement | None, context: Context) -> None:
    links = list(own.tag.select(hints.permalink)) if hints.permalink else []
    around = nearest(date, "a") if date is not None else None
    links += [around] if around is not None and is_inside(around, own.tag) else []
    links += [link for link in own.named("a") if COMMENT_FRAGMENT.search(attribute(link, "href"))]
    for link in links:
        if address := absolute_url(attribute(link, "href"), context.base):
            parts.permalink = address
            return
