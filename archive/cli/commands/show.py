"""`afterword show`: one thread as a tree."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveOption,
    AsOfOption,
    JsonOption,
    NoPagerOption,
    ThreadArgument,
    VerboseOption,
)


def show(
    name: ThreadArgument,
    depth: Annotated[int | None, typer.Option("--depth", min=1, help="So many levels of replies at most.")] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="What these people wrote, and what they answer.")
    ] = None,
    all_copies: Annotated[
        bool, typer.Option("--all-copies", help="With the comments of every copy, where it was republished.")
    ] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Show an article and its thread as a tree."""
    from archive.cli.views import thread as render
    from archive.export.json_documents import json_document, of_thread
    from archive.query import copies
    from archive.query.listing import narrowed
    from archive.store import Archive

    if all_copies and as_of is not None:
        raise typer.BadParameter("copies are joined as they are now only", param_hint="--as-of")
    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        notes: list[str] = []
        if all_copies:
            thread, notes = copies.thread(opened.conn, name)
        else:
            thread = opened.thread(name, as_of=as_of)
        part, places = narrowed(thread, levels=depth, author=author)
        if as_json:
            console.emit_text(json_document(of_thread(part)))
        else:
            notes = [notes[place] for place in places] if notes else []
            lines = render.thread(part, console.text_width(), colour=console.colour(), notes=notes, whole=thread)
            console.page(lines, wanted=not no_pager)
