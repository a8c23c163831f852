"""`afterword changes`: what was new, edited or gone."""

from archive.cli import console, options
from archive.cli.options import argument, option


def changes(
    name: str | None = argument("[URL|UID]", "One thread; all without.", default=None),
    *,
    since: str | None = option(
        "--since TIME", "From then on: 2026-11-21, 2026-11-21T18:30 (UTC).", read="archive.times:begin"
    ),
    limit: int | None = options.LIMIT,
    as_json: bool = options.JSON,
    archive: options.Archive = options.READING,
) -> None:
    """List what was new, edited or gone, the newest first.

    $ afterword changes --since 2026-11-21
    $ afterword changes --json quayside.example/2012/11/the-lighthouse-that-moved
    """
    from archive.cli.views import listing as views

    rows = archive.changes(since, name, limit)
    console.show(rows, views.changes(rows, console.width()), as_json=as_json)
