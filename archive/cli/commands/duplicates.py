"""`afterword duplicates`: republished articles."""

from __future__ import annotations

from archive.cli import console, options


def duplicates(*, as_json: options.Json = False, archive: options.Archive) -> None:
    """List republished articles in groups, with what differs between the copies.

    $ afterword duplicates
    $ afterword duplicates --json
    """
    from archive.cli.views import maintenance as views
    from archive.store import Archive

    with Archive.open(archive, read_only=True) as opened:
        if as_json:
            console.emit(views.groups_as_json(opened.duplicates()))
        else:
            console.emit_rendered(views.groups(opened.duplicates(), console.width()))
