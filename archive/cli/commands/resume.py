"""`afterword resume`: visit paused sources again."""

from archive.cli import console, options


def resume(names: list[str] = options.SOURCES, *, archive: options.Archive = options.WRITING) -> None:
    """Visit paused sources again.

    $ afterword resume quayside.example
    $ afterword resume harbours
    """
    from archive.cli.views import sources as views
    from archive.sources import sources

    with archive.transaction() as db:
        edited = sources.edit_named(db, names, {"paused": False})
    console.emit(views.edited(edited))
