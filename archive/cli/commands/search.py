"""`afterword search`: full text."""

from archive.cli import console, options
from archive.cli.options import argument, option


def search(
    words: list[str] = argument("WORD...", 'Words that all occur; "in quotes" a phrase, wor* a beginning.'),
    *,
    limit: int = option("--limit N", "Print so many places at most.", least=1, default=20),
    site: str | None = options.SITE,
    author: str | None = option("--author NAME", "By people with this in their name."),
    since: str | None = option("--since TIME", "From then on: 2012, 2012-12-04."),
    until: str | None = option("--until TIME", "Up to then, included."),
    as_json: bool = options.JSON,
    no_pager: bool = options.NO_PAGER,
    archive: options.Archive = options.READING,
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
