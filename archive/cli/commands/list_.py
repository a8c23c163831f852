"""`afterword list`: the threads of the archive."""

from archive.cli import console, options
from archive.cli.options import option


def list_(
    *,
    site: str | None = options.SITE,
    after: str | None = options.AFTER,
    before: str | None = options.BEFORE,
    incomplete: bool = option("--incomplete", "Only threads not known to be complete."),
    sort: str = option(
        "--sort ORDER", "date, comments, gone, site or title.", choices="archive.query.listing:ORDERS", default="date"
    ),
    reverse: bool = option("--reverse", "Turn the order round."),
    limit: int | None = options.LIMIT,
    as_of: str | None = options.AS_OF,
    as_json: bool = options.JSON,
    no_pager: bool = options.NO_PAGER,
    archive: options.Archive = options.READING,
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
