"""`afterword schedule`: lines for cron and systemd."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive.cli import console, options
from archive.cli.settings import SETTINGS

PARTS = ("crontab", "service", "timer")


def schedule(
    *,
    every: Annotated[
        Any,
        typer.Option(
            "--every",
            metavar="TIME",
            help="How often: 15m, 1h, 6h, 1d.",
            parser=options.parsed(SETTINGS["budget"].read),
        ),
    ] = "1h",
    what: Annotated[
        str | None,
        typer.Option(
            "--print", metavar="WHAT", help="One part: crontab, service or timer.", **options.choice(lambda: PARTS)
        ),
    ] = None,
    system: Annotated[bool, typer.Option("--system", help="A service of the machine instead of one of yours.")] = False,
    archive: options.Archive,
) -> None:
    """Print what cron or systemd needs to make runs regularly, and how to install and undo it.

    Examples:
      afterword schedule --every 6h
      afterword schedule --print crontab
    """
    from archive.cli import service_units as units
    from archive.cli import settings

    stated = settings.file() if system else None
    there = stated.absolute() if stated is not None and stated.exists() else None
    plan = units.Plan(units.run_command(), archive.absolute(), units.interval(every), system, there)
    console.emit(units.lines(plan) if what is None else units.part(plan, what).splitlines())
