"""`afterword check`: whether every part of the archive is intact."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Make again what is derived from the rest.")] = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Look whether every part of the archive is whole."""
    from archive.cli.views import maintenance
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, create=False) as opened:
        found = list(opened.check(repair=repair))
        console.emit(maintenance.findings_as_json(found) if as_json else maintenance.findings(found))
    if not all(finding.repaired for finding in found):
        raise typer.Exit(1)
