"""What the commands that look after an archive print."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from archive.cli import console
from archive.cli.views import maintenance as views
from archive.copies.groups import Change, Copy, Group
from archive.display import cells
from archive.maintenance.check import Finding
from archive.maintenance.compact import Compacted
from archive.maintenance.forget import Chosen, Forgotten, Part, Plan
from archive.maintenance.merge import Merged
from archive.maintenance.reparse import Figures, Reparsed, Summary


def copy(number: int, title: str | None, *changes: Change) -> Copy:
    return Copy(f"01m80v4wb3xyz{number}", title, None, None, f"https://tea.example/{number}", "2026-01-05T10:00:00Z",
                1, 0, 240, changes)  # fmt: skip


def test_copies_stand_below_the_first_with_what_differs() -> None:
    lines = list(
        views.groups([Group(1, (copy(1, "Kettles"), copy(2, None, Change("Mine is", "blue", "red", "and old"))))], 80)
    )
    assert lines[0] == "1. 2 copies of one article"
    assert lines[1].endswith("  2026-01-05  1 comment, 240 words  Kettles")
    assert lines[-4:] == [
        "      https://tea.example/2",
        "      another heading",
        "      · Mine is [-blue-] {+red+} and old",
        "",
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_differences_are_wrapped(width: int) -> None:
    long = Change("tea " * 30, "blue " * 30, "red " * 30, "kettle " * 30)
    lines = list(views.groups([Group(1, (copy(1, "K"), copy(2, "K", long)))], width))
    assert max(cells(line) for line in lines[6:]) <= width


def test_groups_for_programs_name_the_changes(capsys: pytest.CaptureFixture[str]) -> None:
    console.emit_json([Group(7, (copy(1, "K"), copy(2, "K", Change("a", "b", "c", "d"))))])
    assert json.loads(capsys.readouterr().out)["copies"][1]["changes"] == [
        {"before": "a", "removed": "b", "added": "c", "after": "d"}
    ]
    assert list(views.groups([], 80)) == ["no republished articles"]


def test_findings_are_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    found = [Finding("threads", "two\nlines"), Finding("search", "no words", repaired=True)]
    assert list(views.findings(found)) == ["threads: two lines", "search: no words (repaired)"]
    assert list(views.findings([])) == ["all parts are intact"]
    console.emit_json(found)
    assert [json.loads(line)["repaired"] for line in capsys.readouterr().out.splitlines()] == [False, True]


def test_figures_are_in_one_line() -> None:
    assert views.compacted(Compacted(2_500_000, 999, 1)) == "2.5 MB before, 999 bytes now; 1 visit folded"
    assert views.merged(Merged()) == "nothing new"
    assert views.merged(Merged(1, 2000, 0, 3)) == "added 1 article, 2,000 comments; 3 entries forgotten"


def test_what_goes_and_what_only_mentions_the_name_are_told_apart() -> None:
    parts = (Part("Kettles", Forgotten(0, 2, 1, 0)), Part("Gulls", Forgotten(0, 0, 0, 2), "quotes"))
    plan = Plan(Chosen(), parts, frozenset({1, 2}), (Part("Tea\x1b[2J", Forgotten(0, 0, 0, 1)),))
    expected = [
        "Kettles: 2 comments, 1 version",
        "Gulls: 2 snapshots that show the words",
        "also mentioned in: Tea[2J (1 snapshot, kept)",
    ]
    figures = "2 comments, 1 version, 2 snapshots"
    assert list(views.would_forget(plan)) == [*expected, f"would forget: {figures}"]
    assert views.to_forget(plan).splitlines() == [*expected, f"Forget {figures} for good?"]
    assert next(views.forgotten(plan.figures, plan)).startswith(f"forgotten: {figures}; `afterword compact` ")


BEFORE = Figures(3, 3, 3, exact_dates=0, replies=1, letters=1200, complete=True, incomplete=None)

SAME = Reparsed("https://tea.example/1", 2, BEFORE, BEFORE)


def test_only_an_article_that_is_read_otherwise_has_a_line() -> None:
    assert list(views.reparsed(SAME, as_json=False)) == []
    after = replace(BEFORE, comments=2, exact_dates=1200, complete=None)
    better = replace(SAME, after=after, replaced=1, dropped=2, gone=1, returned=3)
    (line,) = views.reparsed(better, as_json=False)
    url, what = line.split("  ")
    assert url == SAME.url
    assert what.split(", ") == [
        "1 fewer comments",
        "1,200 more exact dates",
        "not known to be complete now",
        "1 gone now",
        "3 not gone any more",
        "1 wording replaced",
        "2 no longer taken for comments",
    ]


def test_a_program_gets_every_article() -> None:
    assert json.loads(next(views.reparsed(SAME, as_json=True)))["changed"] is False


def test_what_could_not_be_read_is_named() -> None:
    failed = replace(SAME, failures=("https://tea.example/1: broken\x1b[2J",), worse=1)
    assert list(views.problems(failed)) == [
        "not read: https://tea.example/1: broken[2J",
        "left as it was: https://tea.example/1: less than half of its comments are found now",
    ]


def test_the_figures_are_one_line() -> None:
    done = Summary(threads=2, pages=1400, changed=1)
    assert views.reparsed_all(done) == "1,400 kept pages of 2 threads read again; 1 threads are read otherwise now"
