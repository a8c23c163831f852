"""The runs that are on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive
from archive.cli import console
from archive.cli.views import runs as views


@pytest.fixture
def ran(tmp_path: Path) -> Iterator[Archive]:
    """An archive with a scrape that is done, and a run that is at work or was killed."""
    with Archive.open(tmp_path / "a.db") as archive:
        done = archive.start_run("scrape", {})
        archive.finish_run(done, outcome="done", report={"new": 2, "changed": 0, "failed": 1, "new_comments": 5})
        archive.start_run("run", {})
        yield archive


def test_the_newest_run_comes_first_with_its_figures(ran: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    lines = list(views.lines(ran.runs(), None))
    assert [line.split()[0] for line in lines[2:]] == ["2", "1"]
    assert lines[3].split()[-4:] == ["2", "0", "1", "5"]
    console.emit_json(ran.runs(1))
    assert json.loads(capsys.readouterr().out)["outcome"] is None


def test_one_run_is_told_with_what_its_report_holds(ran: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    second, first = ran.runs()
    lines = list(views.one(first))
    assert lines[0] == "run       1: scrape, done"
    assert lines[2:] == ["new       2", "failed    1", "new_comments 5"]
    assert next(views.one(second)) == "run       2: run, at work or killed"
    console.emit_json([first], indent=2)
    assert json.loads(capsys.readouterr().out)["report"]["new"] == 2
