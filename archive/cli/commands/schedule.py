"""`afterword schedule`: lines for cron and systemd."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, VerboseOption, length_of_time, one_of


def schedule(
    every: Annotated[str, typer.Option("--every", metavar="TIME", help="How often: 15m, 1h, 6h, 1d.")] = "1h",
    what: Annotated[
        str | None, typer.Option("--print", metavar="WHAT", help="One thing alone: crontab, service or timer.")
    ] = None,
    system: Annotated[bool, typer.Option("--system", help="A service of the machine instead of one of yours.")] = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Print what cron or systemd needs to make runs regularly, and how to install and undo it."""
    from archive.cli import service_units as made
    from archive.cli import settings
    from archive.cli.service_units import run_command

    seconds = length_of_time(every, "--every") or 0.0
    one_of(("crontab", "service", "timer"), what, "--print")
    with console.reported(verbose=verbose):
        stated = settings.file() if system else None
        there = stated.absolute() if stated is not None and stated.exists() else None
        plan = made.Plan(run_command(), archive.absolute(), made.interval(seconds), system, there)
        if what is None:
            console.emit(made.lines(plan))
        else:
            text = {"crontab": made.crontab, "service": made.service, "timer": made.timer}[what](plan)
            console.emit(text.splitlines())
