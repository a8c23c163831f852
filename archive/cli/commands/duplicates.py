"""`afterword duplicates`: republished articles."""

from __future__ import annotations

from archive.cli import console, options


def duplicates(*, as_json: options.Json = False, archive: options.Archive) -> None:
    """List republished articles in groups, with what differs between the copies.

    $ afterword duplicates
    $ afterword duplicates --json
    """
    from archive.cli.views import maintenance as views
    from archive.copies.groups import groups
    from archive.db.connection import reading

    with reading(archive) as conn:
        if as_json:
            console.emit(views.groups_as_json(groups(conn)))
        else:
            console.emit_rendered(views.groups(groups(conn), console.width()))
