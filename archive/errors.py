"""What can go wrong with an archive.

Every message is one line that names the thing and the way out. Errors of SQLite are translated in one place,
`translated`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ArchiveError(Exception):
    """Base of every error that the archive raises on purpose."""


class NotAnArchive(ArchiveError):
    """The file is not an archive of this program."""


class NoArchive(ArchiveError):
    """There is no file at this place, and reading creates none."""


class NewerSchema(ArchiveError):
    """A later version of this program wrote the file."""


class OlderSchema(ArchiveError):
    """An earlier version of this program wrote the file; writing brings it up to date, reading does not."""


class ArchiveLocked(ArchiveError):
    """Another program kept the file locked for longer than the busy time-out."""


class RunLocked(ArchiveError):
    """Another scheduled run is at work on the archive."""


class ArchiveReadOnly(ArchiveError):
    """The file, or the folder it lies in, cannot be written."""


class ArchiveCorrupt(ArchiveError):
    """The file is damaged."""


class DiskFull(ArchiveError):
    """No space is left on the disk."""


class NotFound(ArchiveError):
    """No thread in the archive has this address or uid."""


class SnapshotTooLarge(ArchiveError):
    """A snapshot would grow beyond its limit when unpacked."""


class InvalidValue(ArchiveError):
    """A value makes no sense, whatever the archive holds: wrong use."""


class SearchFailed(InvalidValue):
    """The words, or the dates, cannot be searched for."""


class QueryError(ArchiveError):
    """A person's SQL could not be answered."""


class QueryRefused(QueryError, InvalidValue):
    """The statement is more than one SELECT, or would write."""


class QueryFailed(QueryError, InvalidValue):
    """SQLite does not understand the statement."""


class QueryTimeout(QueryError):
    """The statement took longer than it may."""


_LOCKED = ArchiveLocked, "another program keeps it locked; try again when that has finished"

_READ_ONLY = ArchiveReadOnly, "it cannot be written; see the permissions of the file and of its folder"

_CAUSES: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: (DiskFull, "the disk is full; make room and run the same command again"),
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: (ArchiveReadOnly, "it cannot be opened; see whether its folder exists and may be written"),
    sqlite3.SQLITE_NOTADB: (NotAnArchive, "it is not an archive of afterword; name another file"),
    sqlite3.SQLITE_CORRUPT: (ArchiveCorrupt, "the file is damaged; restore it from a backup"),
    sqlite3.SQLITE_IOERR: (ArchiveError, "reading or writing failed; see the disk's health and free space"),
}


def from_sqlite(error: sqlite3.Error, path: Path | str) -> ArchiveError:
    """The archive's own error for one of SQLite's (by its primary result code, sqlite.org/rescode.html)."""
    said = f"SQLite says: {' '.join(str(error).split())}"
    kind, advice = _CAUSES.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF, (ArchiveError, said))
    return kind(f"{path}: {advice}")


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Errors of SQLite inside this block leave it as errors of the archive at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
