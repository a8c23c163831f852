"""Moments, days and lengths of time: read, written, compared."""

import re
from datetime import date, datetime, timedelta

from archive.errors import InvalidValue, SearchFailed
from scraper.times import timed, utc

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 7 * 86400.0}

_PART = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)([smhdw])")

_WHOLE = re.compile(r"(?:\d{1,9}(?:\.\d{1,3})?[smhdw]){1,5}")

_AS_FAR_AS_WANTED = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?Z?")

_SECONDS = re.compile(r"T\d\d:\d\d:\d\d")


def moment(stated: str) -> str:
    """A moment as a person states it (ISO 8601; a day means its end, bare means UTC), in UTC. Else InvalidValue."""
    try:
        return utc(f"{stated}T23:59:59" if _is_day(stated) else stated)
    except ValueError:
        raise InvalidValue(f"{stated!r} is not a time; write it as 2026-11-21 or 2026-11-21T18:30:00Z") from None


def begin(stated: str) -> str:
    """The same for the beginning of a time: a day means its first second."""
    return utc(stated) if _is_day(stated) and moment(stated) else moment(stated)


def _is_day(stated: str) -> bool:
    return len(stated) == len("2026-11-21") and stated.count("-") == 2


def check_stated(*stated: str | None) -> None:
    """SearchFailed for what is no date, nor a time, as filters take it: ISO 8601 as far as wanted."""
    for each in stated:
        if each is not None and not _is_stated(each):
            raise SearchFailed(f"{each!r} is not a date; write it as 2012, 2012-12, 2012-12-04 or 2012-12-04T10:30")


def _is_stated(words: str) -> bool:
    if not _AS_FAR_AS_WANTED.fullmatch(words):
        return False
    given = words.removesuffix("Z")
    try:
        datetime.fromisoformat(given + "0001-01-01T00:00:00"[len(given) :])
    except ValueError:
        return False
    return True


def duration(text: str) -> float:
    """Seconds. ValueError when the text is no length of time above zero."""
    words = text.replace(" ", "").lower()
    if not _WHOLE.fullmatch(words):
        raise ValueError(f"{text!r} is not a length of time; write it as 90s, 15m, 1h30m or 2d")
    seconds = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(words))
    if not seconds > 0:
        raise ValueError(f"{text!r} is no time at all")
    return seconds


def same_date(one: str | None, other: str | None) -> bool:
    """Whether two stated dates may be the same one, each to the precision that it has.

    When clocks are put back, an hour of a Sunday night comes twice: who has only the local time may take it for the
    other one.
    """
    if one is None or other is None:
        return True
    first, second = published_utc(one), published_utc(other)
    if first and second:
        apart = abs(datetime.fromisoformat(first) - datetime.fromisoformat(second))
        if apart == timedelta(hours=1) and _comes_twice(one, other):
            return True
        return first == second or (first[:16] == second[:16] and not (_SECONDS.search(one) and _SECONDS.search(other)))
    shorter, longer = sorted((one, other), key=len)
    if first or second:  # which local time the other one means is not known: a day before or after
        days = [_day(stated) for stated in (one, other)]
        if days[0] and days[1]:
            return abs(days[0] - days[1]) <= timedelta(days=1)
        return longer[:4] == shorter[:4]
    return longer.startswith(shorter)


def _comes_twice(*stated: str) -> bool:
    """Whether one of these local times may be of the hour that comes twice."""
    local = [datetime.fromisoformat(each) for each in stated]
    return any(each.isoweekday() == 7 and each.hour < 4 and each.utcoffset() for each in local)


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None


def published_utc(published: str | None) -> str | None:
    """A stated date as UTC where it states an offset; without one nobody knows the instant: None."""
    stated = timed(published)
    return None if stated is None or stated.tzinfo is None else utc(stated)
