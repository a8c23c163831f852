"""`afterword run`: visit what is due."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from archive.cli import console
from archive.cli.options import (
    DEFAULT_ARCHIVE,
    AllowPrivateOption,
    ArchiveOption,
    ChannelsOption,
    DelayOption,
    JsonOption,
    KeepSnapshotsOption,
    MaxBytesOption,
    MaxHostPagesOption,
    RetriesOption,
    RulesOption,
    TimeoutOption,
    UserAgentOption,
    VerboseOption,
    channels_of,
    length_of_time,
    one_of,
)
from archive.cli.views import run_report
from archive.display import json_text
from archive.run.scheduled import RunWish, scheduled
from archive.sources.intervals import Limits
from archive.store import Archive, KeepSnapshots
from scraper.channels.select import AUTO, Choice
from scraper.fetch import Policy
from scraper.visit.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archive.run.report import PageLine
    from scraper.comments.systems import System

FailOn = Literal["new", "any", "never"]

FAIL_ON: tuple[str, ...] = get_args(FailOn)

NOTIFY_SECONDS = 60.0
"""How long the command that is told of a run may take."""


def run(
    budget: Annotated[
        str | None, typer.Option("--budget", metavar="TIME", help="Start no page after so long: 15m, 1h30m.")
    ] = None,
    max_pages: Annotated[
        int | None, typer.Option("--max-pages", metavar="N", min=1, help="Visit so many pages at most.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="LABEL", help="Sources with this label; may be repeated.")
    ] = None,
    min_interval: Annotated[
        str | None, typer.Option("--min-interval", metavar="TIME", help="Visit no page more often. [2h]")
    ] = None,
    max_interval: Annotated[
        str | None, typer.Option("--max-interval", metavar="TIME", help="Visit each page at least so often. [90d]")
    ] = None,
    channels: ChannelsOption = None,
    delay: DelayOption = None,
    timeout: TimeoutOption = None,
    retries: RetriesOption = None,
    max_bytes: MaxBytesOption = None,
    max_host_pages: MaxHostPagesOption = None,
    user_agent: UserAgentOption = None,
    allow_private: AllowPrivateOption = False,
    keep_snapshots: KeepSnapshotsOption = None,
    rules: RulesOption = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help="Exit code 1 for failures that are new, for any, or never. [new]")
    ] = None,
    notify_command: Annotated[
        str | None,
        typer.Option("--notify-command", metavar="CMD", help="Gets the JSON report on stdin when there is news."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing unless the exit code is not 0.")] = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Visit what is due of all that is watched. For cron and systemd."""
    from archive.cli.options import checked_policy
    from archive.run import parsers, scrape

    policy = checked_policy(
        delay=delay,
        timeout=timeout,
        retries=retries,
        max_bytes=max_bytes,
        max_host_pages=max_host_pages,
        user_agent=user_agent,
        allow_private=allow_private,
    )
    wish = run_wish(
        budget=length_of_time(budget, "--budget"),
        max_pages=max_pages,
        only=only or (),
        shortest=length_of_time(min_interval, "--min-interval"),
        longest=length_of_time(max_interval, "--max-interval"),
        choice=channels_of(channels),
    )
    keep = cast("KeepSnapshots", one_of(scrape.KEEP_SNAPSHOTS, keep_snapshots, "--keep-snapshots") or "changed")
    telling = how_to_tell(one_of(FAIL_ON, fail_on, "--fail-on"), notify_command, quiet=quiet, as_json=as_json)
    with console.reported(verbose=verbose):
        code = run_due(archive, policy, wish, telling, parsers.rules(rules), keep)
    if code:
        raise typer.Exit(code)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a run is told."""

    fail_on: FailOn = "new"
    quiet: bool = False
    as_json: bool = False
    notify: str | None = None


def run_wish(
    *,
    budget: float | None,
    max_pages: int | None,
    only: Sequence[str],
    shortest: float | None,
    longest: float | None,
    choice: Choice = AUTO,
) -> RunWish:
    """How to run, with the defaults where nothing is said. Wrong use when the intervals contradict each other."""
    usual = Limits()
    limits = Limits(usual.shortest if shortest is None else shortest, usual.longest if longest is None else longest)
    if limits.shortest > limits.longest:
        raise typer.BadParameter("--min-interval is longer than --max-interval")
    return RunWish(budget, max_pages, tuple(only), limits, choice)


def how_to_tell(fail_on: str | None, notify: str | None, *, quiet: bool, as_json: bool) -> Telling:
    """How to tell of a run, with the defaults where nothing is said."""
    return Telling(cast("FailOn", fail_on or "new"), quiet, as_json, notify)


def run_due(
    path: Path,
    policy: Policy,
    wish: RunWish,
    telling: Telling,
    rules: Sequence[System] = (),
    keep_snapshots: KeepSnapshots = "changed",
) -> int:
    """Visit what is due; returns the exit code. Raises ArchiveError, RunLocked when another run holds the archive.

    Pages that are new, changed or failed go to standard output as they come, the report at the end to standard
    error; as JSON, the report alone goes to standard output. Quiet means silent unless the exit code is not 0.
    """
    lines = Lines(silent=telling.quiet or telling.as_json)
    with Archive.open(path, create=False, keep_snapshots=keep_snapshots) as archive:
        done = scheduled(archive, policy, wish, lines, rules=rules)
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


class Lines:
    """A report of pages: prints the pages of which there is something to tell.

    When nobody reads them any more (`| head`) the run goes on.
    """

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent

    def page(self, line: PageLine) -> None:
        if not self._silent and (line.failed or line.outcome in (Outcome.NEW, Outcome.CHANGED)):
            try:
                console.emit([line.as_text()])
                sys.stdout.flush()
            except BrokenPipeError:
                self._silent = True
                console.nobody_reads()

    def progress(self, done: int, known: int) -> None:
        """Nothing: who waits for a scheduled run?"""


def _notify(command: str, report: str) -> None:
    """Hand the report to a command. That it fails is told, and no more: the run itself is done."""
    try:
        done = subprocess.run(shlex.split(command), input=report, encoding="utf-8", timeout=NOTIFY_SECONDS, check=False)
        problem = f"exit code {done.returncode}" if done.returncode else None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        problem = str(error)
    if problem is not None:
        console.complain(f"the command to notify failed ({problem}): {command}")
