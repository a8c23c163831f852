"""The work of `afterword run`: hold the lock, visit what is due, tell what was done."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal, cast, get_args

import typer

from archive import console, run_report, sources, teaching, visits
from archive.agenda import Scheduled
from archive.due import Limits
from archive.errors import ArchiveError, DiskFull
from archive.lock import run_lock
from archive.run import Run
from archive.run_report import RunReport
from archive.scraping import KEEP_SNAPSHOTS
from archive.store import Archive, KeepSnapshots
from archive.terminal import json_text
from archive.warnings import warnings
from scraper.channels import AUTO, Choice
from scraper.fetch import Clock, Fetcher, Policy, SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archive.report import PageLine
    from scraper.comments.systems import System
    from scraper.workers import Workers

__all__ = ["FAIL_ON", "KEEP_SNAPSHOTS", "RunWish", "Telling", "run", "scheduled", "telling", "wish"]

FailOn = Literal["new", "any", "never"]
FAIL_ON: tuple[str, ...] = get_args(FailOn)
LEAST_FREE = 100 * 1024 * 1024
"""Bytes of disk that must be free for a run to begin: the log of a large transaction needs room beside the archive."""
NOTIFY_SECONDS = 60.0
"""How long the command that is told of a run may take."""


@dataclass(frozen=True, slots=True)
class RunWish:
    """How to run: see `afterword run --help`. Times are in seconds."""

    budget: float | None = None
    max_pages: int | None = None
    only: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    keep_snapshots: KeepSnapshots = "changed"
    choice: Choice = AUTO


@dataclass(frozen=True, slots=True)
class Telling:
    """How a run is told."""

    fail_on: FailOn = "new"
    quiet: bool = False
    as_json: bool = False
    notify: str | None = None


def wish(
    *,
    budget: float | None,
    max_pages: int | None,
    only: Sequence[str],
    shortest: float | None,
    longest: float | None,
    keep_snapshots: str | None,
    choice: Choice = AUTO,
) -> RunWish:
    """How to run, with the defaults where nothing is said. Wrong use when the intervals contradict each other."""
    usual = Limits()
    limits = Limits(usual.shortest if shortest is None else shortest, usual.longest if longest is None else longest)
    if limits.shortest > limits.longest:
        raise typer.BadParameter("--min-interval is longer than --max-interval")
    keep = cast("KeepSnapshots", keep_snapshots or "changed")
    return RunWish(budget, max_pages, tuple(only), limits, keep, choice)


def telling(fail_on: str | None, notify: str | None, *, quiet: bool, as_json: bool) -> Telling:
    """How to tell of a run, with the defaults where nothing is said."""
    return Telling(cast("FailOn", fail_on or "new"), quiet, as_json, notify)


def run(path: Path, policy: Policy, wish: RunWish, telling: Telling, rules: Sequence[System] = ()) -> int:
    """Visit what is due; returns the exit code. Raises ArchiveError, RunLocked when another run holds the archive.

    Pages that are new, changed or failed go to standard output as they come, the report at the end to standard
    error; as JSON, the report alone goes to standard output. Quiet means silent unless the exit code is not 0.
    """
    lines = Lines(silent=telling.quiet or telling.as_json)
    done = scheduled(path, policy, wish, lines, rules=rules)
    code = done.exit_code(telling.fail_on)
    told = done.as_dict()
    if not telling.quiet or code:
        if telling.as_json:
            console.emit([json_text(told, indent=2)])
        else:
            sys.stderr.writelines(f"{line}\n" for line in run_report.lines(told))
    if telling.notify is not None and done.news:
        _notify(telling.notify, json_text(told))
    return code


def scheduled(
    path: Path,
    policy: Policy,
    wish: RunWish,
    lines: Lines,
    *,
    clock: Clock | None = None,
    workers: Workers | None = None,
    rules: Sequence[System] = (),
) -> RunReport:
    """One run, alone on its archive. `clock` and `workers` are for who makes many runs one after the other.

    Raises ArchiveError, RunLocked when another run holds the archive.
    """
    clock = clock or SystemClock()
    with run_lock(path), ExitStack() as stack:
        _check_room(path)
        archive = stack.enter_context(Archive.open(path, create=False, keep_snapshots=wish.keep_snapshots))
        with archive.transaction() as db:
            visits.bury_runs(db)
            chosen = sources.labelled((each for each in sources.every(db.conn) if not each.paused), wish.only)
        workers = workers or stack.enter_context(teaching.workers([*teaching.of_sources(archive), *rules]))
        run_id = archive.start_run("run", {**asdict(wish), **asdict(policy)})
        try:
            report = _visit(archive, policy, wish, lines, clock, workers, chosen, run_id)
        except BaseException as error:
            with suppress(ArchiveError):  # it may be the archive that failed
                archive.finish_run(run_id, outcome="failed", report={"error": f"{type(error).__name__}: {error}"})
            raise
        archive.finish_run(run_id, outcome=report.outcome, report=report.as_dict())
        return report


def _visit(
    archive: Archive,
    policy: Policy,
    wish: RunWish,
    lines: Lines,
    clock: Clock,
    workers: Workers,
    chosen: Sequence[sources.Source],
    run_id: int,
) -> RunReport:
    begun = clock.time()
    agenda = Scheduled(archive, chosen, clock, wish.limits, budget=wish.budget, max_pages=wish.max_pages)
    with Fetcher(policy, clock=clock, robots=agenda.hosts.robots) as fetcher:
        for source in chosen:
            if source.delay is not None:
                fetcher.set_delay(source.url, source.delay)
        run = Run(
            archive, fetcher, workers, lines, agenda, run_id=run_id, clock=clock, patient=True, choice=wish.choice
        )
        summary = run.work(agenda.begin())
    agenda.end()
    now = clock.time()
    with archive.transaction() as db:
        warned = list(warnings(db, now, run_id))
    return run_report.report(
        summary,
        agenda.traffic,
        sources=len(chosen),
        new_failures=agenda.new_failures,
        warnings=warned,
        left_alone=agenda.hosts.left_alone(now),
        waiting=agenda.left,
        seconds=round(now - begun, 3),
    )


class Lines:
    """A report of pages: prints the pages of which there is something to tell.

    When nobody reads them any more (`| head`) the run goes on.
    """

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent

    def page(self, line: PageLine) -> None:
        if not self._silent and (line.failed or line.outcome in ("new", "changed")):
            try:
                console.emit([line.as_text()])
                sys.stdout.flush()
            except BrokenPipeError:
                self._silent = True
                console.nobody_reads()

    def progress(self, done: int, known: int) -> None:
        """Nothing: who waits for a scheduled run?"""


def _check_room(path: Path) -> None:
    free = shutil.disk_usage(path.absolute().parent).free
    if free < LEAST_FREE:
        raise DiskFull(
            f"{path}: only {free // 1024**2} MiB are free on its disk, a run needs {LEAST_FREE // 1024**2}; make room"
        )


def _notify(command: str, report: str) -> None:
    """Hand the report to a command. That it fails is told, and no more: the run itself is done."""
    try:
        done = subprocess.run(shlex.split(command), input=report, encoding="utf-8", timeout=NOTIFY_SECONDS, check=False)
        problem = f"exit code {done.returncode}" if done.returncode else None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        problem = str(error)
    if problem is not None:
        console.complain(f"the command to notify failed ({problem}): {command}")
