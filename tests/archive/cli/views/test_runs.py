"""The runs that are on record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive import Archive
from archive.cli.views import runs as views
from archive.db.connection import reading
from archive.errors import NotFound


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """An archive with a scrape that is done, and a run that is at work or was killed."""
    with Archive.open(tmp_path / "a.db") as archive:
        done = archive.start_run("scrape", {})
        archive.finish_run(done, outcome="done", report={"new": 2, "changed": 0, "failed": 1, "new_comments": 5})
        archive.start_run("run", {})
    return tmp_path / "a.db"


def test_the_newest_run_comes_first_with_its_figures(ran: Path) -> None:
    with reading(ran) as conn:
        lines = list(views.lines(conn, 20, as_json=False, width=None))
        (newest,) = views.lines(conn, 1, as_json=True, width=None)
    assert [line.split()[0] for line in lines[2:]] == ["2", "1"]
    assert lines[3].split()[-4:] == ["2", "0", "1", "5"]
    assert json.loads(newest)["outcome"] is None


def test_one_run_is_told_with_what_its_report_holds(ran: Path) -> None:
    with reading(ran) as conn:
        first = list(views.one(conn, 1, as_json=False))
        assert first[0] == "run       1: scrape, done"
        assert first[2:] == ["new       2", "failed    1", "new_comments 5"]
        assert next(views.one(conn, 0, as_json=False)) == "run       2: run, at work or killed"
        assert json.loads("".join(views.one(conn, 1, as_json=True)))["report"]["new"] == 2
        with pytest.raises(NotFound, match="no run 7"):
            list(views.one(conn, 7, as_json=False))


def test_runs_are_counted_by_command(ran: Path) -> None:
    with reading(ran) as conn:
        assert [views.count(conn, command) for command in ("run", "scrape", "reparse")] == [1, 1, 0]


def test_of_no_run_there_is_none(tmp_path: Path) -> None:
    Archive.open(tmp_path / "b.db").close()
    with reading(tmp_path / "b.db") as conn, pytest.raises(NotFound, match="no run yet"):
        list(views.one(conn, 0, as_json=False))
