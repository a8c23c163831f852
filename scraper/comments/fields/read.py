"""What the parts of one comment are: who, when, the words, and the marks around them.

A comment comes as the element that holds it, with the comments nested in it already taken out. The parts are found by
what microformats, microdata and class names say, then by where they stand. What is left when the head and the buttons
are taken away is what the person wrote.
"""

from collections.abc import Sequence

from bs4 import Tag

from scraper.comments.fields.author import author_from_first_line, find_author, find_ping, take_avatar, take_initials
from scraper.comments.fields.body import find_body
from scraper.comments.fields.date import find_date, leave_out_name
from scraper.comments.fields.dom import Own
from scraper.comments.fields.links import find_answered, find_permalink
from scraper.comments.fields.noise import take_noise
from scraper.comments.fields.parts import Context, Parts
from scraper.comments.fields.soup import element_of, markup_in, own_parts
from scraper.comments.fields.state import clear_deleted, note_state
from scraper.comments.fields.subject import add_subject, take_repeated_heading
from scraper.comments.fields.votes import read_votes
from scraper.comments.find.candidates import Candidate
from scraper.comments.systems.system import System
from scraper.comments.vocabulary.class_names import kind_of_ping, words_of
from scraper.evidence import Evidence
from scraper.html import attribute, plain_text


def read_all(html: str, comments: Sequence[Candidate], system: System, context: Context) -> list[Parts]:
    """The parts of each comment of a region, of which `html` is the HTML."""
    own = own_parts(html)
    return [_read(element_of(own.get(place, "")), found, system, context) for place, found in enumerate(comments)]


def _read(comment: Tag | None, found: Candidate, system: System, context: Context) -> Parts:
    """The parts of one comment. Takes the element apart: it cannot be read again."""
    parts = Parts(kind="pingback" if found.is_ping else "comment", answers=found.answers)
    if comment is not None:
        where = {"id": _where_number(comment, found.number)} if found.number is not None else {}
        if system.prepare is not None:
            system.prepare(comment)
        _read_into(parts, Own(comment, system.hints, context))
        parts.evidence.update(where)
    return parts


def _where_number(element: Tag, number: str) -> Evidence:
    """The attribute that states a comment's number; it may also stand on an element inside or beside it."""
    stated = ((name, attribute(element, name)) for name in element.attrs)
    found = (Evidence(name, value) for name, value in stated if value.endswith(number))
    return next(found, Evidence("inside"))


def _read_into(parts: Parts, own: Own) -> None:
    _note_marks(own, parts)
    note_state(own, parts)
    find_answered(own, parts)
    take_avatar(own, parts)
    read_votes(own, parts)
    take_noise(own, parts)
    date = find_date(own, parts)
    author = find_author(own, parts, date)
    take_initials(own, parts, (author, date))
    leave_out_name(own, parts)
    find_permalink(own, parts, date)
    if parts.kind != "comment" and author is None:
        author = find_ping(own, parts)
    heads = [part for part in (author, date) if part is not None]
    body, rule = find_body(own, heads)
    parts.evidence["text"] = Evidence(rule)
    take_repeated_heading(own, body)
    parts.text, parts.html = plain_text(body), markup_in(body)
    add_subject(own, body, heads, parts)
    clear_deleted(own, parts)
    if parts.author is None:
        author_from_first_line(parts)


def _note_marks(own: Own, parts: Parts) -> None:
    classes = attribute(own.tag, "class").lower()
    parts.kind = kind_of_ping(word for token in classes.split() for word in words_of(token)) or parts.kind
    if "bypostauthor" in classes.replace("-", "").replace("_", ""):
        parts.is_article_author = True
