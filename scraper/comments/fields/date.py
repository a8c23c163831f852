"""When a comment was written: as its marked elements state it, else as the text around the name does."""

import re
from collections.abc import Iterator

from bs4.element import PageElement, Tag

from scraper.comments.fields.dom import Own, ancestors, below, holds, text, within
from scraper.comments.fields.links import COMMENT_FRAGMENT
from scraper.comments.fields.parts import SURE_RULES, Context, Parts
from scraper.comments.vocabulary.class_names import DATE, EDITED
from scraper.comments.vocabulary.labels import date_after_name, is_counted_from_now, is_uncertain_date
from scraper.dates import parse_date, parse_epoch
from scraper.evidence import Evidence
from scraper.html import attribute
from scraper.text import squeeze

LONGEST_TIME = 20
LONGEST_LABEL = 60
LONGEST_DATE_LINE = 140  # characters: what is longer was written by a person, and is no line with a name and a date

_MACHINE_ATTRIBUTES = (
    "datetime", "data-datetime", "data-date", "data-time", "data-timestamp", "data-utime", "data-unixtime", "data-ts",
    "data-epoch", "data-created", "data-created-at", "data-published", "data-livestamp", "data-comment-date",
)  # fmt: skip
"""Attributes that state a moment, whatever the element is called."""

_DATE_ATTRIBUTES = (*_MACHINE_ATTRIBUTES, "content", "title", "data-original-title", "aria-label")

_MOMENT_IN_LINK = re.compile(r"[?&]showComment=(\d{13})(?:[&#]|$)")
"""Blogger's links to comments count the milliseconds since 1970, also where the page shows the time of day only."""

_BESIDE = " \t,;:|·•@()[]—–-"


def find_date(own: Own, parts: Parts) -> PageElement | None:
    """Find the element that dates a comment, and note the date. Relative dates are noted as shown, and not read."""
    relative: PageElement | None = None
    for rule, element, values in _date_elements(own):
        for value in values:
            if read := _read(value, own.context):
                parts.date_value, parts.date_text = read, text(element)[:LONGEST_DATE_LINE] or value
                if rule != "attribute":
                    parts.date_value = _with_time(read, element, own)
                parts.evidence["date"] = Evidence(rule, value)
                return None if element is own.tag else element
        if relative is None and rule not in ("link", "attribute") and _is_relative(element, rule):
            relative = element
    if relative is not None:
        parts.date_text = text(relative)
        parts.evidence["date"] = Evidence("no full date", parts.date_text)
    return relative or _from_link(own, parts)


def _read(value: str, context: Context) -> str | None:
    return parse_date(value, order=context.order, language=context.language) or parse_epoch(value)


def _is_relative(element: PageElement, rule: str) -> bool:
    """Whether an element shows a date that cannot be read; one that no name marks as a date must be nothing else."""
    shown = text(element)
    if rule in SURE_RULES:
        return is_uncertain_date(shown)
    return is_counted_from_now(shown) and not within(element, "p", "blockquote")


def _with_time(read: str, element: PageElement, own: Own) -> str:
    """A day with the time that stands beside it: "<b>18 May 2014</b> <i>22:38</i>"."""
    if len(read) != len("2014-05-18"):
        return read
    around = (text(part) for part in (element, *list(ancestors(element, own.tag))[:2]))
    beside = (text(part) for part in list(element.next_siblings)[:3])
    behind = next((shown for shown in beside if shown), "")
    for line in (*around, f"{text(element)} {behind}" if len(behind) <= LONGEST_TIME else ""):
        if len(line) > LONGEST_DATE_LINE:
            continue
        if (whole := _read(line, own.context)) is not None and whole.startswith(f"{read}T"):
            return whole
    return read


def _from_link(own: Own, parts: Parts) -> PageElement | None:
    for link in own.named("a"):
        found = _MOMENT_IN_LINK.search(attribute(link, "href"))
        moment = parse_epoch(found[1]) if found else None
        if moment is not None:
            parts.date_value, parts.date_text = moment, text(link) or None
            parts.evidence["date"] = Evidence("link", attribute(link, "href")[:LONGEST_DATE_LINE])
            return link
    return None


def _date_elements(own: Own) -> Iterator[tuple[str, PageElement, list[str]]]:
    """Elements that may state the date, the surest first, each with what it states."""
    yield from (("system", tag, _stated(tag)) for tag in own.select(own.hints.date))
    written = [tag for tag in own.tags if EDITED.isdisjoint(own.words(tag))]
    marked = [*own.named("time"), *own.propertied("dateCreated", "datePublished", "commentTime")]
    marked += own.classed("dt-published")
    yield from (("marked", tag, _stated(tag)) for tag in marked if EDITED.isdisjoint(own.words(tag)))
    yield from _shortest_first("class", [tag for tag in written if not DATE.isdisjoint(own.words(tag))])
    if not own.attributes.isdisjoint(_MACHINE_ATTRIBUTES):
        for tag in (own.tag, *own.tags):
            if moments := [value for name in _MACHINE_ATTRIBUTES if len(value := attribute(tag, name)) >= 8]:
                yield "attribute", tag, moments
    tags = [tag for tag in written if tag.name not in ("p", "blockquote")]
    links = [tag for tag in tags if tag.name == "a" and COMMENT_FRAGMENT.search(attribute(tag, "href"))]
    yield from (("link", link, [attribute(link, "title"), text(link)]) for link in links)
    titles = ((tag, attribute(tag, "title")) for tag in tags)
    yield from (("title", tag, [title]) for tag, title in titles if re.search(r"\d{4}", title))
    yield from _shortest_first("text", [tag for tag in tags if not within(tag, "blockquote")])
    for string in own.tag.find_all(string=re.compile(r"\d")):
        if 6 <= len(squeeze(string)) <= LONGEST_LABEL and not within(string, "p", "blockquote", "a"):
            yield "loose text", string, [squeeze(string)]
    for line in own.named("p", "h3", "h4", "h5", "h6"):
        if len(text(line)) <= LONGEST_DATE_LINE and holds(line, "cite", "a"):
            yield "line", line, [text(line)]
        elif (named := date_after_name(text(line))) is not None:
            yield "line", line, [named]
        elif line.name == "p" and len(text(line)) <= LONGEST_TIME and re.search(r"\d{4}", text(line)):
            yield "line", line, [text(line)]


def _shortest_first(rule: str, tags: list[Tag]) -> Iterator[tuple[str, PageElement, list[str]]]:
    known = [(text(tag), tag) for tag in tags if not holds(tag, "p", "blockquote", "pre")]
    for shown, tag in sorted(known, key=lambda entry: len(entry[0])):
        if len(shown) > LONGEST_DATE_LINE:
            return
        stated = _stated(tag, shown)
        if (rule == "class" and shown) or any(character.isdigit() for value in stated for character in value):
            yield rule, tag, stated


def _stated(tag: Tag, shown: str | None = None) -> list[str]:
    """What an element states: its attributes, those of what little is in it, then what it shows."""
    inner = list(below(tag))
    around = [tag, *inner] if len(inner) < 4 else [tag]
    attributes = (attribute(part, name) for part in around for name in _DATE_ATTRIBUTES if name in part.attrs)
    return [value for value in (*attributes, text(tag) if shown is None else shown) if value]


def leave_out_name(own: Own, parts: Parts) -> None:
    """Of a line that holds the name beside the date, keep what says the date."""
    shown, name = parts.date_text, parts.author
    if not shown or not name or len(name) >= len(shown) or name not in shown:
        return
    before, _, behind = shown.partition(name)
    date = _read(shown, own.context) if parts.date_value else None
    for part in (behind.strip(_BESIDE), before.strip(_BESIDE)):
        if part and (_read(part, own.context) == date if parts.date_value else is_uncertain_date(part)):
            parts.date_text = part
            return
