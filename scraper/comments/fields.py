"""What the parts of one comment are: who, when, the words, and the marks around them.

A comment comes as the element that holds it, with the comments nested in it already taken out. The parts are found by
what microformats, microdata and class names say, then by where they stand. What is left when the head and the buttons
are taken away is what the person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scraper.comments.body import find_body
from scraper.comments.look import Own, is_inside, last_words, lines, text
from scraper.comments.words import (
    AUTHOR,
    DATE,
    HIDDEN,
    NOISE,
    NOT_AUTHOR,
    NOT_NOISE,
    PRESS,
    REPLY,
    before_date,
    clean_name,
    is_only_labels,
    is_uncertain_date,
    kind_of_ping,
    name_in_line,
    words_of,
)
from scraper.dates import Order, parse_date, parse_epoch
from scraper.text import absolute_url, attribute, plain_text, squeeze
from scraper.thread import Kind, State

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

LONGEST_NAME = 100
LONGEST_LABEL = 60
LONGEST_DATE_LINE = 140
LONGEST_HIDDEN = 300
"""Characters: a longer text is something that a person wrote, not a label or the line with a name and a date."""

_SURE = ("system", "marked", "class")
"""Rules that tell an author even where the name reads like a label ("Anonymous", "YOU", "1009")."""

_COMMENT_FRAGMENT = re.compile(r"#(?:[a-z-]*comment|respond|forum|c)[-_]?\d", re.IGNORECASE)
_IN_REPLY_TO = frozenset({"in-reply-to", "u-in-reply-to"})
_FRAGMENT_NUMBER = re.compile(r"#\D{0,30}?(\d[\w-]*)$")
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


@dataclass(frozen=True, slots=True)
class Hints:
    """CSS selectors for the parts of a comment that a system knows. What is None is found by structure."""

    node: str | None = None
    author: str | None = None
    author_url: str | None = None
    date: str | None = None
    body: str | None = None
    permalink: str | None = None
    likes: str | None = None
    noise: str | None = None


@dataclass(slots=True)
class Parts:
    """The parts of one comment as found; `notes` says by which rule, for `afterword inspect`."""

    author: str | None = None
    author_url: str | None = None
    avatar: str | None = None
    is_article_author: bool | None = None
    date_text: str | None = None
    date_value: str | None = None
    permalink: str | None = None
    text: str = ""
    html: str = ""
    kind: Kind = "comment"
    state: State = "visible"
    likes: int | None = None
    can_be_answered: bool = False
    answers: str | None = None
    notes: dict[str, str] = field(default_factory=dict)

    def is_convincing(self, number: str | None, *, one_of_many: bool) -> bool:
        """Whether it reads as something that a person wrote, rather than as a note, a heading or a form.

        What a note such as "Log in to comment" lacks: a date, a picture, a name marked as one, a way to answer.
        One of several may do with less than one that stands alone.
        """
        if self.kind != "comment":
            return self.author_url is not None
        rule = self.notes.get("author", "").split(":")[0]
        named = rule in (*_SURE, "cite", "first line")
        others = (self.avatar is not None, self.can_be_answered, number is not None, rule in ("strong", "b", "dt"))
        signs = 2 * (self.date_text is not None) + named + sum(others)
        return bool(self.text) and (signs >= 2 or (one_of_many and named))


@dataclass(frozen=True, slots=True)
class Context:
    """What a page's comments have in common."""

    base: str
    language: str | None = None
    order: Order | None = None


def read_parts(comment: Tag, hints: Hints, context: Context, *, is_ping: bool = False) -> Parts:
    """Read the parts of one comment. Takes the element apart: it cannot be read again.

    `is_ping` says that it stands in a list of pingbacks.
    """
    parts, own = Parts(kind="pingback" if is_ping else "comment"), Own(comment)
    _note_marks(own, parts)
    _note_answered(own, parts)
    _take_avatar(own, parts, context)
    _take_noise(own, parts, hints)
    date = _find_date(own, parts, hints, context)
    author = _find_author(own, parts, hints, date, context)
    _find_permalink(own, parts, hints, date, context)
    if parts.kind != "comment" and author is None:
        author = _find_ping(own, parts, context)
    body, rule = find_body(own, hints.body, author, date)
    parts.notes["text"] = rule
    parts.text, parts.html = plain_text(body), body.decode_contents()
    if parts.author is None:
        _author_from_first_line(parts)
    return parts


# --- marks and furniture


def _note_marks(own: Own, parts: Parts) -> None:
    classes = attribute(own.tag, "class").lower()
    parts.kind = kind_of_ping(word for token in classes.split() for word in words_of(token)) or parts.kind
    if "bypostauthor" in classes.replace("-", "").replace("_", ""):
        parts.is_article_author = True
    if own.classed("comment-awaiting-moderation", "awaiting-moderation"):
        parts.state = "pending"


def _note_answered(own: Own, parts: Parts) -> None:
    """The number of the comment answered, where a link says so: rel or class "in-reply-to" (microformats2)."""
    for tag in own.tags:
        if "in-reply-to" not in attribute(tag, "rel").split() and not _IN_REPLY_TO.intersection(
            attribute(tag, "class").split()
        ):
            continue
        link = tag if tag.name == "a" else tag.find("a", href=True)
        found = _FRAGMENT_NUMBER.search(attribute(link, "href")) if link is not None else None
        if found is not None:
            parts.answers = found[1]
            return


def _take_avatar(own: Own, parts: Parts, context: Context) -> None:
    for image in own.named("img"):
        source = next(filter(None, (attribute(image, name) for name in ("data-src", "data-lazy-src", "src"))), "")
        names = own.words(image) | (last_words(image.parent) if image.parent else set())
        if {"avatar", "gravatar", "photo", "userpic"} & names or "gravatar.com/avatar" in source:
            parts.avatar = absolute_url(source, context.base)
            link = image.find_parent("a")
            if link is not None and is_inside(link, own.tag):
                parts.author_url = _profile(link, context)
            own.take(image)
            return


def _take_noise(own: Own, parts: Parts, hints: Hints) -> None:
    """Remove what is pressed, voted on or announced around a comment."""
    if hints.likes and (counter := own.tag.select_one(hints.likes)) is not None:
        counted = re.search(r"\d{1,7}", text(counter))
        parts.likes = int(counted[0]) if counted else None
    noise = own.tag.select(hints.noise) if hints.noise else []
    for tag in [*noise, *own.named("form", "button", "input", "select", "textarea", "nav")]:
        parts.can_be_answered |= tag.name == "button" and "reply" in own.words(tag)
        own.take(tag)
    known = [selector for selector in (hints.author, hints.date, hints.body) if selector]
    skip = {id(tag) for selector in known for tag in own.tag.select(selector)}
    gone: set[int] = set()
    for tag in own.tags:
        if id(tag) not in skip and _is_noise(tag, own):
            parts.can_be_answered |= _is_reply(tag, own)
            skip.update(id(inner) for inner in tag.find_all(True))
            tag.extract()
            gone.update({id(tag), *(id(inner) for inner in tag.find_all(True))})
    own.tags = [tag for tag in own.tags if id(tag) not in gone]


def _is_noise(tag: Tag, own: Own) -> bool:
    if _is_hidden(tag):
        return tag.find("p") is None and len(text(tag)) <= LONGEST_HIDDEN
    if tag.name == "a" and _is_pressed(tag):
        return True
    if not NOISE.isdisjoint(own.words(tag)) and NOT_NOISE.isdisjoint(own.words(tag)):
        return tag.find(["p", "time", "cite"]) is None and len(text(tag)) <= LONGEST_LABEL
    if tag.name in ("a", "span", "small", "em", "li", "b", "strong") and NOT_NOISE.isdisjoint(own.words(tag)):
        return text(tag).lower().strip("[]()|·»«←→↩↓↑.:,-–— ") in PRESS
    return False


def _is_reply(tag: Tag, own: Own) -> bool:
    """Whether a piece of noise is the link or button that answers the comment."""
    return (
        not REPLY.isdisjoint(own.words(tag))
        or text(tag).lower().strip("[]()|·»«←→↩↓↑.:,-–— ") in REPLY
        or (tag.name == "a" and "replytocom=" in attribute(tag, "href"))
    )


def _is_pressed(link: Tag) -> bool:
    """Whether a link answers the comment, or counts the comments (a bare number that links to its own place)."""
    href = attribute(link, "href")
    if "reply" in attribute(link, "class") or "replytocom=" in href:
        return True
    return _COMMENT_FRAGMENT.search(href) is not None and text(link).lstrip("# ").isdecimal()


def _is_hidden(tag: Tag) -> bool:
    style = attribute(tag, "style").replace(" ", "").lower()
    classes = attribute(tag, "class").lower().split()
    return tag.get("hidden") is not None or "display:none" in style or not HIDDEN.isdisjoint(classes)


# --- when


def _find_date(own: Own, parts: Parts, hints: Hints, context: Context) -> PageElement | None:
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
    links = [tag for tag in tags if tag.name == "a" and _COMMENT_FRAGMENT.search(attribute(tag, "href"))]
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
    return [value for value in (*(attribute(tag, name) for name in _DATE_ATTRIBUTES), text(tag)) if value]


# --- who


def _find_author(own: Own, parts: Parts, hints: Hints, date: PageElement | None, context: Context) -> Tag | None:
    for rule, tag in _author_elements(own, hints):
        if tag is date and rule not in ("system", "marked", "cite"):
            continue
        name = _name_in(tag, date, sure=rule in _SURE)
        if not name:
            continue
        parts.author = name
        parts.notes["author"] = f"{rule}: {name}"
        parts.author_url = _author_url(tag, own, name, hints, context) or parts.author_url
        return tag
    return None


def _author_elements(own: Own, hints: Hints) -> Iterator[tuple[str, Tag]]:
    """Elements that may name the author, the surest first."""
    if hints.author:
        yield from (("system", tag) for tag in own.tag.select(hints.author))
    for around in own.propertied("author", "creator"):
        yield "marked", around.select_one("[itemprop~=name]") or around
    for tag in own.classed("reviewer", "fn", "p-author"):
        # In an hReview the item is the thing spoken of, not the person.
        if not any("item" in attribute(around, "class").split() for around in tag.parents):
            yield "marked", tag.select_one(".p-name") or tag
    named = [tag for tag in own.tags if _names_a_person(tag, own)]
    strength = {id(tag): max(AUTHOR.get(word, 0) for word in own.words(tag)) for tag in named}
    named.sort(key=lambda tag: -strength[id(tag)])  # stable: the first of equals in reading order
    yield from (("class", tag) for tag in named if strength[id(tag)] >= 5)
    yield from (("cite", tag) for tag in own.named("cite") if tag.find_parent(["blockquote", "q"]) is None)
    yield from (("class", tag) for tag in named if strength[id(tag)] < 5)
    for name in ("strong", "b", "h2", "h3", "h4", "h5", "h6", "dt"):
        for first in own.named(name)[:1]:
            if name[0] == "h" or first.find_parent(["p", "blockquote"]) is None:
                yield name, first
    for link in own.named("a")[:3]:
        href = attribute(link, "href")
        if href and link.find_parent(["p", "blockquote"]) is None and not _COMMENT_FRAGMENT.search(href):
            yield "link", link


def _names_a_person(tag: Tag, own: Own) -> bool:
    words = own.words(tag)
    return not AUTHOR.keys().isdisjoint(words) and NOT_AUTHOR.isdisjoint(words) and tag.name not in ("img", "time")


def _name_in(tag: Tag, date: PageElement | None, *, sure: bool) -> str | None:
    """The name that an element holds, without the date, the badges and the labels that stand beside it."""
    shown = lines(tag, without=[date] if date is not None and not is_inside(tag, date) else [])
    if len(shown) > 1 or (shown and parse_date(shown[0])):
        inner = [text(part) for part in tag.find_all(["a", "strong", "b"])]
        named = [part for part in inner if part and not any(character.isdigit() for character in part)]
        shown = named or [before_date(clean_name(line)) if parse_date(line) else line for line in shown]
    for line in shown:
        name = clean_name(line)
        if name and len(name) <= LONGEST_NAME and not parse_date(name) and (sure or not is_only_labels(name)):
            return name
    return None


def _author_url(tag: Tag, own: Own, name: str, hints: Hints, context: Context) -> str | None:
    hinted = own.tag.select_one(hints.author_url) if hints.author_url else None
    if hinted is not None:
        return _profile(hinted, context)
    around = tag.find_parent("a")
    links = [around] if around is not None and is_inside(around, own.tag) else []
    links += [tag] if tag.name == "a" else []
    links += [link for link in own.named("a") if clean_name(text(link)) == name]
    links += tag.find_all("a", href=True)
    return next((address for link in links if (address := _profile(link, context))), None)


def _profile(link: Tag, context: Context) -> str | None:
    """A link's address if it leads to a person rather than back into the thread."""
    href = attribute(link, "href").strip()
    if not href or href.startswith("#") or _COMMENT_FRAGMENT.search(href):
        return None
    return absolute_url(href, context.base)


def _author_from_first_line(parts: Parts) -> None:
    """ "Ann says:" or "Ann schrieb am 3. Mai" as the first line of loose text."""
    first, _, rest = parts.text.partition("\n")
    name = name_in_line(first)
    if name is not None:
        parts.author, parts.text = name, rest.strip()
        parts.notes["author"] = f"first line: {first}"


def _find_ping(own: Own, parts: Parts, context: Context) -> Tag | None:
    """A pingback's author is the title of the page that links here, its address that page's."""
    for link in own.named("a"):
        address = _profile(link, context)
        if address is not None:
            parts.author, parts.author_url = text(link) or None, address
            parts.notes["author"] = f"link: {parts.author}"
            return link
    return None


def _find_permalink(own: Own, parts: Parts, hints: Hints, date: PageElement | None, context: Context) -> None:
    links = list(own.tag.select(hints.permalink)) if hints.permalink else []
    around = date.find_parent("a") if date is not None else None
    links += [around] if around is not None and is_inside(around, own.tag) else []
    links += [link for link in own.named("a") if _COMMENT_FRAGMENT.search(attribute(link, "href"))]
    for link in links:
        if address := absolute_url(attribute(link, "href"), context.base):
            parts.permalink = address
            return
