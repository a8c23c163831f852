"""When a comment was written: as its marked elements state it, else as the text around the name does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scraper.comments.labels import is_uncertain_date
from scraper.comments.links import COMMENT_FRAGMENT
from scraper.comments.look import Own, text
from scraper.comments.parts import Context, Hints, Parts
from scraper.comments.words import DATE
from scraper.dates import parse_date, parse_epoch
from scraper.text import attribute, squeeze

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

LONGEST_LABEL = 60
LONGEST_DATE_LINE = 140
"""Characters: a longer text is something that a person wrote, not a label or the line with a name and a date."""

_DATE_ATTRIBUTES = (
    "datetime",
    "content",
    "title",
    "data-datetime",
    "data-date",
    "data-time",
    "data-timestamp",
    "data-utime",
)


def find_date(own: Own, parts: Parts, hints: Hints, context: Context) -> PageElement | None:
    relative: PageElement | None = None
    for rule, element, values in _date_elements(own, hints):
        for value in values:
            read = parse_date(value, order=context.order, language=context.language) or parse_epoch(value)
            if read:
                parts.date_value, parts.date_text = read, text(element)[:LONGEST_DATE_LINE] or value
                parts.notes["date"] = f"{rule}: {value}"
                return element
        if relative is None and rule != "link" and is_uncertain_date(text(element)):
            relative = element
    if relative is not None:
        parts.date_text = text(relative)
        parts.notes["date"] = f"no full date: {parts.date_text}"
    return relative


def _date_elements(own: Own, hints: Hints) -> Iterator[tuple[str, PageElement, list[str]]]:
    """Elements that may state the date, the surest first, each with what it states."""
    if hints.date:
        yield from (("system", tag, _stated(tag)) for tag in own.tag.select(hints.date))
    marked = [
        *own.named("time"),
        *own.propertied("dateCreated", "datePublished", "commentTime"),
        *own.classed("dt-published"),
    ]
    yield from (("marked", tag, _stated(tag)) for tag in marked)
    yield from _shortest_first("class", [tag for tag in own.tags if not DATE.isdisjoint(own.words(tag))])
    tags = [tag for tag in own.tags if tag.name not in ("p", "blockquote")]
    links = [tag for tag in tags if tag.name == "a" and COMMENT_FRAGMENT.search(attribute(tag, "href"))]
    yield from (("link", link, [attribute(link, "title"), text(link)]) for link in links)
    yield from (
        ("title", tag, [attribute(tag, "title")]) for tag in tags if re.search(r"\d{4}", attribute(tag, "title"))
    )
    yield from _shortest_first("text", [tag for tag in tags if tag.find_parent("blockquote") is None])
    for string in own.tag.find_all(string=re.compile(r"\d")):
        if 6 <= len(squeeze(string)) <= LONGEST_LABEL and string.find_parent(["p", "blockquote", "a"]) is None:
            yield "loose text", string, [squeeze(string)]
    for line in own.named("p", "h3", "h4", "h5", "h6"):
        if len(text(line)) <= LONGEST_DATE_LINE and (line.find("cite") or line.find("a")):
            yield "line", line, [text(line)]


def _shortest_first(rule: str, tags: list[Tag]) -> Iterator[tuple[str, PageElement, list[str]]]:
    known = [(text(tag), tag) for tag in tags if tag.find(["p", "blockquote", "pre"]) is None]
    for shown, tag in sorted(known, key=lambda entry: len(entry[0])):
        stated = _stated(tag)
        if len(shown) <= LONGEST_DATE_LINE and any(character.isdigit() for value in stated for character in value):
            yield rule, tag, stated


def _stated(tag: Tag) -> list[str]:
    """What an element states of a date: in its attributes, in those of the one element in it, in words."""
    inner = tag.find_all(True)
    tags = [tag, *inner] if len(inner) == 1 else [tag]
    return [
        value for value in (*(attribute(part, name) for part in tags for name in _DATE_ATTRIBUTES), text(tag)) if value
    ]
