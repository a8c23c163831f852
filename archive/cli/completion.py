"""What the Tab key completes: words that the program or the archive knows. (Typer keeps those that begin as typed.)"""

from contextlib import suppress
from typing import Any

import typer

from archive.cli import settings


def channels() -> list[str]:
    """What `--channels` takes."""
    from scraper.comments.systems import table

    return ["auto", "page", "all", *table.channels()]


def queries() -> list[str]:
    """The names of the queries that come with the program."""
    from archive.query.named import all_queries

    return list(all_queries())


def sites(context: typer.Context) -> list[str]:
    """The hosts in the archive."""
    return _in_archive(context, "SELECT host FROM sites ORDER BY host")


def labels(context: typer.Context) -> list[str]:
    """The labels of the sources in the archive."""
    return _in_archive(context, "SELECT DISTINCT value FROM sources, json_each(labels) ORDER BY value")


def _in_archive(context: typer.Context, sql: str) -> list[str]:
    """Words from the archive that is named; none where it cannot be read: no error answers a key press."""
    from archive.db.handle import Handle
    from archive.errors import ArchiveError

    with suppress(ArchiveError):
        named: Any = context.params["archive"]
        if str(named) == (usual := settings.SETTINGS["archive"].usual()):
            named = settings.load().get("archive", usual)
        with Handle(named, read_only=True) as archive:
            return [word for (word,) in archive.conn.execute(sql)]
    return []
