"""Whether a comment is shown, waits for a moderator, is folded away, or was deleted: what its place says instead of it.

Systems keep the place of a deleted comment, since others answered it, and print a sentence there. That sentence is no
person's words: the text of such a comment is empty.
"""

from bs4 import Tag

from scraper.comments.fields.dom import Own, text
from scraper.comments.fields.parts import Parts
from scraper.comments.vocabulary import notes
from scraper.comments.vocabulary.class_names import words_of
from scraper.comments.vocabulary.words import names
from scraper.html import attribute
from scraper.text import squeeze
from scraper.thread import State

LONGEST_NOTE = 200  # characters: what is longer was written by a person
_DELETED_CLASSES = names("deleted")


def note_state(own: Own, parts: Parts) -> None:
    """Take out the notes that a comment is pending or hidden, and remember what they say."""
    if any("awaiting" in words_of(token) for token in own.classes):
        parts.state = "pending"
    if not any(stem in own.shown for stem in notes.NOTE_STEMS):
        return
    found: list[Tag] = []
    for tag in own.named("p", "em", "i", "span", "div", "small", "strong", "a", "b"):
        if (state := _said_in(tag, is_named="awaiting" in own.words(tag))) is not None:
            parts.state = state
            found.append(tag)
    own.take(*found)


def _said_in(tag: Tag, *, is_named: bool) -> State | None:
    """What an element says; one named for it may say so at length, as WordPress does where nobody is logged in."""
    shown = text(tag)
    if not shown or len(shown) > LONGEST_NOTE:
        return None
    if (is_named or len(shown) <= LONGEST_NOTE / 2) and notes.PENDING.search(shown) and notes.OF_COMMENTS.search(shown):
        return "pending"
    return "hidden" if notes.SAYS_HIDDEN.match(shown) and " " in shown else None


def clear_deleted(own: Own, parts: Parts) -> None:
    """Where a sentence stands in a deleted comment's place, there are no words of a person's, only the state."""
    shown = squeeze(parts.text)
    if len(shown) > LONGEST_NOTE or parts.kind != "comment":
        return
    if notes.SAYS_DELETED.match(shown) or notes.SAYS_DELETED_EAST.search(shown) or _is_named_deleted(own, shown):
        parts.state, parts.text, parts.html = "deleted", "", ""
    elif notes.SAYS_HIDDEN.match(shown):
        parts.state, parts.text, parts.html = "hidden", "", ""


def _is_named_deleted(own: Own, shown: str) -> bool:
    """Whether a class calls the whole of what is shown deleted (`span.deleted-comment`)."""
    return any(
        not _DELETED_CLASSES.isdisjoint(words_of(token)) and (tag is own.tag or text(tag) == shown)
        for tag in [own.tag, *own.tags]
        for token in attribute(tag, "class").split()[:30]
    )
