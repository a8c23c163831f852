from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from archive.cli.app import app
from archive.errors import ArchiveError
from archive.sources import sources
from archive.sources.sources import Source
from archive.store import Archive
from tests.blog import Blog
from tests.support.living import post, rows

HOME = '<!DOCTYPE html><title>Q</title><link rel="alternate" type="application/rss+xml" href="/feed/"><p>Boats.</p>'


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([post("one", 1), post("two", 2)]) as blog:
        blog.extra["/"] = "text/html", HOME.encode()
        yield blog


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def run(path: Path, *arguments: str, code: int = 0, stdin: str = "") -> Result:
    result = CliRunner().invoke(app, [*arguments, "--archive", str(path)], input=stdin, env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result


def add(path: Path, *arguments: str, code: int = 0, stdin: str = "") -> Result:
    return run(path, "add", "--allow-private", *arguments, code=code, stdin=stdin)


def listed(path: Path, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(path, "sources", "--json", *arguments).stdout.splitlines()]


def test_a_home_page_is_added_as_its_feed_and_shown(blog: Blog, path: Path) -> None:
    shown = add(path, blog.url, "--label", "harbour").stdout
    assert shown == f"feed     {blog.url}/feed/  “Quayside Notes”, lists 2 pages, [harbour]\n"
    (source,) = listed(path)
    assert (source["url"], source["kind"], source["home"]) == (f"{blog.url}/feed/", "feed", f"{blog.url}/")
    table = run(path, "sources").stdout
    assert "watched" in table
    assert "harbour" in table


def test_adding_twice_watches_once_and_adds_the_labels(blog: Blog, path: Path) -> None:
    add(path, blog.url, "--label", "harbour")
    assert "watched already" in add(path, blog.url + "/feed/", "--label", "sea", "--exclude", "*/two/").stdout
    (source,) = listed(path)
    assert source["labels"] == ["harbour", "sea"]
    assert source["exclude"] == ["*/two/"]


def test_a_dry_run_makes_no_archive(blog: Blog, path: Path) -> None:
    assert blog.url + "/feed/" in add(path, blog.url, "--dry-run").stdout
    assert not path.exists()


def test_one_that_cannot_be_had_does_not_keep_the_others_out(blog: Blog, path: Path) -> None:
    result = add(path, blog.url + "/nowhere/", blog.url, code=1)
    assert f"Error: {blog.url}/nowhere/: the server answered 404" in result.stderr
    assert len(listed(path)) == 1


def test_lists_of_addresses_are_added_one_by_one(blog: Blog, path: Path, tmp_path: Path) -> None:
    (tmp_path / "blogs.txt").write_text(f"# mine\n{blog.url}\n{blog.address('one')}\n")
    add(path, str(tmp_path / "blogs.txt"))
    assert [source["kind"] for source in listed(path)] == ["feed", "page"]
    add(path, "-", "--page", stdin=blog.address("two"))
    assert len(listed(path)) == 3


@pytest.mark.parametrize("form", ["--json", "--opml"])
def test_what_sources_prints_add_takes(blog: Blog, path: Path, tmp_path: Path, form: str) -> None:
    add(path, blog.url, blog.address("one"), "--label", "<sea> & harbour")
    (tmp_path / "list").write_text(run(path, "sources", form).stdout)
    run(tmp_path / "b.db", "add", str(tmp_path / "list"))
    kept = ["url", "kind", "title", "labels", "home"]
    there = [[source[name] for name in kept] for source in listed(tmp_path / "b.db")]
    assert there == [[source[name] for name in kept] for source in listed(path)]


@pytest.mark.parametrize(
    "data",
    [b"<opml><body>", b'<!DOCTYPE opml [<!ENTITY a "aa">]><opml/>', b'[{"url": "http://a.example/"}]', b'[{"url": 1}]'],
)
def test_lists_that_are_none_are_named(path: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "list").write_bytes(data)
    assert run(path, "add", str(tmp_path / "list"), code=1).stderr.startswith("Error: ")
    assert not path.exists()


def test_sources_are_paused_resumed_edited_and_removed(blog: Blog, path: Path) -> None:
    add(path, blog.url, "--label", "harbour")
    add(path, blog.address("one"), "--label", "sea")
    assert "paused" in run(path, "pause", "harbour").stdout
    assert [source["paused"] for source in listed(path)] == [True, False]
    run(path, "resume", blog.url)
    run(path, "edit", "harbour", "--label", "boats", "--label", "birds", "--delay", "3", "--title", "Mine")
    (first, _) = listed(path)
    assert (first["labels"], first["delay"], first["title"], first["paused"]) == (["boats", "birds"], 3, "Mine", False)
    run(path, "edit", "boats", "--label", "", "--delay", "0")
    assert (listed(path)[0]["labels"], listed(path)[0]["delay"]) == ([], None)
    assert [source["labels"] for source in listed(path, "--label", "sea")] == [["sea"]]
    uid = listed(path)[0]["uid"]
    assert run(path, "remove", uid[:20]).stdout == f"removed  {blog.url}/feed/\n"
    assert len(listed(path)) == 1


def test_what_is_removed_is_no_longer_polled_and_what_was_scraped_stays(blog: Blog, path: Path) -> None:
    run(path, "scrape", "--allow-private", "--delay", "0", blog.address("one"))
    add(path, blog.address("one"), blog.url)
    run(path, "remove", blog.address("one"), blog.url)
    assert rows(path, "SELECT url, due_at, source_id FROM polls") == [(blog.address("one"), None, None)]
    assert rows(path, "SELECT count(*) FROM comments") == [(3,)]


def test_a_word_that_means_no_source_changes_nothing(blog: Blog, path: Path) -> None:
    add(path, blog.url)
    assert "no source has this" in run(path, "remove", blog.url, "nowhere", code=1).stderr
    assert len(listed(path)) == 1
    assert "nothing to change" in run(path, "edit", blog.url, code=2).stderr


def test_patterns_say_what_belongs_to_a_source() -> None:
    source = Source("http://a.example/feed", "feed", include=("*/2012/*", "*/2013/*"), exclude=("*/links-*",))
    assert source.takes("http://a.example/2012/the-hen/")
    assert not source.takes("http://a.example/2014/the-hen/")
    assert not source.takes("http://a.example/2013/links-for-march/")
    assert Source("http://a.example/feed", "feed").takes("http://b.example/anything")


def test_a_source_with_a_delay_that_is_none_is_refused() -> None:
    with pytest.raises(ArchiveError, match="delay has to be"):
        sources.from_dict({"url": "http://a.example/", "kind": "feed", "delay": "long"})


def test_sources_of_a_merged_archive_are_watched_too(blog: Blog, path: Path, tmp_path: Path) -> None:
    add(path, blog.url, "--label", "sea")
    Archive.open(tmp_path / "b.db").close()
    run(tmp_path / "b.db", "merge", str(path))
    assert [source["labels"] for source in listed(tmp_path / "b.db")] == [["sea"]]
    run(tmp_path / "b.db", "run", "--allow-private", "--delay", "0")
    assert (blog.asked("/one/"), blog.asked("/two/")) == (1, 1)
