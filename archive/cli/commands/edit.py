"""`afterword edit`: change how sources are watched."""

from archive.cli import console, options
from archive.cli.options import option


def edit(
    names: list[str] = options.SOURCES,
    *,
    title: str | None = option("--title TITLE", "What to call it."),
    wish: options.Wish = options.WATCHING,
    archive: options.Opening = options.OPENING,
) -> None:
    """Change how sources are watched. What is given replaces what was; an empty word ("") clears it.

    $ afterword edit quayside.example --label harbours --delay 5
    $ afterword edit harbours --exclude "*/print/*"
    """
    from archive.cli.views import sources as views
    from archive.sources import sources

    given = wish | ({} if title is None else {"title": title})
    values = {name: None if value in ("", 0) else value for name, value in given.items()}
    if not values:
        raise options.WrongUse("nothing to change; name an option")
    with archive(create=False) as opened, opened.transaction() as db:
        edited = sources.edit_named(db, names, values)
    console.emit(views.edited(edited))
