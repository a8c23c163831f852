"""`afterword runs`: past runs."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption


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
    from archive.cli.views import runs as run_listing
    from archive.query.runs import run
    from archive.store import Archive

    number = run_listing.number(words or [])
    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        if number is None:
            console.emit(run_listing.lines(opened.runs(limit), as_json=as_json, width=console.table_width()))
        else:
            console.emit(run_listing.one(run(opened.conn, number), as_json=as_json))
