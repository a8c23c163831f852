"""Options and arguments that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ArchiveOption = Annotated[
    Path, typer.Option("--archive", envvar="AFTERWORD_ARCHIVE", help="The archive.", show_default=True)
]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Show where an error came from.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ThreadArgument = Annotated[str, typer.Argument(metavar="URL|UID", help="Address of the article, or uid of its thread.")]

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="As it stood then: 2026-11-21 (its end), 2026-11-21T18:30 (UTC)."),
]
NoGuardOption = Annotated[
    bool, typer.Option("--no-guard", help="Write CSV and TSV cells as they are, also those that begin a formula.")
]

DEFAULT_ARCHIVE = Path("afterword.db")
