"""Where a comment's links lead: to its own place, and to the comment that it answers."""

import re

from bs4.element import PageElement, Tag

from scraper.comments.fields.dom import Own, is_inside, nearest, text, tokens
from scraper.comments.fields.parts import Parts
from scraper.comments.vocabulary.notes import IN_REPLY_TO
from scraper.evidence import Evidence
from scraper.html import attribute
from scraper.urls import absolute_url

LONGEST_LABEL = 60  # characters: what stands further from a link says nothing of it
COMMENT_FRAGMENT = re.compile(r"#(?:[a-z-]*comment|respond|forum|c)[-_]?\d", re.IGNORECASE)
"""In an address: it leads to one comment of a page."""

_MARKS = frozenset({"in-reply-to", "u-in-reply-to"})
_FRAGMENT_NUMBER = re.compile(r"#\D{0,30}?(\d[\w-]*)$")
_LAST_NUMBER = re.compile(r"(\d{1,25})\D*$")


def find_answered(own: Own, parts: Parts) -> None:
    """The number of the comment answered, where a system's hint names it or a link says so.

    A link says so by rel or class "in-reply-to" (microformats2), or by its words and those before it.
    """
    if hinted := own.select(own.hints.parent):
        stated = attribute(hinted[0], "href") or text(hinted[0])
        if (number := _FRAGMENT_NUMBER.search(stated) or _LAST_NUMBER.search(stated)) is not None:
            parts.answers, parts.evidence["parent"] = number[1], Evidence("system", stated)
            return
    for tag in own.tags:
        marks = {*tokens(tag, "rel"), *tokens(tag, "class")}
        link = tag if tag.name == "a" else None
        if not _MARKS.isdisjoint(marks):
            link = link or tag.find("a", href=True)
        elif link is None or not COMMENT_FRAGMENT.search(attribute(link, "href")) or not _answers(link):
            continue
        href = attribute(link, "href") if link is not None else ""
        if (found := _FRAGMENT_NUMBER.search(href)) is not None:
            parts.answers, parts.evidence["parent"] = found[1], Evidence("link", href)
            return


def _answers(link: Tag) -> bool:
    before = link.previous_sibling
    return any(IN_REPLY_TO.search(text(part)[-LONGEST_LABEL:]) for part in (before, link) if part is not None)


def find_permalink(own: Own, parts: Parts, date: PageElement | None) -> None:
    links = [("system", link) for link in own.select(own.hints.permalink)]
    around = nearest(date, "a") if date is not None else None
    links += [("date", around)] if around is not None and is_inside(around, own.tag) else []
    links += [("link", link) for link in own.named("a") if COMMENT_FRAGMENT.search(attribute(link, "href"))]
    for rule, link in links:
        if address := absolute_url(href := attribute(link, "href"), own.context.base):
            parts.permalink, parts.evidence["permalink"] = address, Evidence(rule, href)
            return
