from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from scraper.times import epoch, header_date, in_utc, instant, iso, now, seconds, timed, utc


def test_a_moment_is_written_in_utc_to_the_second_whatever_states_it() -> None:
    written = "2026-03-04T15:00:00Z"
    assert utc("2026-03-04T10:00:00.9-05:00") == utc("2026-03-04 15:00:00") == written
    assert utc(1772636400.9) == utc(datetime(2026, 3, 4, 15, tzinfo=UTC)) == written
    assert utc("0001-01-01T00:00:00+05:00") == "0001-01-01T00:00:00Z"
    with pytest.raises(ValueError, match="soon"):
        utc("soon")


def test_now_is_such_a_moment() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", now())
    assert abs((seconds(now()) or 0) - datetime.now(UTC).timestamp()) < 60


def test_a_bare_moment_is_in_utc_already() -> None:
    assert in_utc(datetime(2026, 3, 4, 15)) == datetime(2026, 3, 4, 15, tzinfo=UTC)  # noqa: DTZ001
    assert in_utc(datetime.fromisoformat("9999-12-31T23:00:00-05:00")).year == 9999


@pytest.mark.parametrize("stated", [None, "", "2026", "2026-03-04", "20260304", "soon, at 10:00", "2026-03-04T25:00"])
def test_what_states_no_time_of_day_is_no_time(stated: str | None) -> None:
    assert timed(stated) is None


def test_a_time_keeps_its_offset_or_stays_bare() -> None:
    assert str(timed("2026-03-04T10:00-05:00")) == "2026-03-04 10:00:00-05:00"
    assert str(timed("2026-03-04T10:00")) == "2026-03-04 10:00:00"


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("2026", "2026-01-01T00:00:00+00:00"),
        ("2026-03", "2026-03-01T00:00:00+00:00"),
        ("2026-03-04T10:00", "2026-03-04T10:00:00+00:00"),
        ("2026-03-04T10:00:00-05:00", "2026-03-04T15:00:00+00:00"),
    ],
)
def test_dates_are_moments_as_far_as_they_are_stated(stated: str, told: str) -> None:
    found = instant(stated)
    assert found is not None
    assert found.isoformat() == told
    assert instant(None) is instant("soon") is instant("20261340") is None


def test_moments_can_be_counted_in_seconds() -> None:
    assert seconds("1970-01-02T01:00:00+01:00") == seconds("1970-01-02") == 86400
    assert seconds(None) is seconds("soon") is None


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("2012-11-21T10:00:00Z", "2012-11-21T10:00:00+00:00"),
        ("2012-11-21T10:00:00", "2012-11-21T10:00:00+00:00"),
        ("2012-11-21 10:00:00", "2012-11-21T10:00:00+00:00"),
        ("2021-03-17T12:09:47.722181123+02:00", "2021-03-17T12:09:47+02:00"),
        ("0000-00-00 00:00:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("2011-x09-30T22:48:43Z", None),
        ("2012", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_in_utc_say_so_and_what_is_no_date_is_none(stated: str | None, found: str | None) -> None:
    assert iso(stated, bare_is_utc=True) == found


def test_a_date_without_a_zone_gets_none() -> None:
    assert iso("2012-11-21 10:00:00") == "2012-11-21T10:00:00"


@pytest.mark.parametrize("seconds", [None, "1", True, float("inf"), float("nan"), 1e300, -1e300])
def test_what_is_no_number_of_seconds_is_no_date(seconds: object) -> None:
    assert epoch(seconds) is None


def test_seconds_since_1970_are_a_moment() -> None:
    assert epoch(1772636400.9) == datetime(2026, 3, 4, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "Wed, 04 Mar 2026 10:00:00 -0500",
        "Wed, 04 Mar 2026 15:00:00 GMT",
        "Wednesday, 04-Mar-26 15:00:00 GMT",
        "Wed Mar  4 15:00:00 2026",
    ],
)
def test_dates_of_headers_are_read_in_each_form_that_stands_in_the_rfc(stated: str) -> None:
    assert header_date(stated) == datetime(2026, 3, 4, 15, tzinfo=UTC)


@pytest.mark.parametrize("stated", [None, "", "0", "-1", "soon", "Wed, 99 Mar 2026 10:00:00 GMT"])
def test_what_is_no_date_of_a_header_is_none(stated: str | None) -> None:
    assert header_date(stated) is None
