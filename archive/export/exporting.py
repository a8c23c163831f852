"""One export: the threads that are wanted, in one format, to standard output, a file, or a file each in a folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from archive import asof, read
from archive.errors import ArchiveError
from archive.export import columns, documents, elsewhere, files, names, remark42, rows, selection, wxr
from archive.tables import lines

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archive.export.documents import Document
    from archive.export.elsewhere import Mapping
    from archive.export.selection import Selection
    from scraper.thread import Thread

JSON = documents.FORMATS
TABLES = ("csv", "tsv", "parquet")
TEXTS = ("markdown", "text", "html")
SYSTEMS = ("wxr", "isso", "remark42")
FORMATS = (*JSON, *TABLES, *TEXTS, *SYSTEMS)
SUFFIXES = {"markdown": ".md", "text": ".txt", "wxr": ".xml", "isso": ".xml", "remark42": ".ndjson"}
"""Ends of file names where they are not the format's name."""

NO_MAPPING = elsewhere.Mapping()


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


def whole(conn: sqlite3.Connection, path: Path, wanted: Selection, form: Form) -> Iterator[str]:
    """All threads that are wanted, one behind the other, as text. ArchiveError for a format that has no such form."""
    keys = selection.keys(conn, path, wanted)
    if form.format == "parquet":
        raise ArchiveError("a Parquet file is no text: name a file with -o")
    if form.format == "html" and len(keys) != 1:
        raise ArchiveError(f"an HTML page holds one thread, and these are {len(keys)}: name one, or a --folder")
    if form.format in TABLES:
        return _table(conn, keys, form)
    if form.format in SYSTEMS:
        return _system((thread for key in keys for thread in _threads(conn, key, form)), form)
    if form.format in TEXTS:
        return (piece for key in keys for thread in _threads(conn, key, form) for piece in _text(thread, form.format))
    found = (each for key in keys for each in _documents(conn, key, form))
    return documents.pieces(found, form.format, single=len(wanted.names) == 1, flat=form.flat)


def file(conn: sqlite3.Connection, path: Path, wanted: Selection, form: Form, output: Path) -> None:
    """All threads that are wanted in one file."""
    if form.format != "parquet":
        files.write(output, whole(conn, path, wanted, form))
        return
    from archive.export import parquet

    _refuse_past(form)
    keys = selection.keys(conn, path, wanted)
    parquet.write(conn, form.table, keys, output, visible_only=form.visible_only)


def folder(conn: sqlite3.Connection, path: Path, wanted: Selection, form: Form, into: Path) -> Iterator[str]:
    """A file for each thread in a folder, which is made where it is missing. Yields the names of the files."""
    if form.format in TABLES:
        raise ArchiveError(f"{form.format} is one file for all threads: name it with -o")
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{into}: the folder cannot be made ({error.strerror}); name another one") from error
    for key in selection.keys(conn, path, wanted):
        name = names.file_name(read.bare(conn, read.article(conn, key)), SUFFIXES.get(form.format, f".{form.format}"))
        for pieces in _each(conn, key, form):
            files.write(into / name, pieces)
            yield name


def _each(conn: sqlite3.Connection, key: int, form: Form) -> Iterator[Iterable[str]]:
    if form.format in TEXTS:
        return (_text(thread, form.format) for thread in _threads(conn, key, form))
    if form.format in SYSTEMS:
        return (_system([thread], form) for thread in _threads(conn, key, form))
    found = _documents(conn, key, form)
    return (documents.pieces([document], form.format, single=True, flat=form.flat) for document in found)


def _text(thread: Thread, form: str) -> Iterator[str]:
    pieces: Iterator[str] = getattr(import_module(f"archive.export.{form}"), form)(thread)
    return pieces


def _system(threads: Iterable[Thread], form: Form) -> Iterator[str]:
    """What a site has taken down does not come back by an import: gone comments are left out."""
    shown = map(_shown, threads)
    if form.format != "remark42":
        return wxr.wxr(shown, form.mapping, as_markdown=form.format == "isso")
    return remark42.remark42(shown, form.mapping, form.site_id)


def _table(conn: sqlite3.Connection, keys: list[int], form: Form) -> Iterator[str]:
    _refuse_past(form)
    if form.table == "threads":
        raise ArchiveError(f"{form.format} cannot hold threads in rows: --format parquet can; or take --table comments")
    found = columns.rows(conn, form.table, keys, visible_only=form.visible_only)
    told = lines(columns.columns(conn, form.table), found, form.format, guard=form.guard)
    return (f"{line}\n" for line in told)


def _refuse_past(form: Form) -> None:
    if form.as_of is not None:
        raise ArchiveError("tables show the archive as it is now: leave out --as-of, or take --format ndjson --flat")


def _documents(conn: sqlite3.Connection, key: int, form: Form) -> Iterator[Document]:
    """The document of an article; none where it had not been seen at the moment asked for."""
    if form.as_of is None:
        yield rows.document(conn, key, visible_only=form.visible_only)
    else:
        yield from (documents.of_thread(thread) for thread in _threads(conn, key, form))


def _threads(conn: sqlite3.Connection, key: int, form: Form) -> Iterator[Thread]:
    thread = read.read(conn, key) if form.as_of is None else asof.read_at(conn, key, asof.moment(form.as_of))
    if thread is not None:
        yield _shown(thread) if form.visible_only else thread


def _shown(thread: Thread) -> Thread:
    from archive.tombstones import without

    shown = without(thread, {place for place, each in enumerate(thread.comments) if each.gone_since is not None})
    return replace(
        shown,
        comments=tuple(replace(each, parent_id=None) if each.parent is not None else each for each in shown.comments),
    )
