"""How long a server wants an answer to be relied on."""

import re
from collections.abc import Mapping

from scraper.times import header_date

LONGEST = 30 * 86400.0
"""Seconds. A server that says a year means that it does not expect changes, not that it would mind a visit."""

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,12})\"?\s*(?=,|$)", re.IGNORECASE)
_NOT_FRESH = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?=,|$)", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], now: float) -> float:
    """Seconds from `now` (since 1970, UTC) for which an answer is fresh (RFC 9111, 4.2), 0 where nothing says so.

    `Cache-Control: max-age` less `Age`, else `Expires`; `no-cache` and `no-store` mean 0. Header names in lower case.
    """
    control = headers.get("cache-control", "")
    if _NOT_FRESH.search(control):
        return 0.0
    stated = _MAX_AGE.search(control)
    if stated is not None:
        return _bounded(float(stated[1]) - _age(headers))
    if "expires" not in headers:
        return 0.0
    until, made = header_date(headers["expires"]), header_date(headers.get("date"))
    if until is None:
        return 0.0  # RFC 9111, 5.3: what is no date, 0 above all, has expired
    return _bounded(until.timestamp() - (now if made is None else made.timestamp()))


def _age(headers: Mapping[str, str]) -> float:
    stated = headers.get("age", "").strip()
    return float(stated) if stated.isascii() and stated.isdecimal() and len(stated) <= 12 else 0.0


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST)
