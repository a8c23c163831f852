"""`afterword compact`: make the file smaller."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, VerboseOption


def compact(
    keep_days: Annotated[int, typer.Option("--keep-days", min=0, help="Days whose visits all stay.")] = 90,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Make the file smaller: fold old visits that showed nothing new, write indexes and file afresh."""
    from archive.cli.views import maintenance
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, create=False) as opened:
        console.emit([maintenance.compacted(opened.compact(keep_days=keep_days))])
