"""`afterword import`: exports and dumps into the archive."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, VerboseOption


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Threads as `export` writes them (JSON), or another system's dump; also in a zip."
        ),
    ],
    base: Annotated[
        str | None, typer.Option("--base", metavar="URL", help="Address of the site, for dumps that tell paths only.")
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="TEXT", help="Of a zip, only files whose path has this in it.")
    ] = None,
    keep_private: Annotated[
        bool, typer.Option("--keep-private", help="Keep the e-mail and IP addresses that dumps hold.")
    ] = False,
    as_json: JsonOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell failures only.")] = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Take threads in: our own exports with their history, and dumps of Disqus, WordPress, Blogger and others."""
    from archive.cli import progress
    from archive.display import json_text, one_line
    from archive.imports import importer
    from archive.store import Archive

    wishes = importer.Wishes(base_address(base), only, keep_private)
    with console.reported(verbose=verbose):
        with progress.import_bar(quiet=quiet) as watcher:
            found = importer.Import(files, console.complain, wishes, watcher)
            with Archive.open(archive) as opened:
                done = found.into(opened)
        if as_json:
            console.emit([json_text(asdict(done))])
        elif not quiet:
            console.emit(map(one_line, importer.told(done)))
    if done.failed:
        raise typer.Exit(1)


def base_address(text: str | None) -> str | None:
    """The address that an option was given, as the folder that paths stand in. Wrong use when it is none."""
    from scraper.urls import absolute_url

    found = absolute_url(text, "")
    if text is not None and found is None:
        raise typer.BadParameter(f"{text!r} is no http(s) address", param_hint="--base")
    return found
