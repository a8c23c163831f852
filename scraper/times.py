"""Moments as programs write them: ISO 8601, seconds since 1970, dates in headers. People's dates: `scraper.dates`."""

import time
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def utc(moment: str | float | datetime) -> str:
    """A moment as 2013-09-02T07:30:41Z, so that sorting as text sorts by time.

    Takes ISO 8601 and datetimes (bare ones are in UTC), and seconds since 1970. ValueError for text that is no moment.
    """
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    aware = in_utc(moment) if isinstance(moment, datetime) else datetime.fromtimestamp(moment, UTC)
    return f"{aware.year:04}-{aware:%m-%dT%H:%M:%SZ}"


def now() -> str:
    """The time, UTC, to the second."""
    return utc(time.time())


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; a bare one is in UTC already."""
    with suppress(OverflowError):  # year 1 or 9999, and the offset leads out of the calendar
        moment = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    return moment.replace(tzinfo=UTC)


def timed(stated: str | None) -> datetime | None:
    """What ISO 8601 states, with its offset or bare; None where that is no time: a day alone, a year, other words."""
    text = stated or ""
    with suppress(ValueError):
        return datetime.fromisoformat(text) if len(text) >= len("2012-12-04T10") else None
    return None


def instant(stated: str | None) -> datetime | None:
    """A stated date as a moment in UTC: of a year, month or day the beginning, bare ones as if in UTC; None if none."""
    text = (stated or "").strip()
    with suppress(ValueError):
        return in_utc(datetime.fromisoformat(text + "0001-01-01"[len(text) :])) if text else None
    return None


def seconds(stated: str | None) -> float | None:
    """The same as seconds since 1970."""
    found = instant(stated)
    return None if found is None else found.timestamp()


def iso(stated: str | None, *, bare_is_utc: bool = False) -> str | None:
    """A stated time to the second: with its offset, or bare where it has none and that does not mean UTC."""
    found = timed((stated or "").strip())
    if found is None or found.year < 2:  # what programs write where there is no date
        return None
    return (found.replace(tzinfo=UTC) if bare_is_utc and found.tzinfo is None else found).isoformat(timespec="seconds")


def epoch(value: object) -> datetime | None:
    """Seconds since 1970, to the second; None for what is no such number."""
    with suppress(ValueError, OverflowError, OSError):
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(int(value), UTC)
    return None


def header_date(stated: str | None) -> datetime | None:
    """A date as mail, feeds and HTTP write it (RFC 5322, RFC 9110), in UTC; None for what is none."""
    with suppress(ValueError, TypeError, OverflowError):
        return in_utc(parsedate_to_datetime(stated or ""))
    return None
