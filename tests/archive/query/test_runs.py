"""The runs on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Archive
from archive.errors import NotFound
from archive.query import runs


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.finish_run(archive.start_run("scrape", {}), outcome="done", report={"new": 2})
        archive.start_run("run", {})
    return tmp_path / "a.db"


def test_runs_come_the_newest_first_each_with_its_report(path: Path) -> None:
    with Archive.open(path, read_only=True) as archive:
        newest, first = runs.runs(archive.conn)
        assert (newest["run"], newest["command"], newest["outcome"], newest["report"]) == (2, "run", None, None)
        assert (first["outcome"], first["report"]) == ("done", {"new": 2})
        assert runs.runs(archive.conn, 1) == [newest]


def test_one_run_is_asked_by_its_number_or_the_last_by_0(path: Path) -> None:
    with Archive.open(path, read_only=True) as archive:
        assert [runs.run(archive.conn, number)["run"] for number in (1, 2, 0)] == [1, 2, 2]
        with pytest.raises(NotFound, match="no run 7"):
            runs.run(archive.conn, 7)


def test_of_no_run_there_is_none(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "b.db") as archive:
        assert runs.runs(archive.conn) == []
        with pytest.raises(NotFound, match="no run yet"):
            runs.run(archive.conn, 0)


def test_runs_are_counted_by_command(path: Path) -> None:
    with Archive.open(path, read_only=True) as archive:
        assert [runs.count(archive.conn, command) for command in ("run", "scrape", "reparse")] == [1, 1, 0]
