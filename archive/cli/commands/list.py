"""`afterword list`: the threads of the archive."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console, options


def _orders() -> tuple[str, ...]:
    from archive.query.listing import ORDERS

    return ORDERS


def list_threads(
    *,
    site: options.Site = None,
    after: options.After = None,
    before: options.Before = None,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Only threads not known to be complete.")] = False,
    sort: Annotated[
        str,
        typer.Option("--sort", metavar="ORDER", help="date, comments, gone, site or title.", **options.choice(_orders)),
    ] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="Turn the order round.")] = False,
    limit: options.Limit = None,
    as_of: options.AsOf = None,
    as_json: options.Json = False,
    no_pager: options.NoPager = False,
    archive: options.Archive,
) -> None:
    """List the threads of the archive, the newest article first.

    Examples:
      afterword list --site quayside.example --sort comments
      afterword list --incomplete --json
    """
    from archive import times
    from archive.cli.views import listing as views
    from archive.db.connection import reading
    from archive.query import as_of as past
    from archive.query import listing, read

    with reading(archive) as conn:
        found = list(read.listing(conn)) if as_of is None else past.listing(conn, times.moment(as_of))
        wanted = listing.Wanted(site, after, before, incomplete=incomplete, sort=sort, reverse=reverse, limit=limit)
        chosen = listing.chosen(found, wanted)
        if as_json:
            console.emit(views.threads(chosen, "ndjson"))
        else:
            console.page(views.threads(chosen, "table", width=console.table_width()), wanted=not no_pager)
