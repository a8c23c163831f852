"""One export: the threads that are wanted, in one format, to standard output, a file, or a file each in a folder."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from archive import files, times
from archive.db.connection import is_archive, is_same
from archive.db.handle import Handle
from archive.errors import ArchiveError, InvalidValue
from archive.export import columns, columns_as_of, file_names, json_documents, json_rows, remark42, selection, wxr
from archive.export.other_systems import Mapping
from archive.export.selection import Selection
from archive.export.tables import lines
from archive.query import as_of, read
from archive.threads.tombstones import without
from scraper.thread import Thread

TABLES = ("csv", "tsv", "parquet")
TEXTS = ("markdown", "text", "html")
SYSTEMS = ("wxr", "isso", "remark42")
FORMATS = ("json", "ndjson", *TABLES, *TEXTS, *SYSTEMS)
SUFFIXES = {"markdown": ".md", "text": ".txt", "wxr": ".xml", "isso": ".xml", "remark42": ".ndjson"}
"""Ends of file names where they are not the format's name."""
_PARTS = ("", "-wal", "-shm", "-journal", ".lock")
"""Ends of the names of the files that an archive at work consists of."""
NO_MAPPING = Mapping()


@dataclass(frozen=True, slots=True)
class Form:
    """How threads are written. `as_of` is a moment as a person states it; `table` is one of `columns.TABLES`."""

    format: str = "json"
    flat: bool = False
    visible_only: bool = False
    as_of: str | None = None
    table: str = "comments"
    guard: bool = True
    mapping: Mapping = NO_MAPPING
    site_id: str = remark42.SITE


def text(archive: Handle, wanted: Selection, form: Form) -> Iterator[str]:
    """All threads that are wanted, one behind the other, as text. ArchiveError for a format that has no such form."""
    conn, keys, kind = archive.conn, _keys(archive, wanted, form), form.format
    if kind == "parquet":
        raise InvalidValue("a Parquet file is no text: name a file with -o")
    if kind == "html" and len(keys) != 1:
        raise InvalidValue(f"an HTML page holds one thread, and these are {len(keys)}: name one, or a --folder")
    if kind in TABLES:
        if form.table == "threads":
            raise InvalidValue(f"{kind} cannot hold threads in rows: --format parquet can; or take --table comments")
        told = lines(columns.columns(conn, form.table), _rows(conn, keys, form), kind, guard=form.guard)
        return (f"{line}\n" for line in told)
    return _pieces(conn, keys, form, single=len(wanted.names) == 1)


def file(archive: Handle, wanted: Selection, form: Form, output: Path) -> None:
    """All threads that are wanted in one file. ArchiveError where that is an archive."""
    _spare(output, archive.path)
    if form.format != "parquet":
        files.write(output, text(archive, wanted, form))
        return
    from archive.export import parquet

    conn = archive.conn
    parquet.write(conn, form.table, _rows(conn, _keys(archive, wanted, form), form), output)


def folder(archive: Handle, wanted: Selection, form: Form, into: Path) -> Iterator[str]:
    """A file for each thread in a folder, which is made where it is missing. Yields the names of the files.

    ArchiveError, and nothing written, where one of them is an archive.
    """
    if form.format in TABLES:
        raise InvalidValue(f"{form.format} is one file for all threads: name it with -o")
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{into}: the folder cannot be made ({error.strerror}); name another one") from error
    conn, suffix = archive.conn, SUFFIXES.get(form.format, f".{form.format}")
    keys = _keys(archive, wanted, form)
    named = {key: file_names.file_name(read.bare(conn, read.article(conn, key)), suffix) for key in keys}
    for name in named.values():
        _spare(into / name, archive.path)
    for key, name in named.items():
        files.write(into / name, _pieces(conn, [key], form, single=True))
        yield name


def _spare(path: Path, archive: Path) -> None:
    """Refuse to write over the archive, or a file beside it that is part of it, or any other archive: ArchiveError."""
    real = Path(os.path.realpath(archive))  # SQLite's own files stand beside the file behind a link
    if any(is_same(path, each.with_name(each.name + end)) for each in (archive, real) for end in _PARTS):
        raise ArchiveError(f"{path}: this is the archive itself; name another file with -o")
    if is_archive(path):  # looked into only now: closing the open one would take SQLite's locks on it away
        raise ArchiveError(f"{path}: this is an archive, which no export replaces; name another file with -o")


def _keys(archive: Handle, wanted: Selection, form: Form) -> list[int]:
    """The keys of the articles that are wanted, without those not yet seen at the moment asked for. NotFound names the
    first of the names that is not there, or was not."""
    keys = selection.keys(archive, wanted)
    if form.as_of is None:
        return keys
    conn, until = archive.conn, times.moment(form.as_of)
    for name in wanted.names:
        as_of.find(conn, name, until)
    seen = set(as_of.seen(conn, until))
    return [key for key in keys if key in seen]


def _pieces(conn: sqlite3.Connection, keys: Sequence[int], form: Form, *, single: bool) -> Iterator[str]:
    """The threads one behind the other; as JSON a `single` one stands alone."""
    threads = (_thread(conn, key, form) for key in keys)
    if form.format == "remark42":
        return remark42.remark42(threads, form.mapping, form.site_id)
    if form.format in SYSTEMS:
        return wxr.wxr(threads, form.mapping, as_markdown=form.format == "isso")
    if form.format in TEXTS:
        written = getattr(import_module(f"archive.export.{form.format}"), form.format)
        return (piece for thread in threads for piece in written(thread))
    if form.as_of is None:
        found = (json_rows.document(conn, key, visible_only=form.visible_only) for key in keys)
    else:
        found = (json_documents.of_thread(thread) for thread in threads)
    return json_documents.pieces(found, form.format, single=single, flat=form.flat)


def _rows(conn: sqlite3.Connection, keys: list[int], form: Form) -> Iterator[tuple[Any, ...]]:
    if form.as_of is None and not form.visible_only:
        return columns.rows(conn, form.table, keys)
    until = None if form.as_of is None else times.moment(form.as_of)
    return columns_as_of.rows(conn, form.table, keys, until, visible_only=form.visible_only)


def _thread(conn: sqlite3.Connection, key: int, form: Form) -> Thread:
    """One thread. Other systems get no gone comments: what a site has taken down does not come back by an import."""
    thread = read.read(conn, key) if form.as_of is None else as_of.read_at(conn, key, times.moment(form.as_of))
    if not form.visible_only and form.format not in SYSTEMS:
        return thread
    return without(thread, {place for place, each in enumerate(thread.comments) if each.gone_since is not None})
