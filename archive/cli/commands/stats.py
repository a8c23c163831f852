"""`afterword stats`: figures."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, NoPagerOption, SiteOption, VerboseOption


def stats(
    site: SiteOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows of each list.")] = 10,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Tell figures: sites, busiest threads and authors, how deep and how soon people answer, comments by month."""
    from archive.cli.views import statistics
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        found = opened.statistics(site, limit)
        if as_json:
            console.emit([statistics.as_json(found)])
        else:
            console.page(statistics.shown(found, console.text_width(), colour=console.colour()), wanted=not no_pager)
