"""`afterword edit`: change how sources are watched."""

from pathlib import Path
from typing import Any

import typer

from archive.cli import console, options
from archive.cli.options import option


def edit(
    names: list[str] = options.SOURCES,
    *,
    title: str | None = option("--title TITLE", "What to call it."),
    wish: dict[str, Any] = options.WATCHING,
    archive: Path = options.ARCHIVE,
) -> None:
    """Change how sources are watched. What is given replaces what was; an empty word ("") clears it.

    $ afterword edit quayside.example --label harbours --delay 5
    $ afterword edit harbours --exclude "*/print/*"
    """
    from archive.cli.views import sources as views
    from archive.sources import sources
    from archive.store import Archive

    given = wish | ({} if title is None else {"title": title})
    values = {name: None if value in ("", 0) else value for name, value in given.items()}
    if not values:
        raise typer.BadParameter("nothing to change; name an option")
    with Archive.open(archive, create=False) as opened, opened.transaction() as db:
        edited = sources.edit_named(db, names, values)
    console.emit(views.edited(edited))
