"""What the parts of one comment are: who, when, the words, and the marks around them.

A comment comes as the element that holds it, with the comments nested in it already taken out. The parts are found by
what microformats, microdata and class names say, then by where they stand. What is left when the head and the buttons
are taken away is what the person wrote.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from scraper.comments.fields.author import author_from_first_line, find_author, find_ping, take_avatar, take_initials
from scraper.comments.fields.body import find_body
from scraper.comments.fields.date import find_date, leave_out_name
from scraper.comments.fields.dom import Own
from scraper.comments.fields.links import find_answered, find_permalink
from scraper.comments.fields.noise import take_noise
from scraper.comments.fields.parts import Context, Parts
from scraper.comments.fields.soup import markup_in
from scraper.comments.fields.state import clear_deleted, note_state
from scraper.comments.fields.subject import find_subject, take_repeated_heading, words_of_subject
from scraper.comments.fields.votes import read_votes
from scraper.comments.hints import Hints
from scraper.comments.vocabulary.class_names import kind_of_ping, words_of
from scraper.evidence import Evidence
from scraper.html import attribute, plain_text

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement


def read_parts(comment: Tag, hints: Hints, context: Context, *, is_ping: bool = False) -> Parts:
    """Read the parts of one comment. Takes the element apart: it cannot be read again.

    `is_ping` says that it stands in a list of pingbacks.
    """
    parts, own = Parts(kind="pingback" if is_ping else "comment"), Own(comment)
    _note_marks(own, parts)
    note_state(own, parts)
    find_answered(own, parts, hints)
    take_avatar(own, parts, context)
    read_votes(own, parts, hints)
    take_noise(own, parts, hints)
    date = find_date(own, parts, hints, context)
    author = find_author(own, parts, hints, date, context)
    take_initials(own, parts, (author, date))
    leave_out_name(parts, context)
    find_permalink(own, parts, hints, date, context)
    if parts.kind != "comment" and author is None:
        author = find_ping(own, parts, context)
    heads = [part for part in (author, date) if part is not None]
    body, rule = find_body(own, hints.body, heads)
    parts.evidence["text"] = Evidence(rule)
    take_repeated_heading(own, body)
    parts.text, parts.html = plain_text(body), markup_in(body)
    _add_subject(own, body, heads, parts, context)
    clear_deleted(own, parts)
    if parts.author is None:
        author_from_first_line(parts)
    return parts


def _add_subject(own: Own, body: Tag, heads: list[PageElement], parts: Parts, context: Context) -> None:
    """Make a commenter's own title line the first paragraph."""
    tag = find_subject(own, body, heads) if parts.text and parts.kind == "comment" and body is not own.tag else None
    said = words_of_subject(tag, parts, context) if tag is not None else None
    if said is not None:
        parts.text = f"{said}\n\n{parts.text}"
        parts.html = f"<p>{escape(said)}</p>{parts.html}"
        parts.evidence["subject"] = Evidence("", said)


def _note_marks(own: Own, parts: Parts) -> None:
    classes = attribute(own.tag, "class").lower()
    parts.kind = kind_of_ping(word for token in classes.split() for word in words_of(token)) or parts.kind
    if "bypostauthor" in classes.replace("-", "").replace("_", ""):
        parts.is_article_author = True
