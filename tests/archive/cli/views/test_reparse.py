"""What `reparse` prints."""

from __future__ import annotations

import json
from dataclasses import replace

from archive.cli.views import reparse as views
from archive.maintenance.reparse import Figures, Reparsed, Summary

BEFORE = Figures(3, 3, 3, exact_dates=0, replies=1, letters=1200, complete=True, incomplete=None)

SAME = Reparsed("https://tea.example/1", 2, BEFORE, BEFORE)


def test_only_an_article_that_is_read_otherwise_has_a_line() -> None:
    assert list(views.changes(SAME, as_json=False)) == []
    after = replace(BEFORE, comments=2, exact_dates=1200, complete=None)
    better = replace(SAME, after=after, replaced=1, dropped=2, gone=1, returned=3)
    (line,) = views.changes(better, as_json=False)
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
    assert json.loads(next(views.changes(SAME, as_json=True)))["changed"] is False


def test_what_could_not_be_read_is_named() -> None:
    failed = replace(SAME, failures=("https://tea.example/1: broken\x1b[2J",), worse=1)
    assert list(views.problems(failed)) == [
        "not read: https://tea.example/1: broken[2J",
        "left as it was: https://tea.example/1: less than half of its comments are found now",
    ]


def test_the_figures_are_one_line() -> None:
    done = Summary(threads=2, pages=1400, changed=1)
    assert views.summary(done) == "1,400 kept pages of 2 threads read again; 1 threads are read otherwise now"
