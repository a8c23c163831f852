"""`afterword merge`: add what another archive holds."""

from pathlib import Path

from archive.cli import console, options
from archive.cli.options import argument


def merge(
    other: Path = argument("OTHER.db", "The archive to add; it is only read."),
    *,
    archive: options.Opening = options.OPENING,
) -> None:
    """Add what another archive holds, with its history; what is in both is there once.

    $ afterword merge laptop.db
    $ afterword merge old.db --archive all.db
    """
    from archive.cli.views import maintenance as views
    from archive.store import Archive

    with Archive.open(other, read_only=True) as source, archive() as opened:
        console.emit([views.merged(opened.merge(source))])
