"""The command `compact`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive import Archive
from tests.support.command import run
from tests.support.threads import comment, thread


@pytest.fixture
def visited(tmp_path: Path) -> Path:
    """A hundred old days with the thread unchanged."""
    with Archive.open(tmp_path / "visited.db") as archive:
        for day in range(100):
            archive.save(thread(comment("One", id="1")), observed_at=f"2020-{day // 25 + 1:02}-{day % 25 + 1:02}")
    return tmp_path / "visited.db"


def test_deleted_rows_leave_their_room_and_no_byte(visited: Path) -> None:
    with closing(sqlite3.connect(visited)) as conn, conn:
        conn.execute("PRAGMA secure_delete = OFF")
        conn.execute("CREATE TABLE ballast (words TEXT)")
        conn.executemany("INSERT INTO ballast VALUES (?)", [("unmistakable" * 100,)] * 500)
        conn.execute("DROP TABLE ballast")
    assert b"unmistakable" in visited.read_bytes()
    assert "97 visits folded" in run(visited, "compact").stdout
    assert b"unmistakable" not in visited.read_bytes()
    assert [file.name for file in visited.parent.iterdir()] == ["visited.db"]


def test_recent_visits_stay(visited: Path) -> None:
    for days in (36_500, 10**12):
        assert "0 visits folded" in run(visited, "compact", "--keep-days", days).stdout
    assert run(visited, "compact", "--keep-days", -1, code=2).stdout == ""
