"""The commands about what changed: parse arguments, call, print. No logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from archive import console
from archive.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption

if TYPE_CHECKING:
    from typer import Typer


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
    from archive import asof
    from archive import changes as found
    from archive.connect import reading

    with console.reported(verbose=verbose), reading(archive) as conn:
        rows = found.since(conn, None if since is None else asof.begin(since), name, limit)
        if as_json:
            console.emit(found.as_json(rows))
        else:
            console.emit_rendered(found.lines(rows, console.width()))


def split(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address that is another article's.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Undo a wrong join: make what came by one address an article of its own."""
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, create=False) as opened:
        console.emit([f"{opened.split(url)}  {url}"])


def add_to(app: Typer) -> None:
    """Make these commands part of the application."""
    for command in (changes, split):
        app.command()(command)
