"""The report of a scheduled run: what was asked, what came, what is wrong. Plain data, kept in `runs`."""

import shlex
import subprocess
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from scraper.visit.records import LISTS
from scraper.visit.results import Unchanged, Visited, VisitResult
from scraper.visit.visitor import VisitRequest, host_of

SLOWEST = 3
"""Hosts that are named for taking long."""


@dataclass(slots=True)
class Traffic:
    """What went over the wire: requests by HTTP status (`none` where there was no answer), those to lists, bytes.

    `hosts` are the requests to each host, and the seconds that they took.
    """

    requests: Counter[str] = field(default_factory=Counter)
    lists: int = 0
    bytes: int = 0
    hosts: dict[str, tuple[int, float]] = field(default_factory=dict)

    def add(self, request: VisitRequest, result: Visited) -> None:
        """Count what a visit asked for."""
        self.lists += request.kind in LISTS
        channels = result.channels if isinstance(result, VisitResult | Unchanged) else ()
        answered = (each.visit for each in channels if each.visit is not None and each.visit.status is not None)
        for visit in (result.visit, *answered) if result.visit is not None else answered:
            host = host_of(visit.url)
            for each in (visit, *(part.visit for part in visit.parts)):
                self.requests[str(each.status or "none")] += 1
                self.bytes += each.size or 0
                requests, seconds = self.hosts.get(host, (0, 0.0))
                self.hosts[host] = requests + 1, seconds + (each.seconds or 0.0)

    def slowest(self) -> list[dict[str, Any]]:
        """The hosts that took longest, each with its requests and their seconds."""
        order = sorted(self.hosts.items(), key=lambda each: -each[1][1])[:SLOWEST]
        return [{"host": host, "requests": count, "seconds": round(seconds, 3)} for host, (count, seconds) in order]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a scheduled run did.

    `requests` are counted by HTTP status; `lists` of them went to feeds and sitemaps. `new_failures` are those of
    `failures` that did not fail the last time. `left_alone` are the hosts that are given a pause, with the reason;
    `waiting` is how many pages are due and were not visited. `interrupted` is the signal that ended it.
    """

    sources: int
    lists: int
    requests: dict[str, int]
    bytes: int
    pages: dict[str, int]
    comments: dict[str, int]
    incomplete: int
    failures: list[str]
    new_failures: list[str]
    warnings: list[str]
    left_alone: dict[str, str]
    waiting: int
    seconds: float
    slowest: list[dict[str, Any]]
    interrupted: int | None = None

    @property
    def news(self) -> bool:
        """Whether anything changed or failed anew."""
        return bool(self.pages["new"] or self.pages["changed"] or self.new_failures)

    @property
    def outcome(self) -> str:
        """A word for the whole."""
        return "interrupted" if self.interrupted is not None else "failures" if self.failures else "done"

    def exit_code(self, fail_on: str) -> int:
        """128 and the signal when interrupted; 1 for failures that are `new`, for `any`, or `never`; else 0."""
        if self.interrupted is not None:
            return 128 + self.interrupted
        return int(bool({"new": self.new_failures, "any": self.failures, "never": []}[fail_on]))

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {**asdict(self), "outcome": self.outcome}


SECONDS = 60.0
"""How long a program that gets the report may take."""


def notify(command: str, report: str) -> str | None:
    """Run a command with the report on its standard input; returns what went wrong, for the run itself is done."""
    try:
        done = subprocess.run(shlex.split(command), input=report, encoding="utf-8", timeout=SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return str(error)
    return f"exit code {done.returncode}" if done.returncode else None
