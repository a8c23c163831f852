"""What may reach a terminal, and how wide it is: words from the web lose everything that a terminal would obey."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

# C0 and C1 controls, DEL, the marks and overrides of bidirectional text (Unicode UAX #9), line and paragraph
# separators, invisible characters, marks of music and shorthand, tags, lone surrogates: none is a word, all can forge
# what is shown.
# (Zero-width joiners stay: emoji and several scripts are written with them.)
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)

_OVER = ("Mn", "Me", "Cf")  # categories of Unicode: `combining` knows only marks that are reordered, not Thai vowels

_NEVER_FIRST = frozenset("、。，．・：；？！）」』】〕》〉ー…")  # of a line, in Chinese and Japanese (JIS X 4051)

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)


def clean(text: str | None) -> str:
    """Text for a terminal: line ends and tabs stay, all other controls and bidirectional overrides go."""
    return _UNSAFE.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str | None) -> str:
    """The same in one line."""
    return " ".join(clean(text).split())


def counted(number: int, word: str, words: str | None = None) -> str:
    """So many of something: 1 comment, 1,200 comments; `words` where the plural is not made with an s."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON with readable letters; what a terminal would obey is escaped, which changes no value."""
    if indent is not None:
        return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent, default=str))
    text = _ENCODER.encode(value)
    if text.isprintable() if not text.isascii() else "\x7f" not in text:  # JSON itself escapes the other controls
        return text
    return _UNSAFE.sub(_escaped, text)


def size(count: int) -> str:
    """A number of bytes for people."""
    number, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB"):
        if number < 1000:
            break
        number, unit = number / 1000, larger
    return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:,.1f} {unit}"


def cells(text: str) -> int:
    """How many columns a text takes: wide East Asian characters two (Unicode UAX #11), marks that are written over or
    below others and joiners none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(char) in _OVER else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def cut(text: str, width: int) -> str:
    """The text in at most `width` columns, with an ellipsis where something was left out."""
    if cells(text) <= width:
        return text
    kept = ""
    for char in text:
        if cells(kept + char) > width - 1:
            break
        kept += char
    return kept + "…"


def wrap(text: str, width: int) -> Iterator[str]:
    """The lines of a text, none wider than `width` columns; blank lines stay. Longer words are broken."""
    for paragraph in clean(text).expandtabs(4).split("\n"):
        line, used = "", 0
        for word in _pieces(paragraph.split(), width):
            size = cells(word)
            if line and used + 1 + size > width:
                yield line
                line, used = word, size
            else:
                line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
        yield line


def _pieces(words: list[str], width: int) -> Iterator[str]:
    for word in words:
        if cells(word) <= width:
            yield word
            continue
        piece, used = "", 0
        for char in word:
            size = cells(char)
            if piece and used + size > width:
                fits = len(piece) > 1 and cells(piece[-1]) + size <= width
                carried = piece[-1] if char in _NEVER_FIRST and fits else ""
                yield piece.removesuffix(carried)
                piece, used = carried, cells(carried)
            piece, used = piece + char, used + size
        yield piece


def _escaped(found: re.Match[str]) -> str:
    return "\\u007f" if found[0] == "\x7f" else json.dumps(found[0])[1:-1]
