"""What ids, classes and links around comments say, by the words of class_names.toml.

A class or id is read as words: cut at punctuation, at changes to upper case and at digits, and where a comment word is
glued to another (`commentlist`, `thecomment`, `mtbCommentContainer`). What each set of words says stands beside it in
class_names.toml.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from scraper.comments.vocabulary.words import names

ONE_COMMENT = names("one-comment")
COMMENTS = names("comments")
REPLY_LIST = names("reply-list")
ITEM = names("item")
CONTAINER = names("container")
FORM = names("form")
PING = names("ping")
FIELD = names("field")
AREA = names("area")
ELSEWHERE = names("elsewhere")
AUTHOR = {word: strength for strength in (5, 4, 3, 2) for word in names(f"author-{strength}")}
NAMES = names("author-5", "author-4", "author-3")
NOT_AUTHOR = names("not-author")
DATE = names("date")
EDITED = names("edited")
BODY = names("body")
NOT_BODY = names("not-body")
HEAD = names("head")
TITLE = names("title")
NOT_TITLE = names("not-title")
HIDDEN = names("hidden")
NOISE = names("noise")
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
    if not (found := PING.intersection(words)):
        return None
    return "trackback" if found <= {"trackback", "trackbacks"} else "pingback"
