"""What stands around a comment's words and is none of them: what is pressed, voted on or announced."""

import re

from bs4 import Tag

from scraper.comments.fields.dom import Own, ancestors, below, holds, text
from scraper.comments.fields.links import COMMENT_FRAGMENT
from scraper.comments.fields.parts import Parts
from scraper.comments.vocabulary.class_names import BODY, NAMES, NOISE, NOT_NOISE, is_hidden
from scraper.comments.vocabulary.labels import REPLY, is_button
from scraper.html import attribute

_LETTERS = re.compile(r"[^\W\d_]{2}")
LONGEST_LABEL = 60
LONGEST_HIDDEN = 300  # characters: a longer text is something that a person wrote, not a label


def take_noise(own: Own, parts: Parts) -> None:
    """Remove what is pressed, voted on or announced around a comment."""
    for tag in [*own.select(own.hints.noise), *own.named("form", "button", "input", "select", "textarea", "nav")]:
        words = own.words(tag)
        if tag.name == "button" and not NAMES.isdisjoint(words) and NOISE.isdisjoint(words):
            tag.name = "span"  # it opens a person's card; what is pressed is not read
            continue
        parts.can_be_answered |= tag.name == "button" and "reply" in words
        tag.extract()
    own.tags = list(below(own.tag))
    hints = (own.hints.author, own.hints.date, own.hints.body)
    parts_known = [tag for selector in hints for tag in own.select(selector)]
    parts_known += own.propertied("author", "creator", "text", "dateCreated", "datePublished")
    skip = {id(around) for tag in parts_known for around in (tag, *tag.parents)}
    for tag in own.tags:
        if id(tag) not in skip and _is_noise(tag, own):
            parts.can_be_answered |= _is_reply(tag, own)
            skip.update(map(id, below(tag)))
            tag.extract()
    own.tags = list(below(own.tag))


def _is_noise(tag: Tag, own: Own) -> bool:
    if _is_hidden(tag):
        return not holds(tag, "p") and len(text(tag)) <= LONGEST_HIDDEN
    if tag.name == "a" and _is_pressed(tag):
        return True
    if not NOISE.isdisjoint(own.words(tag)) and NOT_NOISE.isdisjoint(own.words(tag)):
        return not holds(tag, "p", "time", "cite") and len(text(tag)) <= LONGEST_LABEL
    if tag.name in ("a", "span", "small", "em", "li", "b", "strong") and NOT_NOISE.isdisjoint(own.words(tag)):
        return is_button(text(tag)) and not _is_among_words(tag, own)
    return False


def _is_among_words(tag: Tag, own: Own) -> bool:
    """Whether it stands in a sentence of what a person wrote ("here is the <a>link</a> again")."""
    written = (up.name in ("p", "blockquote") or not BODY.isdisjoint(own.words(up)) for up in ancestors(tag, own.tag))
    beside = (tag.previous_sibling, tag.next_sibling)
    return any(isinstance(near, str) and _LETTERS.search(str(near)) for near in beside) and any(written)


def _is_reply(tag: Tag, own: Own) -> bool:
    """Whether a piece of noise is the link or button that answers the comment."""
    named = not REPLY.isdisjoint(own.words(tag)) or is_button(text(tag), REPLY)
    return named or (tag.name == "a" and "replytocom=" in attribute(tag, "href"))


def _is_pressed(link: Tag) -> bool:
    """Whether a link answers the comment, or counts the comments (a bare number that links to its own place)."""
    href = attribute(link, "href")
    if "reply" in attribute(link, "class") or "replytocom=" in href:
        return True
    return COMMENT_FRAGMENT.search(href) is not None and text(link).lstrip("# ").isdecimal()


def _is_hidden(tag: Tag) -> bool:
    """Whether a browser shows nothing of it; what microdata says of a comment stands there too, and is read."""
    if not tag.attrs or "itemprop" in tag.attrs:
        return False
    return "hidden" in tag.attrs or is_hidden(attribute(tag, "style"), attribute(tag, "class"))
