"""`afterword remove`: watch sources no more."""

from archive.cli import console, options


def remove(names: list[str] = options.SOURCES, *, archive: options.Archive = options.WRITING) -> None:
    """Watch sources no more; what the archive holds of them stays.

    $ afterword remove https://quayside.example/feed/
    $ afterword remove harbours
    """
    from archive.sources import sources

    with archive.transaction() as db:
        found = sources.remove_named(db, names)
    console.emit(f"removed  {source.url}" for source in found)
