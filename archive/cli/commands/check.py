"""`afterword check`: whether every part of the archive is intact."""

from archive.cli import console, options
from archive.cli.options import option


def check(
    *,
    repair: bool = option("--repair", "Make again what is derived from the rest."),
    as_json: bool = options.JSON,
    archive: options.Archive = options.WRITING,
) -> int:
    """Check that every part of the archive is intact.

    $ afterword check
    $ afterword check --repair --archive harbour.db
    """
    from archive.cli.views import maintenance as views

    found = list(archive.check(repair=repair))
    console.show(found, views.findings(found), as_json=as_json)
    return int(not all(finding.repaired for finding in found))
