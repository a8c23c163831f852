"""`afterword query`: SQL, read-only."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import console
from archive.cli.options import DEFAULT_ARCHIVE, ArchiveOption, NoGuardOption, VerboseOption, one_of


def query(
    asked: Annotated[
        str | None,
        typer.Argument(metavar="SQL|NAME", help="One SELECT, or the name of a query that comes with the program."),
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A value for :NAME; may be repeated.")
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the queries that come with the program.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, csv, tsv, json, ndjson or markdown.")] = "table",
    no_guard: NoGuardOption = False,
    timeout: Annotated[float, typer.Option("--timeout", min=0.001, help="Seconds that it may take.")] = 60.0,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Ask the archive in SQL, or one of the questions that come with the program. Nothing can be written."""
    from archive.export import tables
    from archive.query import named
    from archive.query import sql as reader
    from archive.store import Archive

    one_of(tables.FORMATS, form, "--format")
    values = _values(given or [])
    with console.reported(verbose=verbose):
        width = console.table_width()
        if list_all:
            told = ((each.name, each.told_parameters, each.description) for each in named.all_queries().values())
            console.emit(tables.lines(("name", "parameters", "tells"), told, form, width=width, guard=not no_guard))
            return
        if asked is None:
            raise typer.BadParameter("give a SELECT or a name; --list shows the names", param_hint="SQL|NAME")
        text, bound = named.resolve(asked, values)
        with (
            Archive.open(archive, read_only=True) as opened,
            reader.query(opened, text, bound, timeout=timeout) as result,
        ):
            console.emit(tables.lines(result.columns, result.rows, form, width=width, guard=not no_guard))


def _values(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name.isidentifier():
            raise typer.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--param")
        values[name] = value
    return values
