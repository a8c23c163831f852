"""`afterword split`: undo a wrong join."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, VerboseOption


def split(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address that is another article's.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Undo a wrong join: make what came by one address an article of its own."""
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, create=False) as opened:
        console.emit([f"{opened.split(url)}  {url}"])
