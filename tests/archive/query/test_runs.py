"""The runs on record, the newest first, each with its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.errors import NotFound
from archive.query.runs import count, run, runs

if TYPE_CHECKING:
    from pathlib import Path


def test_runs_come_newest_first_with_their_reports(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        first = archive.start_run("run", ["--all"])
        archive.finish_run(first, outcome="done", report={"pages": 3})
        second = archive.start_run("scrape", ["https://tea.example/"])
        found = runs(archive.conn)
        assert [(each["run"], each["command"], each["outcome"], each["report"]) for each in found] == [
            (second, "scrape", None, None),
            (first, "run", "done", {"pages": 3}),
        ]
        assert runs(archive.conn, limit=1) == found[:1]
        assert run(archive.conn) == found[0]
        assert run(archive.conn, first) == found[1]
        for number in (0, 99, 2**70):
            with pytest.raises(NotFound, match=f"no run {number};"):
                run(archive.conn, number)


def test_an_archive_without_runs_says_so(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        assert runs(archive.conn) == []
        with pytest.raises(NotFound, match="no run yet"):
            run(archive.conn)


def test_runs_are_counted_by_command(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        for command in ("run", "run", "scrape"):
            archive.start_run(command, [])
        assert [count(archive.conn, command) for command in ("run", "scrape", "reparse")] == [2, 1, 0]
