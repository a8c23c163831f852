"""`afterword compact`: make the file smaller."""

from archive.cli import console, options
from archive.cli.options import option


def compact(
    *,
    keep_days: int = option("--keep-days DAYS", "Days whose visits all stay.", least=0, default=90),
    archive: options.Archive = options.WRITING,
) -> None:
    """Make the file smaller: fold old visits that showed nothing new, write indexes and file afresh.

    $ afterword compact
    $ afterword compact --keep-days 365
    """
    from archive.cli.views import maintenance as views

    result = archive.compact(keep_days=keep_days)
    console.emit([views.compacted(result)])
