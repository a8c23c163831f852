"""`afterword list`: the threads of the archive."""

from typing import Annotated

from archive.cli import console, options
from archive.cli.options import option


def list_(
    *,
    site: options.Site = None,
    after: options.After = None,
    before: options.Before = None,
    incomplete: Annotated[bool, option("--incomplete", "Only threads not known to be complete.")] = False,
    sort: Annotated[
        str, option("--sort ORDER", "date, comments, gone, site or title.", choices="archive.query.listing:ORDERS")
    ] = "date",
    reverse: Annotated[bool, option("--reverse", "Turn the order round.")] = False,
    limit: options.Limit = None,
    as_of: options.AsOf = None,
    as_json: options.Json = False,
    no_pager: options.NoPager = False,
    archive: options.Reading,
) -> None:
    """List the threads of the archive, the newest article first.

    $ afterword list --site quayside.example --sort comments
    $ afterword list --incomplete --json
    """
    from archive.cli.views import listing as views
    from archive.query import listing

    wanted = listing.Wanted(site, after, before, incomplete=incomplete, sort=sort, reverse=reverse, limit=limit)
    chosen = archive.listing(wanted, as_of=as_of)
    if not chosen:
        console.note("no threads")
    console.show(chosen, views.threads(chosen, console.table_width()), as_json=as_json, paged=not no_pager)
