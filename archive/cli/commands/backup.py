"""`afterword backup`: copy the archive."""

from pathlib import Path

from archive.cli import console, options
from archive.cli.options import argument


def backup(
    destination: Path = argument("DEST", "The new file; there must be none yet."),
    *,
    archive: options.Archive = options.READING,
) -> None:
    """Copy the archive as it is at one moment, while others write; the copy is checked before it takes its name.

    $ afterword backup afterword-2026-12-01.db
    $ afterword backup /mnt/backup/harbour.db --archive harbour.db
    """
    from archive.display import size

    written = archive.backup(destination)
    console.emit([f"{written}: {size(written.stat().st_size)}, intact"])
