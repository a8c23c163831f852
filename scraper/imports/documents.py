"""Thread documents in a file: one, an array of them, or one a line; read one at a time.

What an export writes is read line by line. Other layouts are allowed as JSON allows them: JSON has no line end inside a
string, so brackets can be counted line by line, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scraper.errors import DocumentError
from scraper.thread import FORMAT

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]')
_HEAD = 4096


def is_documents(head: bytes) -> bool:
    """Whether a file that begins so holds thread documents: JSON that names the format early on."""
    text = head[:_HEAD].decode("utf-8-sig", "replace").lstrip()
    return text.startswith(("{", "[")) and re.search(rf'"format"\s*:\s*"{FORMAT}"', text) is not None


def read_documents(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The documents in a file, each with the number of the line that it begins on.

    DocumentError names the line of what is no JSON.
    """
    for number, text in _values(lines):
        try:
            yield number, json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DocumentError(f"line {number}: it is no JSON ({_cause(error)})") from error


def _values(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The text of each object at the top level or in an array there, with the number of its first line."""
    parts: list[str] = []
    depth = begun = number = 0
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix("\ufeff") if number == 1 else raw
        start = 0
        for token in _TOKEN.finditer(line):
            if token[0] in ("{", "["):
                if token[0] == "{" and depth == 0:
                    begun, start = number, token.start()
                if token[0] == "{" or depth:
                    depth += 1
            elif token[0] in ("}", "]") and depth:
                depth -= 1
                if depth == 0:
                    yield begun, "".join((*parts, line[start : token.end()]))
                    parts.clear()
        if depth:
            parts.append(line[start:])
        elif not _TOKEN.search(line) and line.strip(" \t\r\n,"):
            raise DocumentError(f"line {number}: it is no JSON document")
    if depth:
        raise DocumentError(f"line {begun}: the document breaks off at the end of the file")


def _cause(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error).splitlines()[0]
