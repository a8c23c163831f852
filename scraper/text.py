"""Text as a person would read it: white space, invisible characters, character references."""

import html
import re

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")
"""Control characters, soft hyphen, zero width space, word joiner, stray BOM."""

_OTHER_SPACES = r"\t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000"
SPACES = re.compile(rf" [ {_OTHER_SPACES}]+|[{_OTHER_SPACES}][ {_OTHER_SPACES}]*")  # not one plain space: most are


def squeeze(text: str | None) -> str:
    """One line: every run of white space is one space, nothing invisible, no control characters."""
    if not text:
        return ""
    if not (text.isascii() and text.isprintable()):
        text = UNSEEN.sub("", text)
        if not text.isascii():
            return SPACES.sub(" ", text).strip()
    return " ".join(text.split())


_TOO_LONG = re.compile(r"&#\d{20,};?")
"""A character reference with a number that Python may refuse to read; no character has one of twenty digits."""


def bounded_references(markup: str) -> str:
    """Markup whose character references any parser can read (HTML, "Numeric character reference end state")."""
    return _TOO_LONG.sub("\ufffd", markup) if "&#" in markup else markup


def unescape(text: str) -> str:
    """Text with its character references read; one beyond Unicode is U+FFFD, however long it is."""
    return html.unescape(bounded_references(text))


def encodable(text: str) -> str:
    """The text as UTF-8 can hold it: half a character, as in JSON where a program cut through an emoji, is a question
    mark."""
    return text if text.isascii() else text.encode(errors="replace").decode()
