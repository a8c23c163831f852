"""`afterword pause`: leave sources alone."""

from __future__ import annotations

from archive.cli import console, options


def pause(names: options.Sources, *, archive: options.Archive) -> None:
    """Leave sources alone until `resume`.

    $ afterword pause quayside.example
    $ afterword pause harbours
    """
    from archive.cli.views import sources as views
    from archive.sources import sources
    from archive.store import Archive

    with Archive.open(archive, create=False) as opened, opened.transaction() as db:
        edited = sources.edit_named(db, names, {"paused": True})
    console.emit(views.edited(edited))
