"""`afterword split`: undo a wrong join."""

from archive.cli import console, options
from archive.cli.options import argument


def split(
    url: str = argument("URL", "The address that is another article's."), *, archive: options.Archive = options.WRITING
) -> None:
    """Undo a wrong join: make what came by one address an article of its own.

    $ afterword split https://quayside.example/2013/01/another-lighthouse
    $ afterword split quayside.example/print/17 --archive harbour.db
    """

    console.emit([f"{archive.split(url)}  {url}"])
