"""The handle that functions get instead of a path."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from archive.db.handle import Handle
from archive.errors import ArchiveError, ArchiveReadOnly, NoArchive

NOTE = "INSERT INTO runs (uid, command, arguments, program_version, started_at) VALUES ('1', 'run', '[]', '1', '')"
RUNS = "SELECT count(*) FROM runs"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Handle(tmp_path / "a.db").close()
    return tmp_path / "a.db"


def test_what_one_handle_writes_another_reads(path: Path) -> None:
    with Handle(path) as writer, Handle(path, read_only=True) as reader:
        with writer.transaction() as db:
            db.conn.execute(NOTE)
        assert reader.conn.execute(RUNS).fetchone() == (1,)


def test_a_handle_that_reads_writes_nothing(path: Path) -> None:
    with Handle(path, read_only=True) as handle:
        with pytest.raises(ArchiveReadOnly, match="read_only"), handle.transaction():
            pytest.fail("it began")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            handle.conn.execute(NOTE)


def test_a_missing_file_is_made_only_to_be_written(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        Handle(tmp_path / "none.db", read_only=True)
    with pytest.raises(NoArchive):
        Handle(tmp_path / "none.db", create=False)
    assert not list(tmp_path.iterdir())


def test_the_reader_of_a_handle_cannot_write(path: Path) -> None:
    for read_only in (True, False):
        with Handle(path, read_only=read_only) as handle, handle.reader() as conn:
            assert (conn is handle.conn) is read_only
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                conn.execute(NOTE)


def test_nothing_is_left_beside_a_closed_file(path: Path) -> None:
    for read_only in (False, True):
        with Handle(path, read_only=read_only) as handle:
            handle.conn.execute(RUNS).fetchone()
        assert [each.name for each in path.parent.iterdir()] == ["a.db"]


def test_what_sqlite_says_of_the_file_comes_as_an_error_of_the_archive(path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"a\.db"), Handle(path) as handle, handle.transaction() as db:
        db.conn.execute("INSERT INTO nowhere VALUES (1)")
