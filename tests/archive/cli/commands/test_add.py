"""The command `add`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.cli.commands.conftest import add, listed
from tests.blog import Blog
from tests.support.command import run


def test_a_home_page_is_added_as_its_feed_and_shown(blog: Blog, fresh: Path) -> None:
    shown = add(fresh, blog.url, "--label", "harbour").stdout
    assert shown == f"feed     {blog.url}/feed/  “Quayside Notes”, lists 2 pages, [harbour]\n"
    (source,) = listed(fresh)
    assert (source["url"], source["kind"], source["home"]) == (f"{blog.url}/feed/", "feed", f"{blog.url}/")
    table = run(fresh, "sources").stdout
    assert "watched" in table
    assert "harbour" in table


def test_adding_twice_watches_once_and_adds_the_labels(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url, "--label", "harbour")
    assert "watched already" in add(fresh, blog.url + "/feed/", "--label", "sea", "--exclude", "*/two/").stdout
    (source,) = listed(fresh)
    assert source["labels"] == ["harbour", "sea"]
    assert source["exclude"] == ["*/two/"]


def test_a_dry_run_makes_no_archive(blog: Blog, fresh: Path) -> None:
    assert blog.url + "/feed/" in add(fresh, blog.url, "--dry-run").stdout
    assert not fresh.exists()


def test_one_that_cannot_be_had_does_not_keep_the_others_out(blog: Blog, fresh: Path) -> None:
    result = add(fresh, blog.url + "/nowhere/", blog.url, code=1)
    assert f"Error: {blog.url}/nowhere/: the server answered 404" in result.stderr
    assert len(listed(fresh)) == 1


def test_lists_of_addresses_are_added_one_by_one(blog: Blog, fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "blogs.txt").write_text(f"# mine\n{blog.url}\n{blog.address('one')}\n")
    add(fresh, str(tmp_path / "blogs.txt"))
    assert [source["kind"] for source in listed(fresh)] == ["feed", "page"]
    add(fresh, "-", "--page", stdin=blog.address("two"))
    assert len(listed(fresh)) == 3


def test_no_delay_is_a_wish_and_no_label_is_none(blog: Blog, fresh: Path) -> None:
    add(fresh, blog.url, "--delay", "0", "--label", "", "--channels", "")
    (source,) = listed(fresh)
    assert (source["delay"], source["labels"], source["channels"]) == (0, [], None)


@pytest.mark.parametrize(
    "data",
    [b"<opml><body>", b'<!DOCTYPE opml [<!ENTITY a "aa">]><opml/>', b'[{"url": "http://a.example/"}]', b'[{"url": 1}]'],
)
def test_lists_that_are_none_are_named(fresh: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "list").write_bytes(data)
    assert run(fresh, "add", str(tmp_path / "list"), code=1).stderr.startswith("Error: ")
    assert not fresh.exists()


def test_that_nobody_can_reach_the_user_is_said_with_the_first_source_only(blog: Blog, fresh: Path) -> None:
    assert "no contact is set" in add(fresh, blog.url).stderr
    assert add(fresh, blog.address("one")).stderr == ""
    assert add(fresh.with_name("other.db"), blog.url, "--user-agent", "tea (+mailto:anna@tea.example)").stderr == ""
