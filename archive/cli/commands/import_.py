"""`afterword import`: exports and dumps into the archive."""

from pathlib import Path

from archive.cli import console, options
from archive.cli.options import argument, option


def _base(text: str) -> str:
    """The address as the folder that paths stand in. ValueError when it is none."""
    from scraper.urls import absolute_url

    if (found := absolute_url(text, "")) is None:
        raise ValueError(f"{text!r} is no http(s) address")
    return found


def import_(
    files: list[Path] = argument(
        "FILE...", "Threads as `export` writes them (JSON), or another system's dump; also in a zip."
    ),
    *,
    base: str | None = option("--base URL", "Address of the site, for dumps that hold only paths.", read=_base),
    only: str | None = option("--only PART", "Of a zip, only files with this in their path."),
    keep_private: bool = option("--keep-private", "Keep the e-mail and IP addresses that dumps hold."),
    as_json: bool = options.JSON,
    quiet: bool = options.QUIET,
    archive: options.Opening = options.OPENING,
) -> int:
    """Take threads in: exports of this program with their history, and dumps of Disqus, WordPress, Blogger and others.

    $ afterword import disqus-export.xml.gz
    $ afterword import wordpress.zip --base https://quayside.example/
    """
    from archive.cli import progress
    from archive.display import one_line
    from archive.imports import importer

    wishes = importer.Wishes(base, only, keep_private)
    with progress.bar(quiet=quiet) as bar:
        watcher = progress.ImportBar(bar) if bar else None
        found = importer.Import(files, console.complain, wishes, watcher)  # no archive is made where there is nothing
        with archive() as opened:
            done = found.into(opened)
    if as_json:
        console.emit_json([done])
    elif not quiet:
        console.emit(map(one_line, importer.summary(done)))
    return int(bool(done.failed))
