from __future__ import annotations

import pytest

from archive.errors import ArchiveError
from archive.times import begin, duration, moment, published_utc, same_date


def test_a_day_means_its_end_or_its_beginning() -> None:
    assert moment("2026-11-21") == "2026-11-21T23:59:59Z"
    assert begin("2026-11-21") == "2026-11-21T00:00:00Z"
    assert moment("2026-11-21T18:30:00+01:00") == begin("2026-11-21T17:30") == "2026-11-21T17:30:00Z"


@pytest.mark.parametrize("stated", ["soon", "", "2026-13-01", "21-11-2026"])
def test_what_is_no_moment_is_refused_with_the_way_to_write_one(stated: str) -> None:
    for read in (moment, begin):
        with pytest.raises(ArchiveError, match="write it as 2026-11-21"):
            read(stated)


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("15m", 900), ("1h30m", 5400), ("1.5d", 129600), ("2w", 1209600)]
)
def test_lengths_of_time_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "15", "m", "-1h", "0s", "1 fortnight", "1h " * 50])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time"):
        duration(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, "2026-01-01", True),
        ("2026-01-01", "2026-01-01T10:00", True),
        ("2026-01-01", "2026-01-02", False),
        ("2026-01-01T10:00:00+01:00", "2026-01-01T09:00:00Z", True),
        ("2026-01-01T10:00+01:00", "2026-01-01T09:00:31Z", True),
        ("2026-01-01T10:00:30+01:00", "2026-01-01T09:00:31Z", False),
        ("2026-01-02T00:30", "2026-01-01T23:30:00Z", True),
        ("2026-01-03", "2026-01-01T23:30:00Z", False),
        ("2026", "2026-01-01T23:30:00Z", True),
    ],
)
def test_dates_agree_as_far_as_both_are_precise(one: str | None, other: str | None, *, same: bool) -> None:
    assert same_date(one, other) is same
    assert same_date(other, one) is same


def test_the_hour_that_comes_twice_when_clocks_are_put_back_may_be_either() -> None:
    assert same_date("2026-10-25T02:30:00+02:00", "2026-10-25T01:30:00Z")
    assert not same_date("2026-10-26T02:30:00+02:00", "2026-10-26T01:30:00Z")


def test_only_a_stated_offset_makes_an_instant() -> None:
    assert published_utc("2026-01-01T10:00:00+01:00") == "2026-01-01T09:00:00Z"
    assert [published_utc(stated) for stated in (None, "2026", "2026-01-01", "2026-01-01T10:00")] == [None] * 4
