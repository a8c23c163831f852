"""What is kept of an address for the next visit to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive, Validators, Visit
from archive.threads import polls
from scraper.visit.records import Outcome, Part
from tests.support.threads import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://tea.example/2026/kettles"
AT = "2026-02-01T00:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def visited(archive: Archive, **facts: Any) -> dict[str, Any]:
    with archive.transaction() as db:
        polls.poll(db, Visit(URL, **facts), AT, None, "7.0")
    return next(iter(rows(archive.path, "SELECT * FROM polls WHERE url = ?", URL)), {})


def test_validators_stay_through_failures_and_answers_that_leave_them_out(archive: Archive) -> None:
    visited(archive, status=200, etag='"a"', last_modified="Mon")
    for answer in (
        {"status": 500, "outcome": Outcome.FAILED},
        {"status": 304, "outcome": Outcome.NOT_MODIFIED},
    ):
        visited(archive, **answer)
        assert polls.validators(archive.db, URL) == Validators('"a"', "Mon", "7.0")
    visited(archive, status=304, outcome=Outcome.NOT_MODIFIED, etag='"b"')
    assert polls.validators(archive.db, URL) == Validators('"b"', "Mon", "7.0")
    visited(archive, status=200)
    assert polls.validators(archive.db, URL) is None


def test_failures_are_counted_from_the_first(archive: Archive) -> None:
    visited(archive, error="timed out")
    row = visited(archive, outcome=Outcome.REFUSED)
    assert (row["failures"], row["failing_since"]) == (2, AT)
    row = visited(archive, status=200)
    assert (row["failures"], row["failing_since"]) == (0, None)


def test_every_so_many_visits_one_is_unconditional(archive: Archive) -> None:
    visited(archive, status=200, etag='"a"')
    for _ in range(polls.FULL_VISIT - 1):
        assert polls.validators(archive.db, URL) is not None
        visited(archive, status=304, outcome=Outcome.NOT_MODIFIED)
    assert polls.validators(archive.db, URL) is None


def test_further_pages_and_embeds_are_those_of_the_last_page_read(archive: Archive) -> None:
    part = Visit(f"{URL}?page=2", etag='"2"')
    visited(archive, status=200, parts=(Part(part, b""),), embeds="isso")
    with archive.transaction() as db:
        polls.poll(db, part, AT, None, "7.0")
    assert polls.further_pages(archive.db, URL) == [(part.url, Validators('"2"', None, "7.0"))]
    assert polls.embeds(archive.db, URL) == "isso"
    visited(archive, status=200)
    assert (polls.further_pages(archive.db, URL), polls.embeds(archive.db, URL)) == ([], None)


def test_other_channels_have_no_polls(archive: Archive) -> None:
    assert visited(archive, status=200, etag='"a"', channel="isso") == {}
