"""`afterword stats`: figures."""

from archive.cli import console, options
from archive.cli.options import option


def stats(
    *,
    site: str | None = options.SITE,
    limit: int = option("--limit N", "Rows of each list.", least=1, default=10),
    as_json: bool = options.JSON,
    no_pager: bool = options.NO_PAGER,
    archive: options.Archive = options.READING,
) -> None:
    """Print figures: sites, busiest threads and authors, how deep and how soon people answer, comments by month.

    $ afterword stats
    $ afterword stats --site quayside.example --limit 3
    """
    from archive.cli.views import statistics as views

    found = archive.statistics(site, limit)
    lines = views.shown(found, console.text_width(), colour=console.colour())
    console.show([views.as_dict(found)], lines, as_json=as_json, paged=not no_pager)
