"""`afterword sources`: what is watched."""

from typing import Annotated

import typer

from archive.cli import console, options
from archive.cli.options import option


def sources(
    *,
    label: options.Label = None,
    opml: Annotated[bool, option("--opml", "Print OPML, for feed readers and for `add`.")] = False,
    as_json: options.Json = False,
    archive: options.Archive,
) -> None:
    """List what is watched.

    $ afterword sources --label harbours
    $ afterword sources --opml > blogs.opml
    """
    from archive.cli.views import sources as views
    from archive.sources import sources as watched
    from archive.store import Archive

    if opml and as_json:
        raise typer.BadParameter("--opml and --json exclude each other")
    with Archive.open(archive, read_only=True) as opened:
        found = [(source, watched.standing(opened.conn, source)) for source in opened.sources(label or ())]
    form = "opml" if opml else "json" if as_json else "table"
    console.emit(views.lines(found, form, console.table_width()))
