"""The report of a scheduled run, for people."""

from __future__ import annotations

from typing import Any

from archive.cli.views import run_report

REPORT: dict[str, Any] = {
    "sources": 2, "lists": 1, "requests": {"200": 3, "304": 1}, "bytes": 1_500_000,
    "pages": {"new": 1, "failed": 1}, "comments": {"new": 2}, "seconds": 3.25, "slowest": [], "waiting": 0,
    "interrupted": None, "new_failures": [], "failures": [], "left_alone": {}, "warnings": [],
}  # fmt: skip


def lines(**facts: Any) -> list[str]:
    return list(run_report.lines(REPORT | facts))


def test_figures_come_first() -> None:
    assert lines() == [
        "sources   2, 1 feed or sitemap asked",
        "requests  4 (3 × 200, 1 × 304), 1.5 MB",
        "pages     1 new, 1 failed",
        "comments  2 new",
        "time      3.2 s",
    ]
    assert lines(requests={}, bytes=0)[1] == "requests  0"
    assert lines(bytes=12)[1].endswith(", 12 bytes")
    assert lines(slowest=[{"host": "a.example", "seconds": 2.0}])[4].endswith("; most of it for a.example (2.0 s)")


def test_failures_are_told_apart_and_not_all_are_shown() -> None:
    failures = [f"http://a.example/{number}: 404" for number in range(run_report.SHOWN + 5)]
    shown = lines(failures=failures, new_failures=failures[1:])[5:]
    assert shown[:2] == ["failed    http://a.example/0: 404 (as the last time)", "failed    http://a.example/1: 404"]
    assert shown[-1] == "failed    5 more; --json names them all"
    assert len(shown) == run_report.SHOWN + 1


def test_what_is_out_of_the_ordinary_has_a_line() -> None:
    shown = lines(waiting=1200, interrupted="SIGTERM", left_alone={"a.example": "until\nnoon"}, warnings=["old\x1b[2J"])
    assert shown[5:] == [
        "waiting   1,200 pages are due and were not visited",
        "interrupted; what was finished is kept",
        "paused    a.example until noon",
        "warning   old[2J",
    ]
