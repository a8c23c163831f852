"""The commands about setting Afterword up: parse arguments, call, print. No logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from archive import console
from archive.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption, length_of_time, one_of

if TYPE_CHECKING:
    from typer import Typer


def config(as_json: JsonOption = False, verbose: VerboseOption = False) -> None:
    """Show the settings that are in force, and where they come from."""
    from archive import settings, tables
    from archive.terminal import json_text

    with console.reported(verbose=verbose):
        found = settings.in_force(settings.load())
        path = settings.file()
        rows = [(each.name, each.value, each.origin) for each in found]
        if as_json:
            values = {each.name: {"value": each.value, "from": each.origin} for each in found}
            console.emit([json_text({"file": None if path is None else str(path), "settings": values}, indent=2)])
            return
        there = "" if path is None or path.exists() else " (not there)"
        console.emit([f"file: {'none' if path is None else path}{there}", ""])
        console.emit(tables.lines(("setting", "value", "from"), rows, "table", width=console.table_width()))


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
    from archive import schedule as made
    from archive import settings
    from archive.scheduling import command

    seconds = length_of_time(every, "--every") or 0.0
    one_of(("crontab", "service", "timer"), what, "--print")
    with console.reported(verbose=verbose):
        stated = settings.file() if system else None
        there = stated.absolute() if stated is not None and stated.exists() else None
        plan = made.Plan(command(), archive.absolute(), made.interval(seconds), system, there)
        if what is None:
            console.emit(made.lines(plan))
        else:
            text = {"crontab": made.crontab, "service": made.service, "timer": made.timer}[what](plan)
            console.emit(text.splitlines())


def add_to(app: Typer) -> None:
    """Make these commands part of the application."""
    for each in (schedule, config):
        app.command()(each)
