"""`afterword stats`: figures."""

from typing import Annotated

from archive.cli import console, options
from archive.cli.options import option


def stats(
    *,
    site: options.Site = None,
    limit: Annotated[int, option("--limit N", "Rows of each list.", least=1)] = 10,
    as_json: options.Json = False,
    no_pager: options.NoPager = False,
    archive: options.Reading,
) -> None:
    """Print figures: sites, busiest threads and authors, how deep and how soon people answer, comments by month.

    $ afterword stats
    $ afterword stats --site quayside.example --limit 3
    """
    from archive.cli.views import statistics as views

    found = archive.statistics(site, limit)
    lines = views.shown(found, console.text_width(), colour=console.colour())
    console.show([views.as_dict(found)], lines, as_json=as_json, paged=not no_pager)
