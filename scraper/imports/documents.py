"""Thread documents in a file: one, an array of them, or one a line; read one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.errors import DocumentError
from scraper.imports.source import Source
from scraper.imports.syntax.json_stream import values
from scraper.thread import FORMAT

MAX_DOCUMENT = 1024**3
"""Characters of one document: a thread with all its comments."""

_HEAD = 4096


def is_documents(head: bytes) -> bool:
    """Whether a file that begins so holds thread documents: JSON that names the format early on."""
    text = head[:_HEAD].decode("utf-8-sig", "replace").lstrip()
    return text.startswith(("{", "[")) and re.search(rf'"format"\s*:\s*"{FORMAT}"', text) is not None


def read_documents(source: Source) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The documents in a file, each with the number of the line that it begins on.

    DumpError or DocumentError names the line where the reading ends early; what came before was whole.
    """
    for _, line, document in values(source, most=MAX_DOCUMENT):
        if not isinstance(document, dict):
            raise DocumentError(f"line {line}: it is no thread document")
        yield line, document
