"""`afterword list`: the threads of the archive."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import (
    DEFAULT_ARCHIVE,
    AfterOption,
    ArchiveOption,
    AsOfOption,
    BeforeOption,
    JsonOption,
    NoPagerOption,
    SiteOption,
    VerboseOption,
    one_of,
)


def list_threads(
    site: SiteOption = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Only threads not known to be whole.")] = False,
    sort: Annotated[str, typer.Option("--sort", help="date, comments, gone, site or title.")] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many at most; all without.")] = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    no_pager: NoPagerOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """List the threads of the archive, the newest article first."""
    from archive.cli.views import listing as listing_views
    from archive.query import listing
    from archive.store import Archive

    one_of(listing.ORDERS, sort, "--sort")
    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        wanted = listing.Wanted(site, after, before, incomplete=incomplete, sort=sort, reverse=reverse, limit=limit)
        chosen = opened.listing(wanted, as_of=as_of)
        if as_json:
            console.emit(listing_views.threads(chosen, "ndjson"))
        else:
            console.page(listing_views.threads(chosen, "table", width=console.table_width()), wanted=not no_pager)
