from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.run.report import PageLine
from archive.run.scheduled_frontier import ScheduledFrontier
from archive.sources import due_pages, sources
from archive.sources.due_pages import RANK_LIST
from archive.sources.hosts import FIRST_PAUSE
from archive.sources.intervals import DAY, Limits
from archive.sources.sources import Source
from archive.store import Archive
from scraper.discovery.archive_pages import ArchivePage
from scraper.discovery.feeds import Feed, FeedEntry
from scraper.discovery.sitemaps import Listed, Sitemap
from scraper.fetch import errors
from scraper.times import utc
from scraper.visit.records import Outcome, Visit
from scraper.visit.results import Failed, ListResult, Unchanged, Visited
from scraper.visit.targets import WebPage
from scraper.visit.visitor import VisitRequest
from tests.support.clock import ManualClock

SITE = "http://quayside.example"
ONE, TWO = f"{SITE}/one/", f"{SITE}/two/"
FEED, INDEX, POSTS = f"{SITE}/feed/", f"{SITE}/sitemap.xml", f"{SITE}/posts.xml"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as archive:
        yield archive


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def watch(archive: Archive, clock: ManualClock, *watched: Source, **wish: Any) -> ScheduledFrontier:
    """A run over these sources; those that the archive watches already are not added again."""
    with archive.transaction() as db:
        for source in watched:
            sources.add(db, source, utc(clock.time()))
        known = sources.every(db.conn)
    return ScheduledFrontier(archive, known, clock, Limits(), **wish)


def url_of(request: object) -> str:
    assert isinstance(request, VisitRequest)
    assert isinstance(request.target, WebPage)
    return request.target.url


def urls(requests: Any) -> list[str]:
    return [url_of(each) for each in requests]


def done(frontier: ScheduledFrontier, request: VisitRequest, result: Visited | None = None) -> list[str]:
    """The addresses to visit next, after a visit that found the page or list as it was (or another `result`)."""
    outcome: Any = "failed" if isinstance(result, Failed) else "unchanged"
    line = PageLine(url_of(request), outcome, error="no" if outcome == "failed" else None)
    return urls(frontier.done(request, result or Unchanged(Visit(url_of(request), status=304)), line))


def test_a_run_begins_with_lists_and_with_pages_that_wait_for_none(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"), Source(ONE, "page", channels="feed"))
    feed, page = frontier.begin()
    assert (url_of(feed), feed.kind, feed.rank, feed.may_be_missing) == (FEED, "feed", RANK_LIST, False)
    assert (url_of(page), page.kind, page.channels) == (ONE, "page", ("feed",))
    assert page.rank > feed.rank


def test_the_pages_of_a_source_wait_for_its_feed(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"))
    (feed,) = frontier.begin()
    entries = (FeedEntry(ONE, comments_feed=f"{ONE}feed/"), FeedEntry(TWO))
    listing = Feed("Q", None, entries)
    assert list(frontier.listed(feed, listing)) == []
    pages = list(frontier.done(feed, ListResult(listing, Visit(FEED, status=200)), PageLine(FEED, Outcome.FEED)))
    assert urls(pages) == [ONE, TWO]
    assert [each.comments_feed for each in pages] == [f"{ONE}feed/", None]
    assert frontier.left == 2
    for page in pages:
        assert done(frontier, page) == []
    assert frontier.left == 0


def test_they_come_also_when_the_feed_cannot_be_asked_now(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"))
    (feed,) = frontier.begin()
    list(frontier.listed(feed, Feed("Q", None, (FeedEntry(ONE),))))
    assert urls(frontier.dropped(feed)) == [ONE]
    assert list(frontier.dropped(VisitRequest(WebPage(ONE), kind="page", source=feed.source))) == []


def test_an_index_leads_to_its_sitemaps_each_once_and_pages_wait_for_all(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(INDEX, "sitemap"))
    (index,) = frontier.begin()
    (posts,) = frontier.listed(index, Sitemap((), (POSTS, INDEX, POSTS)))
    assert url_of(posts) == POSTS
    assert done(frontier, index, ListResult(Sitemap(), Visit(INDEX, status=200))) == []
    assert isinstance(posts, VisitRequest)
    assert list(frontier.listed(posts, Sitemap((Listed(ONE, "2024-03-01"),)))) == []
    assert done(frontier, posts, ListResult(Sitemap(), Visit(POSTS, status=200))) == [ONE]


def test_an_index_that_has_not_changed_leads_to_the_sitemaps_that_it_listed(
    archive: Archive, clock: ManualClock
) -> None:
    first = watch(archive, clock, Source(INDEX, "sitemap"))
    (index,) = first.begin()
    list(first.listed(index, Sitemap((), (POSTS,))))
    again = watch(archive, clock)
    (index,) = again.begin()
    assert done(again, index) == [POSTS]
    clock.advance(DAY)
    failing = watch(archive, clock)
    (index,) = failing.begin()
    assert done(failing, index, Failed(INDEX, errors.ConnectionFailed("down"))) == []


def test_lists_of_history_are_read_once_and_lead_to_older_ones(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"))
    with archive.transaction() as db:
        due_pages.add_history(db, sources.every(db.conn)[0], f"{FEED}?paged=2", "feed", utc(clock.time()))
    (feed, older) = frontier.begin()
    assert (older.may_be_missing, older.depth, feed.depth) == (True, 1, 0)
    listing = Feed("Q", None, (FeedEntry(ONE),), next=f"{FEED}?paged=3")
    assert urls(frontier.listed(older, listing)) == [f"{FEED}?paged=3"]
    assert list(frontier.listed(older, listing)) == []  # nothing new: a feed that takes no notice of the page


def test_a_watched_archive_page_names_pages_and_one_of_history_further_ones(
    archive: Archive, clock: ManualClock
) -> None:
    frontier = watch(archive, clock, Source(f"{SITE}/blog/", "archive"))
    (page,) = frontier.begin()
    inside, outside = f"{SITE}/blog/one/", f"{SITE}/shop/"
    listing = ArchivePage((inside, outside), (f"{SITE}/blog/2/",))
    assert list(frontier.listed(page, listing)) == []
    assert frontier.left == 1  # what is not of this blog does not count
    history = replace(page, may_be_missing=True, depth=1)
    assert urls(frontier.listed(history, listing)) == [f"{SITE}/blog/2/"]


def test_a_run_starts_so_many_pages_and_any_number_of_lists(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"), max_pages=1)
    (feed,) = frontier.begin()
    page = VisitRequest(WebPage(ONE), kind="page", source=feed.source)
    assert [frontier.may_start(each) for each in (feed, page, page, feed)] == [True, True, False, True]


def test_a_run_starts_nothing_when_its_budget_is_spent(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"), budget=60.0)
    (feed,) = frontier.begin()
    clock.advance(59)
    assert frontier.may_start(feed)
    clock.advance(1)
    assert not frontier.may_start(feed)


def test_a_host_that_failed_is_left_alone_also_by_the_next_run(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"))
    (feed,) = frontier.begin()
    done(frontier, feed, Failed(FEED, errors.ConnectionFailed("down"), Visit(FEED)))
    assert not frontier.may_start(feed)
    frontier.end()
    later = watch(archive, clock)
    assert not later.may_start(feed)
    clock.advance(FIRST_PAUSE)
    assert later.may_start(feed)


def test_a_failure_is_new_until_it_is_known(archive: Archive, clock: ManualClock) -> None:
    frontier = watch(archive, clock, Source(FEED, "feed"), Source("http://down.example/", "page"))
    feed, page = frontier.begin()
    done(frontier, page, Failed("http://down.example/", errors.ConnectionFailed("down"), Visit("http://down.example/")))
    done(frontier, page, Failed("http://down.example/", errors.ConnectionFailed("down"), Visit("http://down.example/")))
    assert frontier.new_failures == ["no"]
    done(frontier, feed)
    assert frontier.new_failures == ["no"]
    assert frontier.traffic.requests == {"none": 2, "304": 1}
