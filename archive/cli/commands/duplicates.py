"""`afterword duplicates`: republished articles."""

from archive.cli import console, options


def duplicates(*, as_json: bool = options.JSON, archive: options.Archive = options.READING) -> None:
    """List republished articles in groups, with what differs between the copies.

    $ afterword duplicates
    $ afterword duplicates --json
    """
    from archive.cli.views import maintenance as views

    found = archive.duplicates()
    console.show(found, views.groups(found, console.width()), as_json=as_json)
