from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive as package
from archive import Archive, scrape
from archive.errors import ArchiveError
from archive.run.report import PageLine
from archive.run.scrape import tell_unusable
from scraper.fetch import Fetcher, Policy
from scraper.visit.targets import SavedPage, Target, Unusable, WebPage
from tests.blog import Blog
from tests.scraper.channels.services import Here
from tests.support.living import post, rows
from tests.support.report import Told

POLICY = Policy(delay=0, retries=0, timeout=5, allow_private=True)


@pytest.fixture
def blog(monkeypatch: pytest.MonkeyPatch) -> Iterator[Blog]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Blog([post("one", 1), post("two", 2)]) as blog:
        yield blog


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as archive:
        yield archive


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(POLICY) as fetcher:
        yield fetcher


def test_words_stand_for_what_they_stand_for_on_the_command_line(
    blog: Blog, archive: Archive, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(blog.address("two")))
    lines: list[PageLine] = []
    summary = scrape([blog.address("one"), "-", "nowhere"], archive, fetcher, Here(), lines.append)
    assert (summary.new, summary.failed, summary.comments) == (2, 1, 6)
    assert {line.url for line in lines} == {blog.address("one"), blog.address("two"), "nowhere"}


def test_one_address_alone_is_one_target(blog: Blog, archive: Archive, fetcher: Fetcher) -> None:
    assert scrape(blog.address("one"), archive, fetcher, Here()).pages == 1


def test_targets_may_come_expanded(blog: Blog, archive: Archive, fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "two.html").write_bytes(blog.page("two"))
    targets: list[Target] = [
        WebPage(blog.address("one")),
        SavedPage(tmp_path / "two.html"),
        Unusable("x", "x: no such file"),
    ]
    told = Told()
    summary = scrape(targets, archive, fetcher, Here(), told)
    assert (summary.new, summary.failed) == (2, 1)
    assert len(told.lines) == 3


def test_it_makes_what_it_needs_where_nothing_is_given(
    blog: Blog, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.run.scrape.Fetcher", lambda: Fetcher(POLICY))
    assert scrape([f"{blog.url}/feed/"], archive).new == 2


def test_it_is_the_packages_own(archive: Archive) -> None:
    assert package.scrape is scrape
    assert "scrape" in package.__all__


def test_the_run_is_on_record_with_what_was_asked_for(blog: Blog, archive: Archive, fetcher: Fetcher) -> None:
    scrape([WebPage(blog.address("one"))], archive, fetcher, Here(), channels="page", words=["one"])
    ((outcome, arguments, report),) = rows(archive.path, "SELECT outcome, arguments, report FROM runs")
    told = json.loads(arguments)
    assert (outcome, told["targets"], told["channels"], told["delay"]) == ("done", ["one"], ["page"], 0)
    assert json.loads(report)["new"] == 1


def test_a_run_that_breaks_is_on_record_as_failed(
    blog: Blog, archive: Archive, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise ArchiveError("the disk is full")

    monkeypatch.setattr(archive, "save", full)
    with pytest.raises(ArchiveError, match="the disk is full"):
        scrape([WebPage(blog.address("one"))], archive, fetcher, Here())
    ((outcome, report),) = rows(archive.path, "SELECT outcome, report FROM runs")
    assert (outcome, json.loads(report)) == ("failed", {"error": "ArchiveError: the disk is full"})


def test_channels_that_are_none_are_refused_before_anything_is_asked(blog: Blog, archive: Archive) -> None:
    with pytest.raises(ValueError, match="is no channel"):
        scrape([blog.address("one")], archive, channels="psychic")
    assert blog.visits == []


def test_what_cannot_be_scraped_is_told_without_an_archive() -> None:
    told = Told()
    summary = tell_unusable([Unusable("x", "x: no such file"), WebPage("http://quayside.example/")], told)
    assert (summary.failed, [line.error for line in told.lines]) == (1, ["x: no such file"])
