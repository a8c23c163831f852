from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.sources import due_pages, sources
from archive.sources.due_pages import Hinted
from archive.sources.intervals import DAY, HOUR, Limits
from archive.sources.sources import Source
from archive.store import Archive
from archive.threads import tombstones
from scraper.times import utc
from scraper.visit.records import Visit
from tests.support.threads import comment, thread

FEED, ONE, TWO = (f"http://quayside.example/{name}/" for name in ("feed", "one", "two"))
NOW = 1_710_000_000.0
LIMITS = Limits()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as archive:
        yield archive


@pytest.fixture
def db(archive: Archive) -> Iterator[Database]:
    with archive.transaction() as db:
        yield db


@pytest.fixture
def source(db: Database) -> Source:
    return sources.add(db, Source(FEED, "feed", exclude=("*/links/",)), utc(NOW))[0]


def polls(db: Database, url: str) -> dict[str, Any]:
    (row,) = db.query("SELECT * FROM polls WHERE url = ?", [url])
    return row


def lists(db: Database, source: Source, *pages: Hinted, now: float = NOW, whole: bool = True) -> int:
    return due_pages.listed(db, source, pages, now, LIMITS, whole=whole)


def visited(db: Database, source: Source, url: str, now: float, *, ok: bool = True) -> int:
    return due_pages.settle(db, source, url, "page", now, LIMITS, ok=ok, once=False)


def due(db: Database, source: Source, now: float) -> list[str]:
    return [url for url, _ in sorted(due_pages.due_pages(db, source, now), key=lambda each: each[1])]


def test_a_source_is_due_at_once(db: Database, source: Source) -> None:
    assert due_pages.due_lists(db, source, utc(NOW)) == [(FEED, "feed")]


def test_sources_of_a_merged_archive_get_their_polls(db: Database, source: Source) -> None:
    db.conn.execute("DELETE FROM polls")
    due_pages.watch_all(db, [source], utc(NOW))
    assert due_pages.due_lists(db, source, utc(NOW)) == [(FEED, "feed")]
    due_pages.watch_all(db, [source], utc(NOW + DAY))  # those that have one keep it
    assert polls(db, FEED)["due_at"] == utc(NOW)


def test_new_pages_are_due_at_once_and_only_within_the_scope(db: Database, source: Source) -> None:
    assert lists(db, source, Hinted(ONE), Hinted(TWO), Hinted("http://quayside.example/links/")) == 2
    assert due(db, source, NOW) == [ONE, TWO]
    assert lists(db, source, Hinted(ONE)) == 0


def test_a_forgotten_page_is_not_watched(db: Database, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tombstones, "are_forgotten", lambda _, urls: urls == [ONE])
    assert lists(db, source, Hinted(ONE), Hinted(TWO)) == 1
    assert due(db, source, NOW) == [TWO]


def test_a_page_is_visited_again_when_its_feed_tells_of_comments(db: Database, source: Source) -> None:
    lists(db, source, Hinted(ONE, utc(NOW - 100 * DAY), "3"))
    visited(db, source, ONE, NOW)
    assert due(db, source, NOW + DAY) == []
    lists(db, source, Hinted(ONE, None, "4"), now=NOW + DAY)
    assert due(db, source, NOW + DAY + 12 * HOUR) == [ONE]
    assert polls(db, ONE)["published"] == utc(NOW - 100 * DAY)  # what it said once stays
    visited(db, source, ONE, NOW + 2 * DAY)
    assert (polls(db, ONE)["hint_visited"], polls(db, ONE)["hinted_at"]) == ("4", None)


def test_what_older_lists_say_nothing_of_stays_as_it_is(db: Database, source: Source) -> None:
    lists(db, source, Hinted(ONE, None, "3"), Hinted(TWO, None, "3"))
    lists(db, source, Hinted(ONE), whole=False)
    assert polls(db, ONE)["hint"] == "3"
    lists(db, source, Hinted(ONE, None, "3"))  # the feed itself names the other one no more
    assert (polls(db, ONE)["hint"], polls(db, TWO)["hint"]) == ("3", None)


def test_a_number_below_that_of_the_comments_shown_spares_no_visit(archive: Archive) -> None:
    with archive.transaction() as db:
        source = sources.add(db, Source(FEED, "feed"), utc(NOW))[0]
        lists(db, source, Hinted(ONE, None, "1"), Hinted(TWO, None, "2"))
    for url in (ONE, TWO):
        said = (comment("First", id="1"), comment("Second", id="2"))
        archive.save(thread(*said, url=url, id_scope=url), observed_at=utc(NOW), visit=Visit(url, fetched_at=utc(NOW)))
    with archive.transaction() as db:
        for url in (ONE, TWO):
            visited(db, source, url, NOW)
        assert polls(db, ONE)["due_at"] < polls(db, TWO)["due_at"]


def test_a_visit_that_is_not_on_record_and_fails_counts(db: Database, source: Source) -> None:
    lists(db, source, Hinted(ONE))
    assert visited(db, source, ONE, NOW, ok=False) == 1
    assert due(db, source, NOW + HOUR) == []
    assert visited(db, source, TWO, NOW) == 0  # nobody knows it


def test_a_list_is_asked_again_the_sooner_the_newer_what_it_lists(db: Database, source: Source) -> None:
    lists(db, source, Hinted(ONE, utc(NOW - HOUR)))
    assert due_pages.settle(db, source, FEED, "feed", NOW, LIMITS, ok=True, once=False) == 0
    assert polls(db, FEED)["due_at"] == utc(NOW + LIMITS.shortest)
    db.conn.execute("UPDATE polls SET published = ? WHERE url = ?", [utc(NOW - 300 * DAY), ONE])
    due_pages.settle(db, source, FEED, "feed", NOW, LIMITS, ok=True, once=False)
    assert polls(db, FEED)["due_at"] == utc(NOW + DAY)


def test_what_a_feed_said_is_forgotten_when_it_fails_for_long(db: Database, source: Source) -> None:
    lists(db, source, Hinted(ONE, None, "3"))
    db.conn.execute("UPDATE polls SET failures = ? WHERE url = ?", [due_pages.PATIENCE - 1, FEED])
    due_pages.settle(db, source, FEED, "feed", NOW, LIMITS, ok=False, once=False)
    assert polls(db, ONE)["hint"] == "3"
    db.conn.execute("UPDATE polls SET failures = ? WHERE url = ?", [due_pages.PATIENCE, FEED])
    due_pages.settle(db, source, FEED, "feed", NOW, LIMITS, ok=False, once=False)
    assert polls(db, ONE)["hint"] is None


def test_a_list_of_older_pages_is_read_once(db: Database, source: Source) -> None:
    older = f"{FEED}?paged=2"
    assert due_pages.add_history(db, source, older, "feed", utc(NOW))
    assert not due_pages.add_history(db, source, older, "feed", utc(NOW))
    assert (older, "feed") in due_pages.due_lists(db, source, utc(NOW))
    due_pages.settle(db, source, older, "feed", NOW, LIMITS, ok=True, once=True)
    assert polls(db, older)["due_at"] is None


def test_one_that_fails_is_tried_again_some_times(db: Database, source: Source) -> None:
    older = f"{FEED}?paged=2"
    due_pages.add_history(db, source, older, "feed", utc(NOW))
    due_pages.settle(db, source, older, "feed", NOW, LIMITS, ok=False, once=True)
    assert polls(db, older)["due_at"] > utc(NOW)
    db.conn.execute("UPDATE polls SET failures = ? WHERE url = ?", [due_pages.TRIES, older])
    due_pages.settle(db, source, older, "feed", NOW, LIMITS, ok=False, once=True)
    assert polls(db, older)["due_at"] is None


def test_archive_pages_that_list_the_same_lead_no_further(db: Database, source: Source) -> None:
    pages = [f"http://quayside.example/page/{number}/" for number in range(2, 6)]
    due_pages.add_history(db, source, pages[0], "archive", utc(NOW))
    assert due_pages.add_archive_pages(db, source, pages[0], [ONE], pages[:2], utc(NOW)) == [pages[1]]
    assert due_pages.add_archive_pages(db, source, pages[1], [ONE], pages[2:], utc(NOW)) == []
    assert due_pages.add_archive_pages(db, source, pages[1], [], pages[2:], utc(NOW)) == []
    assert due_pages.add_archive_pages(db, source, pages[1], [TWO], pages[2:], utc(NOW)) == pages[2:]


def test_there_is_an_end_to_archive_pages(db: Database, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_pages, "MOST_ARCHIVE_PAGES", 3)
    first = "http://quayside.example/archive/"
    due_pages.add_history(db, source, first, "archive", utc(NOW))
    more = [f"{first}{number}/" for number in range(9)]
    assert due_pages.add_archive_pages(db, source, first, [ONE], more, utc(NOW)) == more[:2]
    assert due_pages.add_archive_pages(db, source, more[0], [TWO], more, utc(NOW)) == []


def test_the_sitemaps_of_an_index_are_remembered(db: Database) -> None:
    index = sources.add(db, Source("http://quayside.example/sitemap.xml", "sitemap"), utc(NOW))[0]
    due_pages.keep_nested(db, index, "http://quayside.example/posts.xml", utc(NOW))
    assert due_pages.nested(db, index) == ["http://quayside.example/posts.xml"]
    assert due_pages.due_lists(db, index, utc(NOW)) == [(index.url, "sitemap")]  # they go with it


def test_new_pages_go_first_then_those_that_moved_then_the_latest_then_history(db: Database, source: Source) -> None:
    new, moved, late, later, old = (f"http://quayside.example/{name}/" for name in ("n", "m", "l", "k", "o"))
    lists(db, source, *(Hinted(url, utc(NOW - 30 * DAY), "1") for url in (moved, late, later)))
    lists(db, source, Hinted(old, utc(NOW - 900 * DAY)), whole=False)
    for url in (moved, late, later):
        visited(db, source, url, NOW)
    lists(db, source, Hinted(moved, None, "2"), now=NOW + HOUR, whole=False)
    lists(db, source, Hinted(new), now=NOW + HOUR, whole=False)
    due_at = {late: NOW + DAY, later: NOW + 20 * DAY, moved: NOW + DAY}
    for url, at in due_at.items():
        db.conn.execute("UPDATE polls SET due_at = ? WHERE url = ?", [utc(at), url])
    assert due(db, source, NOW + 2 * DAY) == [new, moved, late, old]
    assert due(db, source, NOW + 21 * DAY)[:3] == [moved, late, later]  # the new one is history by now
    assert min(rank for _, rank in due_pages.due_pages(db, source, NOW + 2 * DAY)) > due_pages.RANK_LIST
