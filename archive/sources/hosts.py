"""Hosts as runs know them: their robots.txt, and the pauses that failing ones are given."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from archive.display import one_line
from scraper.fetch import RobotsFile
from scraper.fetch import errors as fetch_errors
from scraper.times import seconds, utc
from scraper.visit.results import Failed, Visited

FIRST_PAUSE = 15 * 60.0

LONGEST_PAUSE = 3 * 86400.0
"""Seconds. A host that fails is left alone for the first, then for twice as long each time, up to the longest."""

IN_A_ROW = 3
"""Pages of a host that may fail one after the other before that counts as the host's failure."""

_OF_THE_HOST = (fetch_errors.ConnectionFailed, fetch_errors.RobotsUnreachable, fetch_errors.RetryLater)


@dataclass(frozen=True, slots=True)
class Host:
    """How a host fails. Until `not_before` (seconds since 1970, UTC) it is left alone."""

    failures: int = 0
    failing_since: str | None = None
    not_before: float = 0.0
    error: str | None = None


class Hosts:
    """Hosts as the last run left them and as this one finds them. The Fetcher reads and fills `robots`."""

    def __init__(self, db: Database) -> None:
        self._known: defaultdict[str, Host] = defaultdict(Host)
        self.robots: dict[str, RobotsFile] = {}
        for row in db.query("SELECT * FROM hosts"):
            origin, until = row["origin"], seconds(row["robots_until"])
            if row["failures"]:
                not_before = seconds(row["not_before"]) or 0.0
                self._known[origin] = Host(row["failures"], row["failing_since"], not_before, row["error"])
            if row["robots"] is not None and until is not None:
                self.robots[origin] = RobotsFile(row["robots"], until, row["robots_etag"], row["robots_modified"])
        self._known_before, self._robots_before = dict(self._known), dict(self.robots)
        self._in_a_row: Counter[str] = Counter()

    def is_left_alone(self, host: str, now: float) -> bool:
        """Whether a host must not be asked now."""
        return self._known[host].not_before > now

    def was_failing(self, host: str) -> bool:
        """Whether the host itself has failed and not answered since."""
        return self._known[host].failures > 0

    def note(self, host: str, result: Visited, now: float) -> None:
        """Learn from what a visit found at a host."""
        if not isinstance(result, Failed):
            self._in_a_row[host], self._known[host] = 0, Host()
            return
        error = result.error
        is_of_host = isinstance(error, _OF_THE_HOST)
        if not is_of_host and (isinstance(error, fetch_errors.DeadlineExceeded) or getattr(error, "status", 0) >= 500):
            self._in_a_row[host] += 1
            is_of_host = self._in_a_row[host] >= IN_A_ROW
        known = self._known[host]
        if not is_of_host or known.not_before > now:  # one of several that were under way when it failed
            return
        pause = min(FIRST_PAUSE * 2.0 ** min(known.failures, 30), LONGEST_PAUSE)
        not_before = max(now + pause, getattr(error, "not_before", 0.0))
        since = known.failing_since or utc(now)
        self._known[host] = Host(known.failures + 1, since, not_before, one_line(str(error)))

    def left_alone(self, now: float) -> dict[str, str]:
        """The hosts that are left alone, each with the reason."""
        return {
            host: f"until {utc(known.not_before)}: {known.error or 'it failed'}"
            for host, known in self._known.items()
            if known.not_before > now
        }

    def save(self, db: Database) -> None:
        """Keep what was learnt: hosts that failed or answered again, and those with another robots.txt than before."""
        fresh = {host for host, file in self.robots.items() if self._robots_before.get(host) != file}
        changed = {host for host, known in self._known.items() if self._known_before.get(host, Host()) != known}
        for origin in sorted(fresh | changed):
            host, file = self._known[origin], self.robots.get(origin)
            robots = [file.text, utc(file.until), file.etag, file.last_modified] if file is not None else [None] * 4
            not_before = utc(host.not_before) if host.failures else None
            db.conn.execute(_SAVE, [origin, *robots, host.failures, host.failing_since, not_before, host.error])


_SAVE = """
    REPLACE INTO hosts (origin, robots, robots_until, robots_etag, robots_modified, failures, failing_since, not_before,
        error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
