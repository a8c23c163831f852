from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.db import backup
from archive.errors import ArchiveCorrupt, ArchiveError
from tests.support.archives import reading
from tests.support.threads import comment, contents, healthy, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*(comment(f"Number {number}", id=str(number)) for number in range(200))))
    return tmp_path / "a.db"


def test_a_copy_taken_while_another_program_writes_is_of_one_moment(path: Path, tmp_path: Path) -> None:
    before = contents(path, without=set())
    with Archive.open(path) as archive, closing(sqlite3.connect(path, isolation_level=None)) as writer:
        archive.start_run("earlier", [])
        with reading(path) as conn:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE comments SET likes = 7")
            backup.backup(conn, tmp_path / "copy.db")
            writer.execute("COMMIT")
    copied = contents(tmp_path / "copy.db", without=set())
    assert copied.pop("runs") != before.pop("runs")
    assert copied == before
    assert healthy(tmp_path / "copy.db")


def test_no_file_is_written_over_and_no_folder_made(path: Path, tmp_path: Path) -> None:
    (tmp_path / "dear.db").write_bytes(b"dear")
    with reading(path) as conn:
        with pytest.raises(ArchiveError, match="already"):
            backup.backup(conn, tmp_path / "dear.db")
        with pytest.raises(ArchiveError, match="does not exist"):
            backup.backup(conn, tmp_path / "none" / "copy.db")
    assert (tmp_path / "dear.db").read_bytes() == b"dear"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.db", "dear.db"]


def test_a_damaged_archive_gives_no_copy(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        select = "SELECT rootpage FROM sqlite_schema WHERE name = 'comments_reading_order'"
        root, size = conn.execute(select).fetchone()[0], conn.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * size + 8)
        file.write(b"\xff" * 200)
    with reading(path) as conn, pytest.raises(ArchiveCorrupt):
        backup.backup(conn, tmp_path / "copy.db")
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
