"""The command that takes exports in: parse arguments, call, print. No logic."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archive import console
from archive.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption

if TYPE_CHECKING:
    from typer import Typer


def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Threads as `export` writes them: JSON.")],
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Take exported threads in, with their history; what is there already is brought up to date."""
    from archive import importing
    from archive.terminal import json_text

    with console.reported(verbose=verbose):
        done = importing.run(archive, files, console.complain)
        if as_json:
            console.emit([json_text(asdict(done))])
        else:
            console.emit([importing.told(done)])
    if done.failed:
        raise typer.Exit(1)


def add_to(app: Typer) -> None:
    """Make this command part of the application."""
    app.command("import")(import_files)
