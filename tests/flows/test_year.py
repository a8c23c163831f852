"""A twentieth of the simulated year; the whole is `python -m tests.archive.yearly`, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.workers import Workers
from tests.archive import yearly
from tests.blog.year import write


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.slow
def test_after_a_year_of_runs_the_archive_tells_the_truth_at_a_tenth_of_the_requests(tmp_path: Path) -> None:
    scripts = write(1, blogs=2, posts=100, comments=2000)
    with Workers(1, deadline=60) as workers:
        visits = yearly.simulate(tmp_path / "a.db", scripts, 12 * 3600.0, workers)
    assert yearly.compare(tmp_path / "a.db", scripts, visits) == []
    ours, daily, fixed, oracle = yearly.table(tmp_path / "a.db", scripts, visits)
    assert ours.requests <= daily.requests / 10
    assert ours.soon >= 0.5
    assert fixed.soon < ours.soon <= oracle.soon


def test_a_script_of_events_has_all_that_happens_to_blogs() -> None:
    scripts = write(1, blogs=2, posts=100, comments=2000)
    said = [each for script in scripts for post in script.posts for each in post.said]
    assert 1500 < len(said) < 2500
    assert sum(each.deleted_at is not None for each in said) > 20
    assert sum(len(each.wordings) > 1 for each in said) > 50
    assert sum(each.parent is not None for each in said) > 500
    assert all(script.outages for script in scripts)
    assert [len(script.redesigns) for script in scripts] == [2, 0]
    assert {script.hints for script in scripts} == {True, False}
    assert write(1, blogs=2, posts=100, comments=2000) == scripts
