"""`afterword search`: full text."""

from typing import Annotated

from archive.cli import console, options
from archive.cli.options import argument, option


def search(
    words: Annotated[list[str], argument("WORD...", 'Words that all occur; "in quotes" a phrase, wor* a beginning.')],
    *,
    limit: Annotated[int, option("--limit N", "Print so many places at most.", least=1)] = 20,
    site: options.Site = None,
    author: options.Author = None,
    since: Annotated[str | None, option("--since TIME", "From then on: 2012, 2012-12-04.")] = None,
    until: Annotated[str | None, option("--until TIME", "Up to then, included.")] = None,
    as_json: options.Json = False,
    no_pager: options.NoPager = False,
    archive: options.Reading,
) -> None:
    """Search articles and comments, the best places first.

    $ afterword search lighthouse ferry
    $ afterword search --since 2012-12 '"north pier" drizzl*'
    """
    from archive.cli.views import listing as views
    from archive.query.search import Filters

    hits = archive.search(" ".join(words), limit, Filters(site, author, since, until))
    if not hits:
        console.note("nothing holds all these words")
    lines = views.hits(hits, console.text_width(), colour=console.colour())
    console.show(views.unmarked(hits), lines, as_json=as_json, paged=not no_pager)
