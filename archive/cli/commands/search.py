"""`afterword search`: full text."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, NoPagerOption, SiteOption, VerboseOption


def search(
    words: Annotated[
        list[str], typer.Argument(help='Words that all must be there; "in quotes" as a phrase, wor* as a beginning.')
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many places at most.")] = 20,
    site: SiteOption = None,
    author: Annotated[str | None, typer.Option("--author", help="By writers with this in their name only.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="From then on: 2012, 2012-12-04.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TIME", help="Up to then, included.")] = None,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Search articles and comments, best places first."""
    from archive.cli.views import listing
    from archive.query.search import Filters
    from archive.store import Archive

    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        hits = opened.search(" ".join(words), limit, Filters(site, author, since, until))
        if as_json:
            console.emit(listing.hits_as_json(hits))
        else:
            console.page(listing.hits(hits, console.text_width(), colour=console.colour()), wanted=not no_pager)
