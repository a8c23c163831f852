"""`afterword changes`: what was new, edited or gone."""

from typing import Annotated

from archive.cli import console, options
from archive.cli.options import argument


def changes(
    name: Annotated[str | None, argument("[URL|UID]", "One thread; all without.")] = None,
    *,
    since: options.Since = None,
    limit: options.Limit = None,
    as_json: options.Json = False,
    archive: options.Reading,
) -> None:
    """List what was new, edited or gone, the newest first.

    $ afterword changes --since 2026-11-21
    $ afterword changes --json quayside.example/2012/11/the-lighthouse-that-moved
    """
    from archive.cli.views import changes as views

    rows = archive.changes(since, name, limit)
    console.show(rows, views.lines(rows, console.width()), as_json=as_json)
