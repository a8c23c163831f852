"""What ids, classes and links around comments say, by the words of class_names.toml.

A class or id is read as words: cut at punctuation, at changes to upper case and at digits, and where a comment word is
glued to another (`commentlist`, `thecomment`, `mtbCommentContainer`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from scraper.comments.vocabulary.words import names

ONE_COMMENT = names("one-comment")

COMMENTS = names("comments")

REPLY_LIST = names("reply-list")

ITEM = names("item")
"""Say that an element is one of a list, whatever other words stand beside them."""

CONTAINER = names("container")
"""Say that an element holds comments or stands around them, rather than being one."""

FORM = names("form")
"""Say that an element is where one writes, with or without a comment word; so does "form" beside a comment word."""

PING = names("ping")

FIELD = names("field")
"""Say that an element is a part of a comment."""

AREA = names("area")
"""Beside a word for several comments they say where the comments are, not what part of one this is."""

ELSEWHERE = names("elsewhere")
"""Together with a comment word: comments of other pages, or copies of some of this page's."""

AUTHOR = {word: strength for strength in (5, 4, 3, 2) for word in names(f"author-{strength}")}
"""In the class of an element: it names a person. The higher the number, the less else it holds."""

NAMES = names("author-5", "author-4", "author-3")
"""Of these the words that name nothing else."""

NOT_AUTHOR = names("not-author")

DATE = names("date")

EDITED = names("edited")
"""In the class of a date: it tells when the comment was changed, not when it was written."""

BODY = names("body")

NOT_BODY = names("not-body")

HEAD = names("head")
"""In the class of a block: it holds who wrote and when, and what belongs to that."""

TITLE = names("title")
"""In the class of a short element before the body: the commenter's own title line."""

NOT_TITLE = names("not-title")

HIDDEN = names("hidden")
"""Whole classes, not words of them."""

NOISE = names("noise")
"""In the class of a short element: something to press or to read around a comment, not what a person wrote."""

NOT_NOISE = names("not-noise")

_COMMENT_GLUED = re.compile(
    r"(comments(?!ect|tream|tatus|ort)|comment(?!ar|at|ed|in)|kommentare?|commentaires?|comentarios?|commenti|commento"
    r"|pingbacks?|trackbacks?)(?=[a-z]|$)"
)

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_HASH = re.compile(r"__(?=\w*\d|[A-Za-z]+[A-Z])[A-Za-z0-9]{2,8}$")
"""What build tools add to the names of classes (`Comment_author__x7Yq2`)."""

_CUT = re.compile(r"[^\w]+|_+|\d+", re.UNICODE)


@lru_cache(maxsize=5_000)
def is_hidden(style: str, classes: str) -> bool:
    """Whether an element's own style or one of its classes keeps a browser from showing it."""
    return "display:none" in style.replace(" ", "").lower() or not HIDDEN.isdisjoint(classes.lower().split())


@lru_cache(maxsize=20_000)
def words_of(token: str) -> tuple[str, ...]:
    """The words of one class or id: `li-comment-96` → (li, comment); `mtbCommentBody` → (mtb, comment, body)."""
    if len(token) > 200:
        return ()
    found: list[str] = []
    for word in filter(None, _CUT.split(_CAMEL.sub(" ", _HASH.sub("", token)).lower())):
        whole = word in ONE_COMMENT or word in COMMENTS
        found.extend([word] if whole else _COMMENT_GLUED.sub(r" \1 ", word).split())
    return tuple(found)


def kind_of_ping(words: Iterable[str]) -> Literal["pingback", "trackback"] | None:
    """What kind of ping the words of a class name, if any."""
    found = PING.intersection(words)
    if not found:
        return None
    return "trackback" if found <= {"trackback", "trackbacks"} else "pingback"
