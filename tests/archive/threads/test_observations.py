"""Observations: one for each state, and what is derived from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive
from archive.threads import observations
from archive.threads.history import Listed, unpack
from archive.threads.versions import Noted
from scraper.incomplete import Code, Incomplete
from scraper.thread import Channel
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scraper.thread import Thread

PAGE = thread(comment("It whistled.", id="1"), comment("Mine, too.", "Bo Larch", id="2", parent=0, depth=1))
JANUARY, FEBRUARY, MARCH = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        opened.save(PAGE, observed_at=FEBRUARY)
        yield opened


def through(channel: str, document: Thread) -> Thread:
    return replace(document, channels=(Channel(channel),))


def listing(archive: Archive, observation: int) -> tuple[Listed, ...]:
    return unpack(rows(archive.path, "SELECT listing FROM observations WHERE id = ?", observation)[0]["listing"])


def test_a_state_is_written_once_for_each_channel(archive: Archive) -> None:
    archive.save(PAGE, observed_at=MARCH)
    archive.save(through("feed", PAGE), observed_at=MARCH)
    assert [row["channel"] for row in rows(archive.path, "SELECT channel FROM observations ORDER BY id")] == [
        "page",
        "feed",
    ]
    assert observations.last(archive.db, 1) == (MARCH, {"page": 1, "feed": 2})
    assert observations.last(archive.db, 99) == ("", {})


@pytest.mark.parametrize(
    "change", [{"complete": None}, {"declared_count": 3}, {"incomplete": Incomplete(Code.FURTHER_PAGES)}]
)
def test_how_complete_a_thread_is_belongs_to_its_state(archive: Archive, change: dict[str, Any]) -> None:
    with archive.transaction() as db:
        listed = listing(archive, 1)
        assert observations.note(db, 1, PAGE, listed, 1, Noted(MARCH, None, "page", "7.0")) == 1
        assert observations.note(db, 1, replace(PAGE, **change), listed, 1, Noted(MARCH, None, "page", "7.0")) == 2


def test_visits_come_sorted_by_time_with_the_parents_that_they_could_not_name(archive: Archive) -> None:
    flat = replace(PAGE, comments=tuple(replace(each, parent=None, depth=0) for each in PAGE.comments))
    archive.save(through("feed", flat), observed_at=JANUARY)
    early, late = observations.visits(archive.db, 1, {2: 1})
    assert (early.at, early.channel, late.at, late.channel) == (JANUARY, "feed", FEBRUARY, "page")
    assert early.listed == late.listed == (Listed(1, 1, None), Listed(2, 1, 1))


def test_the_thread_is_complete_where_a_channel_that_shows_as_much_as_the_page_is(archive: Archive) -> None:
    part = replace(PAGE, complete=False, incomplete=Incomplete(Code.FURTHER_PAGES))
    archive.save(part, observed_at=MARCH)
    assert observations.newest(archive.db, 1)["incomplete_code"] == Code.FURTHER_PAGES
    archive.save(through("feed", replace(PAGE, comments=PAGE.comments[:1])), observed_at=MARCH)
    assert observations.newest(archive.db, 1)["complete"] == 0
    archive.save(through("isso", PAGE), observed_at=MARCH)
    assert observations.newest(archive.db, 1)["complete"] == 1
    assert observations.newest(archive.db, 1, FEBRUARY)["complete"] == 1


def test_an_observation_that_loses_comments_lifts_their_replies_and_may_become_another(archive: Archive) -> None:
    archive.save(replace(PAGE, comments=PAGE.comments[:1]), observed_at=MARCH)
    with archive.transaction() as db:
        observations.without(db, 1, [2])
    assert [row["observation_id"] for row in rows(archive.path, "SELECT observation_id FROM fetches")] == [2, 2]
    assert listing(archive, 2) == (Listed(1, 1, None),)
    archive.save(PAGE, observed_at="2026-04-01")
    with archive.transaction() as db:
        observations.without(db, 1, [1])
    last = observations.last(archive.db, 1)[1]["page"]
    assert [entry.parent for entry in listing(archive, last)] == [None]


def test_noting_a_known_state_finds_it(archive: Archive) -> None:
    with archive.transaction() as db:
        noted = observations.note(db, 1, PAGE, listing(archive, 1), 1, Noted(MARCH, None, "page", "7.0"))
    assert noted == 1
