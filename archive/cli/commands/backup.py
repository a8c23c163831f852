"""`afterword backup`: copy the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, VerboseOption


def backup(
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="The new file; there must be none yet.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Copy the archive, as it is at one moment, while others write; the copy is looked at before it takes its name."""
    from archive.cli.views import maintenance
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        written = opened.backup(destination)
        console.emit([f"{written}: {maintenance.size(written.stat().st_size)}, whole"])
