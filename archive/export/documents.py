"""Threads as JSON documents (scraper/thread.schema.json): one, an array, or one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.terminal import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scraper.thread import Thread


def json_document(thread: Thread) -> Iterator[str]:
    """One document, indented."""
    yield json_text(thread.to_dict(), indent=1) + "\n"


def json_array(threads: Iterable[Thread]) -> Iterator[str]:
    """All documents as one array, a document a line, one in memory at a time."""
    before = "["
    for thread in threads:
        yield before + "\n" + json_text(thread.to_dict())
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def ndjson(threads: Iterable[Thread]) -> Iterator[str]:
    """All documents, one a line (ndjson.org)."""
    for thread in threads:
        yield json_text(thread.to_dict()) + "\n"


FORMATS = ("json", "ndjson")


def pieces(threads: Iterable[Thread], form: str, *, single: bool) -> Iterator[str]:
    """The threads in one of FORMATS; as `json` a single one stands alone, several in an array."""
    if form == "ndjson":
        return ndjson(threads)
    if single:
        return (piece for thread in threads for piece in json_document(thread))
    return json_array(threads)
