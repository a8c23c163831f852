"""The command `resume`."""

from __future__ import annotations

from pathlib import Path

from tests.archive.cli.commands.conftest import add, listed
from tests.blog import Blog
from tests.support.command import run


def test_a_source_that_is_resumed_is_visited_again(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.address("one"), "--label", "sea")
    run(fresh, "pause", "sea")
    assert "watched" in run(fresh, "resume", blog.address("one")).stdout
    assert [source["paused"] for source in listed(fresh)] == [False]
    blog.visits.clear()
    run(fresh, "run", "--allow-private", "--delay", "0")
    assert blog.asked("/one/") == 1


def test_a_word_that_means_no_source_resumes_none(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url)
    run(fresh, "pause", blog.url)
    assert "no source has this" in run(fresh, "resume", blog.url, "nowhere", code=1).stderr
    assert [source["paused"] for source in listed(fresh)] == [True]
