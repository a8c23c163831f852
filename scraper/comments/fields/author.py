"""Who wrote a comment: the name, the address it links to, the picture."""

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag
from bs4.element import PageElement

from scraper.comments.fields import dom
from scraper.comments.fields.dom import Own, ancestors, below, is_inside, text, within
from scraper.comments.fields.links import COMMENT_FRAGMENT
from scraper.comments.fields.parts import SURE_RULES, Parts
from scraper.comments.vocabulary import labels
from scraper.comments.vocabulary.class_names import AUTHOR, BODY, HEAD, NOT_AUTHOR, words_of
from scraper.comments.vocabulary.labels import clean_name, is_only_labels, name_after_date
from scraper.comments.vocabulary.words import names
from scraper.dates import parse_date
from scraper.evidence import Evidence
from scraper.html import attribute
from scraper.urls import absolute_url

_NAMES = ["a", "strong", "b", "em", "i"]
LONGEST_NAME = 100  # characters: a longer text is something that a person wrote
LONGEST_LABEL = 50  # characters of a name that nothing but its place tells
_SENTENCE = re.compile(r"[!?…:;]\W*$|\w{4}\.\W*$|\d[\d.:/-]{4}|[.!?,;:]\s\w+\s\w+\s")
MOST_TOLD = 20  # attributes that are looked at: a comment has its author's name in a few
_NAMING = frozenset({"alt", "aria-label"})
_NAMING_WORDS = names("naming")  # what an attribute is called that may repeat the name of a comment's author


def find_author(own: Own, parts: Parts, date: PageElement | None) -> Tag | None:
    for rule, tag in _author_elements(own, parts, date):
        if tag is date and rule not in ("system", "marked", "cite", "line", "dt"):
            continue
        name = _name_in(tag, date, sure=rule in SURE_RULES)
        if not name:
            continue
        parts.author = name
        parts.evidence["author"] = Evidence(rule, name)
        if (address := _author_url(tag, own, name)) is not None:
            parts.author_url, parts.evidence["link"] = address, Evidence("system" if own.hints.author_url else "name")
        return tag
    return None


def _author_elements(own: Own, parts: Parts, date: PageElement | None) -> Iterator[tuple[str, Tag]]:
    """Elements that may name the author, the surest first."""
    yield from (("system", tag) for tag in own.select(own.hints.author))
    for around in own.propertied("author", "creator"):
        yield "marked", _first_in(around, own.propertied("name"))
    for tag in own.classed("reviewer", "fn", "p-author"):
        # In an hReview the item is the thing spoken of, not the person.
        if not any("item" in dom.tokens(around, "class") for around in tag.parents):
            yield "marked", _first_in(tag, own.classed("p-name"))
    named = [tag for tag in own.tags if _names_a_person(tag, own)]
    strength = {id(tag): max(AUTHOR.get(word, 0) for word in own.words(tag)) for tag in named}
    named.sort(key=lambda tag: -strength[id(tag)])  # stable: the first of equals in reading order
    yield from (("class", tag) for tag in named if strength[id(tag)] >= 5)
    yield from (("cite", tag) for tag in own.named("cite") if not within(tag, "blockquote", "q"))
    yield from (("class", tag) for tag in named if strength[id(tag)] < 5)
    if parts.kind == "comment":
        yield from (("repeated", tag) for tag in _repeated(own, date))
    line = _line_of(date, own) if parts.kind == "comment" else None
    if line is not None:
        beside = date if date is not line else None
        yield from (("line", tag) for tag in below(line) if tag.name in _NAMES and _may_name(tag, beside))
        if line is date:
            yield "line", line
    for name in ("strong", "b", "h2", "h3", "h4", "h5", "h6", "dt"):
        for first in own.named(name)[:1]:
            if name[0] == "h" or not within(first, "p", "blockquote"):
                yield name, first
    signs = line is not None and labels.is_signature(text(line, without=[date]))
    if line is not None and line is not date and (signs or not HEAD.isdisjoint(own.words(line))):
        yield "line", line
    for link in own.named("a")[:3]:
        href = attribute(link, "href")
        if href and not within(link, "p", "blockquote") and not COMMENT_FRAGMENT.search(href):
            yield "link", link
    if parts.kind == "comment":
        yield from (("head", tag) for tag in _first_words(own, date))


def _repeated(own: Own, date: PageElement | None) -> Iterator[Tag]:
    """Short texts that attributes repeat: `alt` of the picture, `aria-label` of the button ("Reply to Ann")."""
    told = [
        value
        for tag in own.all
        for name in tag.attrs
        if (name in _NAMING or (name.startswith("data-") and not _NAMING_WORDS.isdisjoint(words_of(name))))
        and 1 < len(value := attribute(tag, name)) <= LONGEST_NAME
    ][:MOST_TOLD]
    for tag in own.tags if told else ():
        if _is_label(tag, own, date) and len(name := clean_name(text(tag))) > 1:
            whole = rf"(?<![^\W_]){re.escape(name)}(?![^\W_])"
            if any(re.search(whole, value) for value in told):
                yield tag


def _is_label(tag: Tag, own: Own, date: PageElement | None) -> bool:
    """Whether an element holds one short text, and no sentence or part of one."""
    shown = text(tag)
    if not 0 < len(shown) <= LONGEST_LABEL or dom.holds(tag, "p", "img", "time") or dom.overlap(tag, date):
        return False
    return not any(_is_written(around, shown, date) for around in ancestors(tag, own.tag))


def _is_written(around: Tag, label: str, date: PageElement | None) -> bool:
    """Whether an element around a label holds a person's words: a paragraph with more than it, but for the date."""
    if around.name not in ("p", "blockquote", "li", "pre") or (date is not None and is_inside(date, around)):
        return False
    return around.name != "p" or text(around) != label


def _first_words(own: Own, date: PageElement | None) -> Iterator[Tag]:
    """The element that a comment begins with beside its date, if it is a name by its looks: short, and no sentence."""
    for tag in own.tags:
        shown = text(tag)
        if len(shown) < 2 or dom.holds(tag, "p", "div", "span", "a", "time") or is_only_labels(shown) or tag is date:
            continue  # one letter begins a name, and stands in place of a picture
        is_name = tag.name != "p" and _is_label(tag, own, date) and not _SENTENCE.search(shown)
        if is_name and not is_only_labels(text(own.tag, without=[tag, date])):
            yield tag
        return


def _first_in(around: Tag, tags: list[Tag]) -> Tag:
    """The first of some elements that stands in another; that one itself where none does."""
    return next((tag for tag in tags if tag is not around and is_inside(tag, around)), around)


def _line_of(date: PageElement | None, own: Own) -> Tag | None:
    """The line that says when, and beside it more than labels: "Posted by Ann on 3 May", above or below the words."""
    if isinstance(date, Tag):
        is_near = date is not own.tag and any(_may_name(tag, None) for tag in below(date) if tag.name in _NAMES)
        if is_near or name_after_date(text(date)) or labels.date_after_name(text(date)):
            return date  # the name was too near to be told from the date
    for around in ancestors(date, own.tag) if date is not None else ():
        rest = text(around, without=[date])
        if len(rest) > LONGEST_NAME:
            return None
        if not is_only_labels(rest):
            return around if len(dom.lines(around)) <= 2 else None
    return None


def _may_name(tag: Tag, date: PageElement | None) -> bool:
    if re.search(r"\d\d", text(tag)) or dom.overlap(tag, date):
        return False
    return tag.name != "a" or not COMMENT_FRAGMENT.search(attribute(tag, "href"))


def _names_a_person(tag: Tag, own: Own) -> bool:
    words = own.words(tag)
    return not AUTHOR.keys().isdisjoint(words) and NOT_AUTHOR.isdisjoint(words) and tag.name not in ("img", "time")


def _name_in(tag: Tag, date: PageElement | None, *, sure: bool) -> str | None:
    """The name that an element holds, without the date, the badges and the labels that stand beside it."""
    shown = dom.lines(tag, without=[date] if date is not None and not is_inside(tag, date) else [])
    if len(shown) > 1 or (shown and (parse_date(shown[0]) or name_after_date(shown[0]))):
        inner = [text(part) for part in tag.find_all(["a", "strong", "b"])]
        named = [part for part in inner if part and not any(character.isdigit() for character in part)]
        shown = named or [
            name_after_date(line) or (labels.before_date(clean_name(line)) if parse_date(line) else line)
            for line in shown
        ]
    for line in shown:
        name = clean_name(line)
        is_label = not sure and (is_only_labels(name) or labels.is_button(name))
        if name and len(name) <= LONGEST_NAME and not is_label and not parse_date(name):
            return name
    return None


def _author_url(tag: Tag, own: Own, name: str) -> str | None:
    if hinted := own.select(own.hints.author_url):
        return _profile(hinted[0], own)
    around = dom.nearest(tag, "a")
    links = [around] if around is not None and is_inside(around, own.tag) else []
    links += [tag] if tag.name == "a" else []
    links += [link for link in own.named("a") if clean_name(text(link)) == name]
    links += [inner for inner in below(tag) if inner.name == "a"]
    return next((address for link in links if (address := _profile(link, own))), None)


def _profile(link: Tag, own: Own) -> str | None:
    """A link's address if it leads to a person rather than back into the thread."""
    href = attribute(link, "href").strip()
    if not href or href.startswith("#") or COMMENT_FRAGMENT.search(href):
        return None
    return absolute_url(href, own.context.base)


def author_from_first_line(parts: Parts) -> None:
    """ "Ann says:" or "Ann schrieb am 3. Mai" as the first line of loose text."""
    first, _, rest = parts.text.partition("\n")
    name = labels.name_in_line(first)
    if name is not None and rest.strip():
        parts.author, parts.text = name, rest.strip()
        parts.evidence["author"] = Evidence("first line", first)


def find_ping(own: Own, parts: Parts) -> Tag | None:
    """A pingback's author is the title of the page that links here, its address that page's."""
    for link in own.named("a"):
        if (address := _profile(link, own)) is not None:
            parts.author, parts.author_url = text(link) or None, address
            parts.evidence["author"] = Evidence("link", parts.author or "")
            return link
    return None


def take_initials(own: Own, parts: Parts, heads: Sequence[PageElement | None]) -> None:
    """Take out the first letters of the name, which stand where there is no picture; not an answer that reads alike.

    `heads` are the elements of the name and the date.
    """
    words = (parts.author or "").upper().split()
    if not words:
        return
    initials = {words[0][0], words[0][0] + words[-1][0]}
    for tag in own.tags:
        only = tag.contents[0] if len(tag.contents) == 1 and tag.name != "p" else None
        if isinstance(only, str) and len(only) < LONGEST_LABEL and only.strip().upper() in initials:
            is_all = is_only_labels(text(own.tag, without=[tag, *heads]))
            if not is_all and BODY.isdisjoint(own.words(tag)):
                own.take(tag)
                return


def take_avatar(own: Own, parts: Parts) -> None:
    for image in own.named("img"):
        source = next(filter(None, (attribute(image, name) for name in ("data-src", "data-lazy-src", "src"))), "")
        names = own.words(image) | (dom.last_words(image.parent) if image.parent else frozenset())
        if {"avatar", "gravatar", "photo", "userpic"} & names or "gravatar.com/avatar" in source:
            parts.avatar = absolute_url(source, own.context.base)
            if (link := dom.nearest(image, "a")) is not None and is_inside(link, own.tag):
                parts.author_url, parts.evidence["link"] = _profile(link, own), Evidence("picture")
            own.take(image)
            return
