"""The commands about scheduled runs: parse arguments, call, print. No logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from archive import console
from archive.options import (
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

if TYPE_CHECKING:
    from typer import Typer


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
    from archive import running, teaching
    from archive.scraping import checked_policy

    policy = checked_policy(
        delay=delay,
        timeout=timeout,
        retries=retries,
        max_bytes=max_bytes,
        max_host_pages=max_host_pages,
        user_agent=user_agent,
        allow_private=allow_private,
    )
    wish = running.wish(
        budget=length_of_time(budget, "--budget"),
        max_pages=max_pages,
        only=only or (),
        shortest=length_of_time(min_interval, "--min-interval"),
        longest=length_of_time(max_interval, "--max-interval"),
        choice=channels_of(channels),
        keep_snapshots=one_of(running.KEEP_SNAPSHOTS, keep_snapshots, "--keep-snapshots"),
    )
    telling = running.telling(
        one_of(running.FAIL_ON, fail_on, "--fail-on"), notify_command, quiet=quiet, as_json=as_json
    )
    with console.reported(verbose=verbose):
        code = running.run(archive, policy, wish, telling, teaching.rules(rules))
    if code:
        raise typer.Exit(code)


def runs(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[show N]", help="The whole report of one run; show last.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 20,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """List the runs, the newest first; `runs show N` tells of one."""
    from archive import run_listing
    from archive.connect import reading

    number = run_listing.number(words or [])
    with console.reported(verbose=verbose), reading(archive) as conn:
        if number is None:
            console.emit(run_listing.lines(conn, limit, as_json=as_json, width=console.table_width()))
        else:
            console.emit(run_listing.one(conn, number, as_json=as_json))


def add_to(app: Typer) -> None:
    """Make these commands part of the application."""
    for command in (run, runs):
        app.command()(command)
