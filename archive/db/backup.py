"""A copy of an archive that is whole: taken while others write, looked at before it takes its name."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from archive.db.schema import APPLICATION_ID
from archive.errors import ArchiveCorrupt, ArchiveError, translated

TOLD = 5
"""How many of SQLite's complaints one message repeats."""


def backup(source: sqlite3.Connection, destination: Path) -> Path:
    """Copy the archive behind `source`, as it is at one moment, to a new file. Returns the file.

    `destination` must not exist; other programs may write on meanwhile (sqlite.org/backup.html). The copy is one file
    in rollback mode, so that it can be carried anywhere. ArchiveCorrupt when the copy does not prove whole,
    ArchiveError when the place will not do; nothing is left behind then.
    """
    if destination.exists():
        raise ArchiveError(f"{destination}: there is a file of this name already; name another one")
    if not destination.parent.is_dir():
        raise ArchiveError(f"{destination}: the folder {destination.parent} does not exist; make it first")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{destination.name}.", dir=destination.parent)
    except OSError as error:
        raise ArchiveError(f"{destination}: the copy cannot be written here ({error.strerror})") from error
    os.close(handle)
    beside = Path(name)
    try:
        with translated(destination):
            _copy(source, beside)
            verify(beside)
        _to_disk(beside)
        beside.chmod(0o666 & ~_umask())
        beside.rename(destination)
        _to_disk(destination.parent)
    finally:
        for leftover in (beside, Path(f"{name}-wal"), Path(f"{name}-shm"), Path(f"{name}-journal")):
            with suppress(FileNotFoundError):
                leftover.unlink()
    return destination


def verify(path: Path) -> None:
    """Look at a whole archive file with SQLite's own eyes. ArchiveCorrupt names what it finds."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ArchiveCorrupt(f"{path}: the copy is no archive; try again")
        found = [line for (line,) in conn.execute(f"PRAGMA integrity_check({TOLD})")]
        if found != ["ok"]:
            raise ArchiveCorrupt(f"{path}: the copy is damaged ({'; '.join(found)}); see `afterword check`")


def _copy(source: sqlite3.Connection, destination: Path) -> None:
    with closing(sqlite3.connect(destination, isolation_level=None)) as copy:
        source.backup(copy)  # in one step, which is one moment
        copy.execute("PRAGMA journal_mode = DELETE")


def _to_disk(path: Path) -> None:
    with suppress(OSError):  # some systems cannot do that for folders
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
