"""Hosts as runs know them: their robots.txt, and the pauses that failing ones are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.display import one_line
from scraper.fetch import RobotsFile
from scraper.fetch import errors as fetch_errors
from scraper.times import seconds, utc
from scraper.visit.results import Failed, Visited

if TYPE_CHECKING:
    from sqlite_utils import Database

FIRST_PAUSE = 15 * 60.0

LONGEST_PAUSE = 3 * 86400.0
"""Seconds. A host that fails is left alone for the first, then for twice as long each time, up to the longest."""

IN_A_ROW = 3
"""Pages of a host that may fail one after the other before that counts as the host's failure."""

_OF_THE_HOST = (
    fetch_errors.ConnectionFailed,
    fetch_errors.RobotsUnreachable,
    fetch_errors.RetryLater,
)


@dataclass(frozen=True, slots=True)
class Host:
    """How a host fails. Until `not_before` (seconds since 1970, UTC) it is left alone."""

    failures: int = 0
    failing_since: str | None = None
    not_before: float = 0.0
    error: str | None = None


class Hosts:
    """What is known of hosts during a run. `robots` is for the Fetcher, which reads and fills it."""

    def __init__(self, known: Mapping[str, Host], robots: dict[str, RobotsFile]) -> None:
        self._known = dict(known)
        self._in_a_row: dict[str, int] = {}
        self._touched: set[str] = set()
        self.robots = robots

    def is_left_alone(self, host: str, now: float) -> bool:
        """Whether a host must not be asked now."""
        known = self._known.get(host)
        return known is not None and known.not_before > now

    def was_failing(self, host: str) -> bool:
        """Whether the host itself has failed and not answered since."""
        known = self._known.get(host)
        return known is not None and known.failures > 0

    def note(self, host: str, result: Visited, now: float) -> None:
        """Learn from what a visit brought from a host."""
        if not isinstance(result, Failed):
            self._in_a_row[host] = 0
            if self.was_failing(host):
                self._set(host, Host())
            return
        error = result.error
        if isinstance(error, _OF_THE_HOST):
            self._fails(host, error, now)
        elif isinstance(error, fetch_errors.DeadlineExceeded) or getattr(error, "status", 0) >= 500:
            self._in_a_row[host] = self._in_a_row.get(host, 0) + 1
            if self._in_a_row[host] >= IN_A_ROW:
                self._fails(host, error, now)

    def _fails(self, host: str, error: Exception, now: float) -> None:
        known = self._known.get(host, Host())
        if known.not_before > now:
            return  # one of several that were under way when it failed
        pause = min(FIRST_PAUSE * 2.0 ** min(known.failures, 30), LONGEST_PAUSE)
        asked = getattr(error, "not_before", 0.0)
        failing = replace(
            known,
            failures=known.failures + 1,
            failing_since=known.failing_since or utc(now),
            not_before=max(now + pause, asked),
            error=one_line(str(error)),
        )
        self._set(host, failing)

    def left_alone(self, now: float) -> dict[str, str]:
        """The hosts that are left alone, each with the reason."""
        return {
            host: f"until {utc(known.not_before)}: {known.error or 'it failed'}"
            for host, known in self._known.items()
            if known.not_before > now
        }

    def _set(self, host: str, known: Host) -> None:
        self._known[host] = known
        self._touched.add(host)

    def changed(self, before: Mapping[str, RobotsFile]) -> Iterable[tuple[str, Host, RobotsFile | None]]:
        """What is to be kept: hosts that failed or answered again, and those with another robots.txt than `before`."""
        fresh = {host for host, file in self.robots.items() if before.get(host) != file}
        for host in sorted(fresh | self._touched):
            yield host, self._known.get(host, Host()), self.robots.get(host)


def load(db: Database) -> Hosts:
    """The hosts as the last run left them."""
    known: dict[str, Host] = {}
    robots: dict[str, RobotsFile] = {}
    for row in db.query("SELECT * FROM hosts"):
        if row["failures"]:
            known[row["origin"]] = Host(
                row["failures"], row["failing_since"], seconds(row["not_before"]) or 0.0, row["error"]
            )
        until = seconds(row["robots_until"])
        if row["robots"] is not None and until is not None:
            robots[row["origin"]] = RobotsFile(row["robots"], until, row["robots_etag"], row["robots_modified"])
    return Hosts(known, robots)


def save(db: Database, hosts: Hosts, before: Mapping[str, RobotsFile]) -> None:
    """Keep what a run learnt; `before` is what `hosts.robots` held when it began."""
    upsert = """
        INSERT INTO hosts (origin, robots, robots_until, robots_etag, robots_modified, failures, failing_since,
            not_before, error)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET robots = excluded.robots,
            robots_until = excluded.robots_until, robots_etag = excluded.robots_etag,
            robots_modified = excluded.robots_modified, failures = excluded.failures,
            failing_since = excluded.failing_since, not_before = excluded.not_before, error = excluded.error
    """
    for origin, host, file in hosts.changed(before):
        kept = [file.text, utc(file.until), file.etag, file.last_modified] if file is not None else [None] * 4
        pause = utc(host.not_before) if host.failures else None
        row = [origin, *kept, host.failures, host.failing_since, pause, host.error]
        db.conn.execute(upsert, row)
