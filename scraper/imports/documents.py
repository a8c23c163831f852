"""Thread documents in a file: one, an array of them, or one a line; read one at a time."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.errors import DocumentError
from scraper.imports.source import Source
from scraper.imports.syntax.json_stream import values
from scraper.thread import FORMAT

MAX_DOCUMENT = 1024 * 1024 * 1024
"""Characters of one document: a thread of a hundred thousand comments with its history has a tenth of that."""

_HEAD = 4096


def is_documents(head: bytes) -> bool:
    """Whether a file that begins so holds thread documents: JSON that names the format early on."""
    text = head[:_HEAD].decode("utf-8-sig", "replace").lstrip()
    return text.startswith(("{", "[")) and re.search(rf'"format"\s*:\s*"{FORMAT}"', text) is not None


def read_documents(source: Source) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The documents in a file, each with the number of the line that it begins on.

    DumpError names the line where the JSON ends early, DocumentError that of what is no object.
    """
    for found in values(source, longest=MAX_DOCUMENT):
        if not isinstance(found.value, dict):
            raise DocumentError(f"line {found.line}: it is no thread document")
        yield found.line, found.value
