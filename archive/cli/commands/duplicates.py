"""`afterword duplicates`: republished articles."""

from __future__ import annotations

from archive.cli import console, options


def duplicates(*, as_json: options.Json = False, archive: options.Reading) -> None:
    """List republished articles in groups, with what differs between the copies.

    $ afterword duplicates
    $ afterword duplicates --json
    """
    from archive.cli.views import maintenance as views

    if as_json:
        console.emit_json(archive.duplicates())
    else:
        console.emit_rendered(views.groups(archive.duplicates(), console.width()))
