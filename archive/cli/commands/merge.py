"""`afterword merge`: add what another archive holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, VerboseOption


def merge(
    other: Annotated[Path, typer.Argument(metavar="OTHER.db", help="The archive to add; it is only read.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Add what another archive holds, with its history; what is in both is there once."""
    from archive.cli.views import maintenance
    from archive.store import Archive

    with (
        console.reported(verbose=verbose),
        Archive.open(other, read_only=True) as source,
        Archive.open(archive) as opened,
    ):
        console.emit([maintenance.merged(opened.merge(source))])
