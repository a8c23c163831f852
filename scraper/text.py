"""Bytes to text, and fragments of HTML to what a person would read in them.

Encodings follow the order that browsers use (WHATWG Encoding Standard, "decode"; HTML Standard, "determining the
character encoding"): byte order mark, then the HTTP charset, then `<meta>`, and only then detection.
"""

from __future__ import annotations

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


def encodable(text: str) -> str:
    """The text as UTF-8 can hold it: half a character, as in JSON where a program cut through an emoji, is a question
    mark."""
    return text if text.isascii() else text.encode(errors="replace").decode()
