"""`afterword check`: whether every part of the archive is intact."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console, options


def check(
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Make again what is derived from the rest.")] = False,
    as_json: options.Json = False,
    archive: options.Archive,
) -> int:
    """Check that every part of the archive is intact.

    Examples:
      afterword check
      afterword check --repair --archive harbour.db
    """
    from archive.cli.views import maintenance as views
    from archive.maintenance.check import check as findings

    found = list(findings(archive, repair=repair))
    console.emit(views.findings_as_json(found) if as_json else views.findings(found))
    return int(not all(finding.repaired for finding in found))
