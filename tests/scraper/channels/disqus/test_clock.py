"""Local times of a saved page as UTC: only where every zone that fits what is known gives the same moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.channels.disqus.clock import Both, ReaderClock

TZDATA = files("tzdata")

ZONES = TZDATA.joinpath("zones").read_text("ascii").split()

moments = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def at(stated: str) -> datetime:
    return datetime.fromisoformat(stated)


def zone_named(name: str) -> ZoneInfo:
    """The zone as the package has it: the system's database may be of another year, with other rules."""
    return ZoneInfo.from_file(BytesIO(TZDATA.joinpath("zoneinfo", name).read_bytes()), key=name)


def shown(zone: ZoneInfo, utc: datetime) -> datetime:
    """What a clock in that zone shows, as a page prints it: to the minute, without an offset."""
    return utc.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0, fold=0)


def clock(zone: str, *known: str) -> ReaderClock:
    """A clock of which these moments (UTC) are known."""
    return ReaderClock([Both(shown(zone_named(zone), at(utc)), at(utc)) for utc in known])


@given(st.sampled_from(ZONES), st.lists(moments, min_size=1, max_size=12), st.lists(moments, max_size=12), st.data())
def test_no_moment_is_ever_another_than_the_true_one(
    name: str, known: list[datetime], others: list[datetime], data: st.DataObject
) -> None:
    zone = zone_named(name)
    near = data.draw(st.lists(st.sampled_from(known), max_size=4))
    steps = st.timedeltas(timedelta(hours=-30), timedelta(hours=30))
    others = [*others, *(moment + data.draw(steps) for moment in near)]  # around the same change of clocks, too
    reader = ReaderClock([Both(shown(zone, each), each) for each in known])
    for other in others:
        told = reader.utc(shown(zone, other))
        assert told in (None, other.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("zone", "known", "local", "utc"),
    [
        # by +1:00 alone, winter elsewhere in Europe is the same, and summer is not the same everywhere
        ("Europe/Vienna", ["2019-12-03T08:00Z"], "2019-02-03T09:00", "2019-02-03T08:00Z"),
        ("Europe/Vienna", ["2019-12-03T08:00Z"], "2019-07-03T09:00", None),
        # with a moment of summer known, all of Central Europe changes on the same days
        ("Europe/Vienna", ["2019-12-03T08:00Z", "2019-08-03T08:00Z"], "2014-07-03T09:00", "2014-07-03T07:00Z"),
        ("Asia/Kathmandu", ["2019-12-03T08:00:59Z"], "2011-07-03T09:00", "2011-07-03T03:15Z"),
        # the hour that comes twice, and the one that never came
        ("Europe/Vienna", ["2019-12-03T08:00Z", "2019-08-03T08:00Z"], "2019-10-27T02:30", None),
        ("Europe/Vienna", ["2019-12-03T08:00Z", "2019-08-03T08:00Z"], "2019-03-31T02:30", None),
    ],
)
def test_what_all_zones_agree_on_that_fit_is_told(zone: str, known: list[str], local: str, utc: str | None) -> None:
    assert clock(zone, *known).utc(at(local)) == (at(utc) if utc is not None else None)


def test_a_clock_of_no_zone_is_trusted_for_the_days_around_what_is_known() -> None:
    wrong = ReaderClock([Both(at("2019-03-02T08:08"), at("2019-03-02T08:01:05Z"))])
    assert wrong.utc(at("2019-03-05T10:00")) == at("2019-03-05T09:53Z")
    assert wrong.utc(at("2019-03-20T10:00")) is None


def test_of_nothing_nothing_is_told() -> None:
    assert ReaderClock([]).utc(at("2019-03-05T10:00")) is None
