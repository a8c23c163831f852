"""The title line that some systems let a commenter write above a comment (Drupal, SPIP, boards)."""

import re
from html import escape
from itertools import takewhile

from bs4.element import PageElement, Tag

from scraper.comments.fields.dom import Own, ancestors, is_inside, overlap, text
from scraper.comments.fields.parts import Context, Parts
from scraper.comments.vocabulary.class_names import NOISE, NOT_TITLE, TITLE
from scraper.comments.vocabulary.counts import count_in
from scraper.comments.vocabulary.labels import clean_name, is_only_labels
from scraper.comments.vocabulary.notes import NO_SUBJECT, REPEATED_SUBJECT
from scraper.comments.vocabulary.words import names
from scraper.dates import parse_date
from scraper.evidence import Evidence
from scraper.html import attribute

LONGEST_SUBJECT = 200  # characters: systems cut subjects at 64 to 150
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_PERSON = names("person")  # in the class of what stands around: it tells of a person: a rank or boat has a title too


def add_subject(own: Own, body: Tag, heads: list[PageElement], parts: Parts) -> None:
    """Make a commenter's own title line the first paragraph: the heading before the body that does not lead away.

    `heads` are the elements of the author and the date.
    """
    if not parts.text or parts.kind != "comment" or body is own.tag:
        return
    for tag in takewhile(lambda tag: tag is not body, own.tags):
        is_apart = not any(overlap(tag, other) for other in (body, *heads))
        if is_apart and _is_title(tag, own) and text(tag) and not _leads_away(tag):
            if (said := _words_of(tag, parts, own.context)) is not None:
                parts.text = f"{said}\n\n{parts.text}"
                parts.html = f"<p>{escape(said)}</p>{parts.html}"
                parts.evidence["subject"] = Evidence("", said)
            return


def take_repeated_heading(own: Own, body: Tag) -> None:
    """Take out a heading in the body that only repeats how the text behind it begins: the system wrote it (Drupal)."""
    for tag in own.tags:
        if tag.name in _HEADINGS and is_inside(tag, body):
            said = _plain(text(tag))
            if said and tag is not body and _plain(text(body, without=[tag])).startswith(said):
                own.take(tag)
            return


def _words_of(tag: Tag, parts: Parts, context: Context) -> str | None:
    """What a subject says, unless it only repeats the article's title, the name, or the beginning of the text."""
    said = text(tag)
    bare = _plain(said)
    if (
        not bare
        or len(said) > LONGEST_SUBJECT
        or is_only_labels(said)
        or any(system.match(said) is not None for system in (REPEATED_SUBJECT, NO_SUBJECT))
        or parse_date(said) is not None
        or count_in(said) is not None
    ):
        return None
    names_author = _plain(parts.author or "") in (bare, _plain(clean_name(said)))
    repeats = _plain(parts.text).startswith(bare) or any(_repeats(bare, title) for title in context.titles)
    return None if names_author or repeats else said


def _is_title(tag: Tag, own: Own) -> bool:
    words = own.words(tag)
    if not NOT_TITLE.isdisjoint(words) or any(not _PERSON.isdisjoint(own.words(up)) for up in ancestors(tag, own.tag)):
        return False
    return not TITLE.isdisjoint(words) or (tag.name in _HEADINGS and NOISE.isdisjoint(words))


def _leads_away(tag: Tag) -> bool:
    """Whether it is linked to something that is not the comment itself, as headings of other articles are."""
    links = tag.find_all("a", href=True)
    return any("#" not in attribute(link, "href") and "comment" not in attribute(link, "href") for link in links)


def _repeats(bare: str, title: str) -> bool:
    """Whether a subject is the article's title, alone or with words around it."""
    plain = _plain(title)
    return bool(plain) and (bare == plain or (len(plain) > 12 and plain in bare) or (len(bare) > 12 and bare in plain))


def _plain(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))
