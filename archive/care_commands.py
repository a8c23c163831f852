"""The commands that look after an archive: parse arguments, call, print. No logic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive import console
from archive.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption

if TYPE_CHECKING:
    from typer import Typer


def duplicates(
    as_json: JsonOption = False, archive: ArchiveOption = DEFAULT_ARCHIVE, verbose: VerboseOption = False
) -> None:
    """List republished articles in groups, with what differs between the copies."""
    from archive import care_output
    from archive.connect import reading
    from archive.duplicates import groups

    with console.reported(verbose=verbose), reading(archive) as conn:
        if as_json:
            console.emit(care_output.groups_as_json(groups(conn)))
        else:
            console.emit_rendered(care_output.groups(groups(conn), console.width()))


def add_to(app: Typer) -> None:
    """Make these commands part of the application."""
    for command in (duplicates,):
        app.command()(command)
