"""One export: the threads that are wanted, in one format, to standard output, a file, or a file each in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive import asof, read
from archive.errors import ArchiveError
from archive.export import documents, files, names, rows, selection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from archive.export.documents import Document
    from archive.export.selection import Selection
    from scraper.thread import Thread

FORMATS = documents.FORMATS
SUFFIXES = {"json": ".json", "ndjson": ".ndjson"}


@dataclass(frozen=True, slots=True)
class Form:
    """How threads are written. `as_of` is a moment as a person states it."""

    format: str = "json"
    flat: bool = False
    visible_only: bool = False
    as_of: str | None = None


def whole(conn: sqlite3.Connection, path: Path, wanted: Selection, form: Form) -> Iterator[str]:
    """All threads that are wanted, one behind the other, as text."""
    keys = selection.keys(conn, path, wanted)
    found = (each for key in keys for each in _documents(conn, key, form))
    return documents.pieces(found, form.format, single=len(wanted.names) == 1, flat=form.flat)


def folder(conn: sqlite3.Connection, path: Path, wanted: Selection, form: Form, into: Path) -> Iterator[str]:
    """A file for each thread in a folder, which is made where it is missing. Yields the names of the files."""
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{into}: the folder cannot be made ({error.strerror}); name another one") from error
    for key in selection.keys(conn, path, wanted):
        for document in _documents(conn, key, form):
            name = names.file_name(read.bare(conn, read.article(conn, key)), SUFFIXES[form.format])
            files.write(into / name, documents.pieces([document], form.format, single=True, flat=form.flat))
            yield name


def _documents(conn: sqlite3.Connection, key: int, form: Form) -> Iterator[Document]:
    """The document of an article; none where it had not been seen at the moment asked for."""
    if form.as_of is None:
        yield rows.document(conn, key, visible_only=form.visible_only)
        return
    thread = asof.read_at(conn, key, asof.moment(form.as_of))
    if thread is not None:
        yield documents.of_thread(_shown(thread) if form.visible_only else thread)


def _shown(thread: Thread) -> Thread:
    from archive.tombstones import without

    return without(thread, {place for place, each in enumerate(thread.comments) if each.gone_since is not None})
