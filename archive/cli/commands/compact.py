"""`afterword compact`: make the file smaller."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console, options


def compact(
    *,
    keep_days: Annotated[
        int, typer.Option("--keep-days", metavar="DAYS", min=0, help="Days whose visits all stay.")
    ] = 90,
    archive: options.Archive,
) -> None:
    """Make the file smaller: fold old visits that showed nothing new, write indexes and file afresh.

    Examples:
      afterword compact
      afterword compact --keep-days 365
    """
    from archive.cli.views import maintenance as views
    from archive.maintenance.compact import compact as shrink

    console.emit([views.compacted(shrink(archive, keep_days=keep_days))])
