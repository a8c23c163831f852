"""The command `remove`."""

from __future__ import annotations

from pathlib import Path

from tests.archive.cli.commands.conftest import add, listed
from tests.blog import Blog
from tests.support.command import run
from tests.support.living import rows


def test_what_is_removed_is_no_longer_polled_and_what_was_scraped_stays(blog: Blog, fresh: Path) -> None:
    run(fresh, "scrape", "--allow-private", "--delay", "0", blog.address("one"))
    add(fresh, blog.address("one"), blog.url)
    run(fresh, "remove", blog.address("one"), blog.url)
    assert rows(fresh, "SELECT url, due_at, source_id FROM polls") == [(blog.address("one"), None, None)]
    assert rows(fresh, "SELECT count(*) FROM comments") == [(3,)]


def test_sources_are_named_by_the_beginning_of_their_uid(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url)
    add(fresh, blog.address("one"))
    uid = listed(fresh)[0]["uid"]
    assert run(fresh, "remove", uid[:20]).stdout == f"removed  {blog.url}/feed/\n"
    assert [source["url"] for source in listed(fresh)] == [blog.address("one")]


def test_a_word_that_means_no_source_removes_none(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url)
    assert "no source has this" in run(fresh, "remove", blog.url, "nowhere", code=1).stderr
    assert len(listed(fresh)) == 1
