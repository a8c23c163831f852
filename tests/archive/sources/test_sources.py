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
from tests.support.living import post

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
