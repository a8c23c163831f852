"""The runs that are on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from archive.cli import console
from archive.cli.views import runs as views

REPORT: dict[str, Any] = {
    "sources": 2, "lists": 1, "requests": {"200": 3, "304": 1}, "bytes": 1_500_000,
    "pages": {"new": 1, "failed": 1}, "comments": {"new": 2}, "seconds": 3.25, "slowest": [], "waiting": 0,
    "interrupted": None, "new_failures": [], "failures": [], "left_alone": {}, "warnings": [],
}  # fmt: skip


def figures(**facts: Any) -> list[str]:
    return list(views.figures(REPORT | facts))


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


def test_figures_come_first() -> None:
    assert figures() == [
        "sources   2, 1 feed or sitemap asked",
        "requests  4 (3 × 200, 1 × 304), 1.5 MB",
        "pages     1 new, 1 failed",
        "comments  2 new",
        "time      3.2 s",
    ]
    assert figures(requests={}, bytes=0)[1] == "requests  0"
    assert figures(bytes=12)[1].endswith(", 12 bytes")
    assert figures(slowest=[{"host": "a.example", "seconds": 2.0}])[4].endswith("; most of it for a.example (2.0 s)")


def test_failures_are_told_apart_and_not_all_are_shown() -> None:
    failures = [f"http://a.example/{number}: 404" for number in range(views.SHOWN + 5)]
    shown = figures(failures=failures, new_failures=failures[1:])[5:]
    assert shown[:2] == ["failed    http://a.example/0: 404 (as the last time)", "failed    http://a.example/1: 404"]
    assert shown[-1] == "failed    5 more; --json names them all"
    assert len(shown) == views.SHOWN + 1


def test_what_is_out_of_the_ordinary_has_a_line() -> None:
    shown = figures(
        waiting=1200, interrupted="SIGTERM", left_alone={"a.example": "until\nnoon"}, warnings=["old\x1b[2J"]
    )
    assert shown[5:] == [
        "waiting   1,200 pages are due and were not visited",
        "interrupted; what was finished is kept",
        "paused    a.example until noon",
        "warning   old[2J",
    ]
