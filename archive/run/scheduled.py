"""One scheduled run: hold the lock, visit what is due."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field

from archive.db.lock import run_lock
from archive.errors import DiskFull, translated
from archive.run import parsers
from archive.run.engine import Engine, recorded
from archive.run.report import Report
from archive.run.scheduled_frontier import ScheduledFrontier
from archive.run.scheduled_report import RunReport
from archive.run.warnings import warnings
from archive.sources import sources
from archive.sources.intervals import Limits
from archive.store import Archive
from archive.threads import visit_log
from scraper.channels.select import AUTO, Choice
from scraper.comments.systems import System
from scraper.fetch import Clock, Fetcher, Policy
from scraper.workers import Workers

LEAST_FREE = 100 * 1024 * 1024
"""Bytes of disk that must be free for a run to begin: the log of a large transaction needs room beside the archive."""


@dataclass(frozen=True, slots=True)
class RunWish:
    """How to run: see `afterword run --help`. Times are in seconds."""

    budget: float | None = None
    max_pages: int | None = None
    only: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    choice: Choice = AUTO


def scheduled(
    archive: Archive,
    policy: Policy,
    wish: RunWish,
    report: Report,
    *,
    clock: Clock | None = None,
    workers: Workers | None = None,
    rules: Sequence[System] = (),
) -> RunReport:
    """Visit what is due, alone on the archive; `report` takes a line for each page.

    `clock` and `workers` are for who makes many runs one after the other. Raises ArchiveError, RunLocked when another
    run holds the archive.
    """
    clock = clock or Clock()
    with run_lock(archive.path), ExitStack() as stack:
        if (free := shutil.disk_usage(archive.path.absolute().parent).free) < LEAST_FREE:
            needed = f"only {free // 1024**2} MiB are free on its disk, a run needs {LEAST_FREE // 1024**2}"
            raise DiskFull(f"{archive.path}: {needed}; make room")
        begun = clock.time()
        with archive.transaction() as db:
            visit_log.bury_runs(db)
        watched = sources.labelled((each for each in archive.sources() if not each.paused), wish.only)
        frontier = ScheduledFrontier(archive, watched, clock, wish.limits, budget=wish.budget, max_pages=wish.max_pages)
        workers = workers or stack.enter_context(parsers.workers([*parsers.of_sources(archive), *rules]))
        fetcher = stack.enter_context(Fetcher(policy, clock=clock, robots=frontier.hosts.robots))
        for source in watched:
            if source.delay is not None:
                fetcher.set_delay(source.url, source.delay)
        engine = Engine(archive, fetcher, workers, report, frontier, clock=clock, patient=True, choice=wish.choice)

        def work(run_id: int) -> RunReport:
            summary = engine.work(frontier.begin(), run_id)
            frontier.end()
            now = clock.time()
            with translated(archive.path):
                warned = list(warnings(archive.db, now, run_id))
            traffic = frontier.traffic
            return RunReport(
                sources=len(watched),
                lists=traffic.lists,
                requests=dict(sorted(traffic.requests.items())),
                bytes=traffic.bytes,
                pages={name: getattr(summary, name) for name in ("new", "changed", "unchanged", "failed")},
                comments={name: getattr(summary, f"{name}_comments") for name in ("new", "edited", "gone")},
                incomplete=summary.incomplete,
                failures=summary.failures,
                new_failures=frontier.new_failures,
                warnings=warned,
                left_alone=frontier.hosts.left_alone(now),
                waiting=frontier.left,
                seconds=round(now - begun, 3),
                slowest=traffic.slowest(),
                interrupted=summary.interrupted,
            )

        arguments = {**asdict(wish), "keep_snapshots": archive.keep_snapshots, **asdict(policy)}
        return recorded(archive, "run", arguments, work)
