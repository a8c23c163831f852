"""`afterword sources`, `remove`, `pause`, `resume` and `edit`: what is watched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive.cli import console
from archive.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveOption,
    ChannelsOption,
    ExcludeOption,
    IncludeOption,
    JsonOption,
    LabelsOption,
    SourceDelayOption,
    SourceRulesOption,
    VerboseOption,
    channels_of,
)
from archive.cli.views.sources import row
from archive.sources import sources as sources_sources
from archive.store import Archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

NamesArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Address, home page, label, or uid of a source.")
]


def sources(
    label: Annotated[list[str] | None, typer.Option("--label", help="With this label only; may be repeated.")] = None,
    opml: Annotated[bool, typer.Option("--opml", help="Print OPML, for feed readers and for `add`.")] = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """List what is watched."""
    from archive.cli.views import sources as source_listing

    if opml and as_json:
        raise typer.BadParameter("--opml and --json exclude each other")
    with console.reported(verbose=verbose), Archive.open(archive, read_only=True) as opened:
        form = "opml" if opml else "json" if as_json else "table"
        console.emit(source_listing.lines(opened.conn, label or (), form, console.table_width()))


def remove(
    names: NamesArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Watch sources no more; what the archive holds of them stays."""

    with console.reported(verbose=verbose):
        console.emit(remove_sources(archive, names))


def pause(
    names: NamesArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Leave sources alone until `resume`."""

    with console.reported(verbose=verbose):
        console.emit(edit_sources(archive, names, {"paused": True}))


def resume(
    names: NamesArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Visit paused sources again."""

    with console.reported(verbose=verbose):
        console.emit(edit_sources(archive, names, {"paused": False}))


def edit(
    names: NamesArgument,
    title: Annotated[str | None, typer.Option("--title", help="What to call it.")] = None,
    label: LabelsOption = None,
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    delay: SourceDelayOption = None,
    rules: SourceRulesOption = None,
    channels: ChannelsOption = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Change how sources are watched. What is given replaces what was; an empty word ("") clears it."""
    from archive.run import parsers

    lists = {"labels": label, "include": include, "exclude": exclude}
    values: dict[str, object] = {
        name: tuple(word for word in words if word) for name, words in lists.items() if words is not None
    }
    values |= {} if title is None else {"title": title or None}
    values |= {} if delay is None else {"delay": delay or None}
    if channels is not None:
        channels_of(channels)
        values["channels"] = channels or None
    if not values and rules is None:
        raise typer.BadParameter("nothing to change; name an option")
    with console.reported(verbose=verbose):
        if rules is not None:
            values["rules"] = parsers.readable(file for file in rules if file.name)
        console.emit(edit_sources(archive, names, values))


def remove_sources(path: Path, names: Iterable[str]) -> Iterator[str]:
    """Remove sources; a line for each. NotFound, and nothing is removed, when a word means none."""
    with Archive.open(path, create=False) as archive, archive.transaction() as db:
        found = sources_sources.chosen(db.conn, names)
        for source in found:
            sources_sources.remove(db, source)
    yield from (f"removed  {source.url}" for source in found)


def edit_sources(path: Path, names: Iterable[str], values: Mapping[str, Any]) -> Iterator[str]:
    """Change sources; a line for each. NotFound, and nothing is changed, when a word means none."""
    with Archive.open(path, create=False) as archive, archive.transaction() as db:
        edited = [replace(source, **values) for source in sources_sources.chosen(db.conn, names)]
        for source in edited:
            sources_sources.update(db, source)
    rows = [row(source, None, None) for source in edited]
    yield from ("  ".join(str(cell) for cell in row if cell not in (None, "")) for row in rows)
