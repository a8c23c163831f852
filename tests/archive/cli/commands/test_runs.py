"""The command `runs`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive import Archive
from tests.archive.cli.commands.conftest import add
from tests.blog import Blog
from tests.support.command import run


@pytest.fixture
def after_a_run(blog: Blog, fresh: Path) -> Path:
    add(fresh, blog.url)
    run(fresh, "run", "--allow-private", "--delay", "0")
    return fresh


def test_the_report_of_a_run_is_kept(after_a_run: Path) -> None:
    shown = run(after_a_run, "runs", "show", "1").stdout
    assert "pages     2 new, 0 changed, 0 unchanged, 0 failed" in shown
    assert run(after_a_run, "runs", "show", "last").stdout == shown
    listed = json.loads(run(after_a_run, "runs", "--json").stdout)
    assert (listed["run"], listed["outcome"], listed["report"]["pages"]["new"]) == (1, "done", 2)
    assert "1  " in run(after_a_run, "runs").stdout


def test_a_run_that_is_none_is_told(after_a_run: Path) -> None:
    assert "no run 7" in run(after_a_run, "runs", "show", "7", code=1).stderr
    assert "the last one is: show last" in run(after_a_run, "runs", "show", "0", code=2).stderr
    for words in (("7",), ("show",), ("show", "first"), ("--limit", "0")):
        run(after_a_run, "runs", *words, code=2)


def test_a_run_of_more_than_a_day_is_listed_with_all_its_seconds(after_a_run: Path) -> None:
    with Archive.open(after_a_run) as archive, archive.transaction() as db:
        db.conn.execute("UPDATE runs SET started_at = '2026-01-01T00:00:00Z', finished_at = '2026-01-02T00:00:05Z'")
    assert " 86405  run " in run(after_a_run, "runs", columns=200).stdout
