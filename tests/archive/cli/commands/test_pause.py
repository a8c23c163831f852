"""The command `pause`."""

from __future__ import annotations

from pathlib import Path

from tests.archive.cli.commands.conftest import add, listed
from tests.blog import Blog
from tests.support.command import run


def test_a_paused_source_is_not_visited(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url, "--label", "harbour")
    add(fresh, blog.address("one"), "--label", "sea")
    assert "paused" in run(fresh, "pause", "harbour").stdout
    assert [source["paused"] for source in listed(fresh)] == [True, False]
    blog.visits.clear()
    run(fresh, "run", "--allow-private", "--delay", "0")
    assert {visit.path for visit in blog.visits} == {"/robots.txt", "/one/"}


def test_a_word_that_means_no_source_pauses_none(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url)
    assert "no source has this" in run(fresh, "pause", blog.url, "nowhere", code=1).stderr
    assert [source["paused"] for source in listed(fresh)] == [False]
