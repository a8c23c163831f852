from __future__ import annotations

from pathlib import Path

import pytest

from archive.sources.hosts import FIRST_PAUSE, IN_A_ROW, LONGEST_PAUSE, Hosts
from archive.store import Archive
from scraper.fetch import RobotsFile, errors
from scraper.visit.records import Visit
from scraper.visit.results import Failed, Unchanged

HOST, OTHER = "http://quayside.example", "http://harbour.example"
NOW = 1_710_000_000.0
ANSWERED = Unchanged(Visit(f"{HOST}/tide/"))


@pytest.fixture
def known(tmp_path: Path) -> Hosts:
    with Archive.open(tmp_path / "a.db") as archive:
        return Hosts(archive.db)


def failed(error: Exception) -> Failed:
    return Failed(f"{HOST}/tide/", error)


DOWN = failed(errors.ConnectionFailed("nobody answers"))


def test_a_host_that_cannot_be_reached_is_left_alone_for_a_pause_that_doubles(known: Hosts) -> None:
    now = NOW
    for pause in (FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE):
        known.note(HOST, DOWN, now)
        assert known.is_left_alone(HOST, now + pause - 1)
        assert not known.is_left_alone(HOST, now + pause)
        now += pause
    assert not known.is_left_alone(OTHER, NOW)
    for _ in range(40):
        known.note(HOST, DOWN, now)
        now += LONGEST_PAUSE
        assert not known.is_left_alone(HOST, now)


def test_failures_that_were_under_way_when_it_failed_count_once(known: Hosts) -> None:
    for _ in range(5):
        known.note(HOST, DOWN, NOW)
    assert not known.is_left_alone(HOST, NOW + FIRST_PAUSE)


@pytest.mark.parametrize(
    "error", [errors.HttpStatusError("the server answered 500", 500), errors.DeadlineExceeded("too slow")]
)
def test_pages_that_fail_in_a_row_are_a_failure_of_their_host(known: Hosts, error: Exception) -> None:
    for _ in range(IN_A_ROW - 1):
        known.note(HOST, failed(error), NOW)
    assert not known.is_left_alone(HOST, NOW)
    known.note(HOST, ANSWERED, NOW)
    for _ in range(IN_A_ROW):
        assert not known.is_left_alone(HOST, NOW)
        known.note(HOST, failed(error), NOW)
    assert known.is_left_alone(HOST, NOW)


def test_a_page_that_is_not_there_says_nothing_of_its_host(known: Hosts) -> None:
    for _ in range(2 * IN_A_ROW):
        known.note(HOST, failed(errors.HttpStatusError("the server answered 404", 404)), NOW)
    assert not known.was_failing(HOST)


def test_a_server_that_asks_for_hours_is_given_them(known: Hosts) -> None:
    known.note(HOST, failed(errors.RetryLater("asks to wait", 503, NOW + 7200)), NOW)
    assert known.is_left_alone(HOST, NOW + 7199)
    assert known.left_alone(NOW) == {HOST: "until 2024-03-09T18:00:00Z: asks to wait"}
    assert known.left_alone(NOW + 7200) == {}


def test_one_that_answers_again_has_failed_no_more(known: Hosts) -> None:
    known.note(HOST, DOWN, NOW)
    assert known.was_failing(HOST)
    known.note(HOST, ANSWERED, NOW + FIRST_PAUSE)
    assert not known.was_failing(HOST)


def test_what_was_learnt_is_there_in_the_next_run(tmp_path: Path) -> None:
    robots = RobotsFile("User-agent: *\nDisallow: /drafts/", NOW + 3600, '"7"', "Sat, 09 Mar 2024 16:00:00 GMT")
    with Archive.open(tmp_path / "a.db") as archive, archive.transaction() as db:
        known = Hosts(db)
        known.note(HOST, DOWN, NOW)
        known.robots[OTHER] = robots
        known.save(db)
        later = Hosts(db)
        assert later.is_left_alone(HOST, NOW)
        assert later.robots == {OTHER: robots}
        later.note(HOST, ANSWERED, NOW + FIRST_PAUSE)
        later.save(db)
        assert not Hosts(db).was_failing(HOST)
        assert Hosts(db).robots == {OTHER: robots}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    robots = RobotsFile("", NOW + 3600)
    with Archive.open(tmp_path / "a.db") as archive, archive.transaction() as db:
        known = Hosts(db)
        known.note(HOST, DOWN, NOW)
        known.robots[OTHER] = robots
        known.save(db)
        changes = db.conn.total_changes
        Hosts(db).save(db)
        assert db.conn.total_changes == changes
