"""What goes wrong in SQLite is told as an error of the archive, with the way out."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from archive import errors
from archive.errors import ArchiveError, from_sqlite, translated

if TYPE_CHECKING:
    from pathlib import Path


class Told(sqlite3.OperationalError):
    """One of SQLite's errors, by its code."""

    def __init__(self, code: int) -> None:
        super().__init__("anything")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "kind", "way_out"),
    [
        (sqlite3.SQLITE_BUSY, errors.ArchiveLocked, "try again"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, errors.ArchiveLocked, "try again"),
        (sqlite3.SQLITE_FULL, errors.DiskFull, "make room"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, errors.ArchiveReadOnly, "permissions"),
        (sqlite3.SQLITE_CANTOPEN, errors.ArchiveReadOnly, "folder"),
        (sqlite3.SQLITE_NOTADB, errors.NotAnArchive, "name another file"),
        (sqlite3.SQLITE_CORRUPT, errors.ArchiveCorrupt, "backup"),
        (sqlite3.SQLITE_IOERR_READ, ArchiveError, "disk"),
        (sqlite3.SQLITE_CONSTRAINT, ArchiveError, "SQLite says: anything"),
    ],
)
def test_each_of_sqlites_errors_has_a_class_and_a_way_out(code: int, kind: type[ArchiveError], way_out: str) -> None:
    error = from_sqlite(Told(code), "a.db")
    assert type(error) is kind
    assert str(error).startswith("a.db: ")
    assert way_out in str(error)


def test_a_file_that_is_no_database_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database at all" * 100)
    conn = sqlite3.connect(tmp_path / "a.db")
    with pytest.raises(errors.NotAnArchive, match=r"a\.db"), translated(tmp_path / "a.db"):
        conn.execute("SELECT * FROM sqlite_schema")
    conn.close()


def test_other_errors_pass() -> None:
    with pytest.raises(KeyError), translated("a.db"):
        raise KeyError


def test_every_error_is_one_of_the_archive_and_says_what_it_means() -> None:
    classes = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]
    assert len(classes) > 10
    for each in classes:
        assert issubclass(each, ArchiveError)
        assert each.__doc__
