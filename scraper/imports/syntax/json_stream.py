"""JSON as a stream of values, for dumps larger than memory: of an array, of the arrays in an object, or one by one."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

from scraper.errors import DumpError
from scraper.imports.source import Source

CHUNK = 256 * 1024

MAX_RECORD = 64 * 1024 * 1024
"""Characters of one object."""

_SPACE = " \t\r\n\ufeff"


class Value(NamedTuple):
    """One value: the name of the array that it stands in (None for those of the file itself), and its first line."""

    array: str | None
    line: int
    value: Any


def values(source: Source, *, within: bool = False, longest: int | None = None) -> Iterator[Value]:
    """Each value of the array that the file is, or of the file where it is no array (JSON lines).

    With `within` the file is one object, and what stands in its arrays comes, each with the name of its array; what
    else it holds comes by its own name. A value may have `longest` characters (MAX_RECORD). DumpError names the line
    where the reading ends early.
    """
    with closing(source.pieces(CHUNK)) as pieces:
        text = _Text(pieces, source.head, longest or MAX_RECORD)
        if within:
            yield from _members(text)
        elif text.peek() == "[":
            text.skip()
            yield from _items(text, None)
        else:
            while text.peek():
                yield Value(None, text.line, text.value())
        if text.peek():
            raise text.broken("something follows its end")


def text_of(value: object) -> str | None:
    """A value as text; None where it is none, or empty."""
    return value or None if isinstance(value, str) else None


def _members(text: _Text) -> Iterator[Value]:
    if text.peek() != "{":
        raise DumpError(f"line {text.line}: it is no JSON object")
    text.skip()
    while text.peek() != "}":
        name = text.value()
        if not isinstance(name, str) or text.peek() != ":":
            raise text.broken("a name and a colon belong here")
        text.skip()
        if text.peek() == "[":
            text.skip()
            yield from _items(text, name)
        else:
            yield Value(name, text.line, text.value())
        text.comma("}")
    text.skip()


def _items(text: _Text, array: str | None) -> Iterator[Value]:
    while text.peek() != "]":
        yield Value(array, text.line, text.value())
        text.comma("]")
    text.skip()


class _Text:
    """The text of a file, as much as the next value needs. `line` is the number of the line reached.

    It is UTF-8 (RFC 8259), or UTF-16 with its mark, as the shell of Windows writes what a program prints.
    """

    def __init__(self, pieces: Iterator[bytes], head: bytes, longest: int) -> None:
        self._pieces, self._longest = pieces, longest
        is_wide = head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        self._coding = codecs.getincrementaldecoder("utf-16" if is_wide else "utf-8")("replace")
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._at = 0
        self._failed: DumpError | None = None
        self.line = 1

    def peek(self) -> str:
        """The next character that is no white space; empty at the end of the file."""
        while True:
            while self._at < len(self._buffer):
                letter = self._buffer[self._at]
                if letter not in _SPACE:
                    return letter
                self.line += letter == "\n"
                self._at += 1
            if not self._more():
                if self._failed is not None:
                    raise self._failed
                return ""

    def skip(self) -> None:
        """Go past the character that `peek` showed."""
        self._at += 1

    def comma(self, end: str) -> None:
        """Go past the comma between two values; before `end` there is none."""
        found = self.peek()
        if found == ",":
            self.skip()
        elif found != end:
            raise self.broken("a comma is missing" if found else "the file ends in the middle")

    def value(self) -> Any:
        """The value that begins here."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.pos > len(self._buffer) - len("-Infinity") or error.msg.startswith("Unterminated")
                if is_cut and self._more(double=True):
                    continue
                if self._failed is not None:
                    raise self._failed from None
                why = error.msg if self._at < len(self._buffer) else "the file ends in the middle"
                raise self.broken(why) from None
            except (ValueError, RecursionError) as error:
                why = "nested too deep" if isinstance(error, RecursionError) else "a number of too many digits"
                raise self.broken(why) from None
            if len(self._buffer) - end < 3 and self._more():  # a number may go on, behind `.` or `e+`
                continue
            self.line += self._buffer.count("\n", self._at, end)
            self._at = end
            return value

    def broken(self, why: str) -> DumpError:
        """The error at this place."""
        return DumpError(f"line {self.line}: the JSON breaks off ({why})")

    def _more(self, *, double: bool = False) -> bool:
        """Read on; with `double` about as much again, so that a long value is not looked at too often."""
        rest = self._buffer[self._at :]
        if len(rest) > self._longest:
            raise self.broken(f"a value of more than {self._longest:,} characters")
        read: list[str] = []
        wanted = len(rest) if double else 1
        try:
            while wanted > 0 and (piece := next(self._pieces, b"")):
                read.append(self._coding.decode(piece))
                wanted -= len(read[-1])
        except DumpError as error:  # raised after the values before it
            self._failed = error
        if read:
            self._buffer, self._at = "".join((rest, *read)), 0
        return bool(read)
