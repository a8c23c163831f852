"""`afterword pause`: leave sources alone."""

from archive.cli import console, options


def pause(names: list[str] = options.SOURCES, *, archive: options.Archive = options.WRITING) -> None:
    """Leave sources alone until `resume`.

    $ afterword pause quayside.example
    $ afterword pause harbours
    """
    from archive.cli.views import sources as views
    from archive.sources import sources

    with archive.transaction() as db:
        edited = sources.edit_named(db, names, {"paused": True})
    console.emit(views.edited(edited))
