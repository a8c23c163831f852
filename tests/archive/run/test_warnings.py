from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.run.warnings import DEAD, FEWEST, WINDOW, warnings
from archive.sources import sources
from archive.sources.sources import Source
from archive.store import Archive
from scraper.times import utc
from scraper.visit.records import Outcome, Visit
from tests.support.threads import comment, thread

NOW = 1_710_000_000.0
FEED = "http://quayside.example/feed/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as archive:
        yield archive


def told(archive: Archive, run: int = 0, now: float = NOW) -> list[str]:
    with archive.transaction() as db:
        return list(warnings(db, now, run))


def fails_since(archive: Archive, url: str, at: float) -> None:
    archive.record(Visit(url, outcome=Outcome.FAILED, error="no", fetched_at=utc(at)))


def test_a_source_that_has_failed_for_long_is_named(archive: Archive) -> None:
    with archive.transaction() as db:
        sources.add(db, Source(FEED, "feed"), utc(NOW - 2 * DEAD))
    fails_since(archive, FEED, NOW - DEAD - 60)
    assert told(archive) == [f"{FEED}: has failed since 2024-02-08; look whether it moved, or remove it"]
    assert told(archive, now=NOW - 120) == []
    with archive.transaction() as db:
        db.conn.execute("UPDATE sources SET paused = 1")
    assert told(archive) == []


def test_one_that_answered_again_is_not(archive: Archive) -> None:
    with archive.transaction() as db:
        sources.add(db, Source(FEED, "feed"), utc(NOW - 2 * DEAD))
    fails_since(archive, FEED, NOW - DEAD - 60)
    archive.record(Visit(FEED, status=200, outcome=Outcome.FEED, fetched_at=utc(NOW)))
    assert told(archive) == []


def visit(archive: Archive, at: float, run: int, *, shown: int, site: str = "quayside", threads: int = 5) -> None:
    """One visit to each thread of a site; the last `shown` of them show their comments."""
    for number in range(threads):
        url = f"http://{site}.example/{number}/"
        said = (comment(f"On {number}", id="1"),) if number >= threads - shown else ()
        page = thread(*said, url=url, id_scope=url, complete=bool(said) or None)
        archive.save(page, observed_at=utc(at), visit=Visit(url, status=200, fetched_at=utc(at)), run_id=run)


def test_a_site_whose_threads_lose_their_comments_at_once_is_named(archive: Archive) -> None:
    first, second = archive.start_run("run", []), archive.start_run("run", [])
    visit(archive, NOW - 3600, first, shown=5)
    assert told(archive, first) == []
    visit(archive, NOW, second, shown=0)
    (warning,) = told(archive, second)
    assert warning.startswith("quayside.example: 5 of the 5 threads visited last show none of their comments")
    assert told(archive, first) != []  # the same threads were visited in that run


@pytest.mark.parametrize(("threads", "shown"), [(FEWEST - 1, 0), (10, 3)])
def test_a_few_threads_that_lose_theirs_say_nothing(archive: Archive, threads: int, shown: int) -> None:
    run = archive.start_run("run", [])
    visit(archive, NOW - 3600, run, shown=threads, threads=threads)
    visit(archive, NOW, run, shown=shown, threads=threads)
    assert told(archive, run) == []


def test_what_was_seen_long_ago_or_elsewhere_is_not_told(archive: Archive) -> None:
    first, second = archive.start_run("run", []), archive.start_run("run", [])
    visit(archive, NOW - WINDOW - 7200, first, shown=5)
    visit(archive, NOW - WINDOW - 3600, first, shown=0)
    assert told(archive, first) == []
    visit(archive, NOW, second, shown=5, site="harbour")
    assert told(archive, second) == []
