"""A file is there whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from archive.errors import ArchiveError
from archive.files import beside, write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "kettles.txt"
    path.write_text("before")
    with beside(path) as temporary:
        temporary.write_text("after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert list(tmp_path.iterdir()) == [path]


def break_off_a_database(path: Path) -> None:
    with beside(path) as temporary, closing(sqlite3.connect(temporary)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE kettles (id)")
        raise RuntimeError


def test_what_goes_wrong_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "half"
        raise RuntimeError

    (tmp_path / "kettles.txt").write_text("before")
    with pytest.raises(RuntimeError):
        write(tmp_path / "kettles.txt", pieces())
    with pytest.raises(RuntimeError):
        break_off_a_database(tmp_path / "kettles.db")
    assert [path.name for path in tmp_path.iterdir()] == ["kettles.txt"]
    assert (tmp_path / "kettles.txt").read_text() == "before"


def test_text_is_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    write(tmp_path / "kettles.txt", ["Köder\n", "茶\r\n"])
    assert (tmp_path / "kettles.txt").read_bytes() == "Köder\n茶\r\n".encode()


def test_the_file_has_the_usual_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(tmp_path / "kettles.txt", ["x"])
    finally:
        os.umask(mask)
    assert (tmp_path / "kettles.txt").stat().st_mode & 0o777 == 0o640


def test_a_place_that_will_not_do_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"none.x: the file cannot be written \(No such file"):
        write(tmp_path / "none" / "x", [])
    (tmp_path / "folder").mkdir()
    with pytest.raises(ArchiveError, match="cannot be written"):
        write(tmp_path / "folder", ["x"])
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
