"""`afterword changes`: what was new, edited or gone."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption


def changes(
    name: Annotated[str | None, typer.Argument(metavar="[URL|UID]", help="One thread; all without.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="From then on: 2026-11-21, 2026-11-21T18:30 (UTC).")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many at most; all without.")] = None,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """List what was new, edited or gone, the newest first."""
    from archive.cli.views import changes as changes_views
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        rows = opened.changes(since, name, limit)
        if as_json:
            console.emit(changes_views.as_json(rows))
        else:
            console.emit_rendered(changes_views.lines(rows, console.width()))
