"""The clock of whoever saved a page: moments that it states in local time, as UTC.

Which time zone that was, the page does not say. What stands there in both forms tells: of all the zones that there are
(the IANA database) those are left that show every such moment as the page does. A local time is turned into UTC only
where all that are left give the same moment for it: an hour that exists twice, or not at all, stays local.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import NamedTuple
from zoneinfo import ZoneInfo

HOLDS = timedelta(days=7)
"""So long a clock that is of no zone is taken to keep its distance from UTC."""


class Both(NamedTuple):
    """One moment in both forms: `local` without an offset, to the minute, and `utc` with its own."""

    local: datetime
    utc: datetime


class ReaderClock:
    """What the moments known in both forms tell of a clock.

    Where no zone fits them, as with a clock that goes wrong, local time is turned into UTC only near some that are of
    one mind.
    """

    def __init__(self, known: Sequence[Both]) -> None:
        self._known = known
        self._zones = [zone for zone in _zones() if all(_shows(zone, both) for both in known)] if known else []

    def utc(self, local: datetime) -> datetime | None:
        """The moment (UTC) at which the clock showed `local` (to the minute); None where that cannot be told."""
        if not self._zones:
            return self._as_nearby(local)
        found: set[datetime] = set()
        for zone in self._zones:
            # two moments for an hour that exists twice, or not at all (PEP 495)
            found |= {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
            if len(found) > 1:
                return None
        return found.pop()

    def _as_nearby(self, local: datetime) -> datetime | None:
        near = (both for both in self._known if abs(both.local - local) <= HOLDS)
        ahead = {
            both.local.replace(tzinfo=UTC) - both.utc.astimezone(UTC).replace(second=0, microsecond=0) for both in near
        }
        return local.replace(tzinfo=UTC) - ahead.pop() if len(ahead) == 1 else None


@cache
def _zones() -> tuple[ZoneInfo, ...]:
    """Every zone once, whatever its names: from the package `tzdata`, so that each machine reads a page alike."""
    from importlib.resources import files

    root = files("tzdata")
    names = root.joinpath("zones").read_text("ascii").split()
    histories = {root.joinpath("zoneinfo", name).read_bytes(): name for name in names}
    return tuple(ZoneInfo.from_file(BytesIO(history), key=name) for history, name in histories.items())


def _shows(zone: ZoneInfo, both: Both) -> bool:
    return both.utc.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0) == both.local
