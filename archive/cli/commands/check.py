"""`afterword check`: whether every part of the archive is intact."""

from typing import Annotated

from archive.cli import console, options
from archive.cli.options import option


def check(
    *,
    repair: Annotated[bool, option("--repair", "Make again what is derived from the rest.")] = False,
    as_json: options.Json = False,
    archive: options.Writing,
) -> int:
    """Check that every part of the archive is intact.

    $ afterword check
    $ afterword check --repair --archive harbour.db
    """
    from archive.cli.views import maintenance as views

    found = list(archive.check(repair=repair))
    console.show(found, views.findings(found), as_json=as_json)
    return int(not all(finding.repaired for finding in found))
