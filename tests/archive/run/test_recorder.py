from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ArchiveError
from archive.run.recorder import Recorder
from archive.run.report import PageLine
from archive.store import Archive
from scraper.channels import select
from scraper.discovery.archive_pages import ArchivePage
from scraper.discovery.feeds import Feed, FeedEntry
from scraper.discovery.sitemaps import Listed, Sitemap
from scraper.errors import NotAPage
from scraper.fetch import errors as fetch_errors
from scraper.thread import Thread
from scraper.visit.records import Outcome, Visit
from scraper.visit.results import ChannelResult, Failed, ListResult, Unchanged, Visited, VisitResult
from scraper.visit.targets import WebPage
from scraper.visit.visitor import VisitRequest
from tests.support.threads import comment, rows, thread

URL = "https://tea.example/2026/kettles"
PAGE = VisitRequest(WebPage(URL))
FEED = VisitRequest(WebPage("https://tea.example/feed/"), kind="feed")
FIRST, SECOND = comment("First", id="1"), comment("Second", "Bo Larch", id="2")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as archive:
        yield archive


def record(
    archive: Archive, result: Visited, request: VisitRequest = PAGE, choice: select.Choice = select.AUTO
) -> PageLine:
    return Recorder(archive, choice).record(request, result)


def page(document: Thread, *channels: ChannelResult | Failed, **facts: Any) -> VisitResult:
    visit = Visit(document.url, status=200, **facts)
    return VisitResult(ChannelResult(document, visit, b"<p>", "2026-02-01T00:00:00Z"), channels)


def channel(document: Thread, name: str = "feed") -> ChannelResult:
    return ChannelResult(document, Visit(f"{URL}/feed/", status=200, channel=name), b"", "2026-02-01T00:00:01Z")


def outcomes(archive: Archive) -> list[tuple[Any, ...]]:
    return [(row["outcome"], row["channel"]) for row in rows(archive.path, "SELECT * FROM fetches ORDER BY id")]


def test_a_thread_is_saved_and_told(archive: Archive) -> None:
    line = record(archive, page(thread(FIRST, SECOND)))
    assert (line.url, line.outcome, line.new, line.comments, line.complete) == (URL, "new", 2, 2, True)
    assert line.title == "Kettles I have known"
    assert line.uid == rows(archive.path, "SELECT uid FROM articles")[0]["uid"]


def test_visits_are_on_record_with_their_run(archive: Archive) -> None:
    recorder = Recorder(archive, select.AUTO)
    recorder.run_id = archive.start_run("scrape", [])
    recorder.record(PAGE, page(thread(FIRST)))
    recorder.record(PAGE, Unchanged(Visit(URL, status=304, outcome=Outcome.NOT_MODIFIED)))
    recorder.record(PAGE, Failed(URL, NotAPage("no"), Visit(URL)))
    assert [row["run_id"] for row in rows(archive.path, "SELECT run_id FROM fetches")] == [recorder.run_id] * 3


def test_a_channel_adds_to_the_line_of_its_page(archive: Archive) -> None:
    record(archive, page(thread(FIRST, complete=False)))
    line = record(archive, page(thread(FIRST, complete=False), channel(thread(FIRST, SECOND))))
    assert (line.outcome, line.new, line.comments, line.complete) == ("changed", 1, 2, True)


def test_one_that_fails_in_turn_is_told_where_no_other_gave_anything(archive: Archive) -> None:
    failed = Failed(URL, NotAPage(f"{URL}: no thread of this name"), Visit(URL, channel="disqus"))
    half = thread(FIRST, complete=False)
    line = record(archive, page(half, failed))
    assert (line.complete, line.error) == (False, None)
    assert "disqus: " in str(line.incomplete_reason)
    assert outcomes(archive)[-1] == ("failed", "disqus")
    again = record(archive, page(half, failed, channel(half)))
    assert "disqus: " not in str(again.incomplete_reason)


def test_one_that_was_asked_for_by_name_is_told_when_it_fails(archive: Archive) -> None:
    failed = Failed(URL, NotAPage(f"{URL}: no thread of this name"), Visit(URL, channel="disqus"))
    line = record(archive, page(thread(FIRST), failed), choice=("disqus",))
    assert (line.failed, line.complete, line.error) == (False, True, f"disqus: {URL}: no thread of this name")
    assert record(archive, page(thread(FIRST), failed), replace(PAGE, channels=select.AUTO), ("disqus",)).error is None


def test_nothing_is_kept_of_a_page_that_is_doubted(archive: Archive) -> None:
    record(archive, page(thread(FIRST)))
    line = record(archive, page(thread(), doubt="a login page stands in its place"))
    assert (line.outcome, line.error_class) == ("suspect", "Suspect")
    assert line.error == f"{URL}: a login page stands in its place"
    assert rows(archive.path, "SELECT count(*) n FROM comments WHERE gone_since IS NULL") == [{"n": 1}]


def test_a_page_that_is_as_it_was_is_noted(archive: Archive) -> None:
    record(archive, page(thread(FIRST)))
    line = record(archive, Unchanged(Visit(URL, status=304, outcome=Outcome.NOT_MODIFIED)))
    assert (line.outcome, line.comments) == ("unchanged", None)
    line = record(archive, Unchanged(Visit(FEED.target.url, status=304, outcome=Outcome.NOT_MODIFIED)), FEED)  # type: ignore[union-attr]
    assert line.outcome == "feed"


def test_a_page_that_is_as_it_was_may_have_more_in_its_channels(archive: Archive) -> None:
    record(archive, page(thread(FIRST)))
    unchanged = Unchanged(Visit(URL, status=304, outcome=Outcome.NOT_MODIFIED), (channel(thread(FIRST, SECOND)),))
    line = record(archive, unchanged)
    assert (line.outcome, line.new, line.comments) == ("changed", 1, 2)


@pytest.mark.parametrize(
    ("listing", "outcome", "count"),
    [
        (Feed("Tea", None, (FeedEntry(URL), FeedEntry(f"{URL}/2"))), "feed", 2),
        (Sitemap((Listed(URL),), (f"{URL}.xml",)), "sitemap", 2),
        (ArchivePage((URL,), ()), "archive", 1),
    ],
)
def test_a_list_is_told_with_what_it_lists(archive: Archive, listing: Any, outcome: Any, count: int) -> None:
    visit = Visit("https://tea.example/list", status=200, outcome=outcome, etag='"7"')
    line = record(archive, ListResult(listing, visit))
    assert (line.outcome, line.listed) == (outcome, count)
    assert archive.validators("https://tea.example/list") is None  # it is asked for whole the next time


def test_a_frontier_that_keeps_lists_need_not_have_them_sent_again(archive: Archive) -> None:
    visit = Visit("https://tea.example/list", status=200, outcome=Outcome.FEED, etag='"7"')
    Recorder(archive, select.AUTO, keeps_lists=True).record(FEED, ListResult(Feed("Tea", None, ()), visit))
    assert archive.validators("https://tea.example/list") is not None


def test_a_feed_that_a_feed_lists_is_not_followed(archive: Archive) -> None:
    line = record(archive, ListResult(Feed("Tea", None, ()), Visit(URL)), replace(PAGE, from_feed=True))
    assert (line.outcome, line.error_class) == ("failed", "NotAPage")


def test_a_feed_that_became_a_page_is_a_failure_and_no_article(archive: Archive) -> None:
    line = record(archive, page(thread(FIRST)), FEED)
    assert (line.outcome, line.error_class) == ("failed", "BadFeed")
    assert rows(archive.path, "SELECT * FROM articles") == []


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (fetch_errors.HttpStatusError("the server answered 404", 404), "failed"),
        (fetch_errors.RobotsRefused("robots.txt forbids it"), "refused"),
        (fetch_errors.AddressRefused("a private address"), "refused"),
        (ValueError("who knows"), "failed"),
    ],
)
def test_a_failure_is_noted_and_told_in_one_line(archive: Archive, error: Exception, outcome: str) -> None:
    line = record(archive, Failed(URL, error, Visit(URL)))
    assert (line.outcome, line.error_class) == (outcome, type(error).__name__)
    assert str(line.error).startswith(f"{URL}: ")
    assert str(error) in str(line.details)
    assert ("an error of this program" in str(line.error)) is isinstance(error, ValueError)
    assert outcomes(archive) == [(outcome, "page")]


def test_a_list_that_may_be_missing_is_none(archive: Archive) -> None:
    missing = Failed(URL, fetch_errors.HttpStatusError("the server answered 404", 404), Visit(URL, status=404))
    line = record(archive, missing, replace(FEED, may_be_missing=True))
    assert (line.outcome, line.listed) == ("feed", 0)
    assert record(archive, missing, FEED).outcome == "failed"


def test_what_goes_wrong_with_one_thread_costs_it_alone(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise KeyError("oh")

    with monkeypatch.context() as once:
        once.setattr(archive, "save", wrong)
        assert record(archive, page(thread(FIRST))).error_class == "KeyError"
    broken = ArchiveError("the disk is full")

    def full(*_: object, **__: object) -> None:
        raise broken

    monkeypatch.setattr(archive, "save", full)
    with pytest.raises(ArchiveError, match="the disk is full"):
        record(archive, page(thread(FIRST)))
