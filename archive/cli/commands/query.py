"""`afterword query`: SQL, read-only."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.cli import completion, console, options
from archive.export.tables import FORMATS


def query(
    asked: Annotated[
        str | None,
        typer.Argument(
            metavar="SQL|NAME",
            help="One SELECT, or the name of a query of the program.",
            autocompletion=completion.queries,
        ),
    ] = None,
    *,
    given: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A value for :NAME; may be repeated.")
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the queries of the program.")] = False,
    form: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}.", **options.choice(lambda: FORMATS)),
    ] = "table",
    no_guard: options.NoGuard = False,
    seconds: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.001, help="Give up the query after so long.")
    ] = 60.0,
    archive: options.Archive,
) -> None:
    """Ask the archive in SQL, or ask one of the questions that come with the program. Nothing can be written.

    Examples:
      afterword query "SELECT author, count(*) FROM conversations GROUP BY author"
      afterword query --list
    """
    from archive.export import tables
    from archive.query import named
    from archive.query import sql as reader

    width = console.table_width()
    if list_all:
        rows = ((each.name, each.told_parameters, each.description) for each in named.all_queries().values())
        console.emit(tables.lines(("name", "parameters", "tells"), rows, form, width=width, guard=not no_guard))
        return
    if asked is None:
        raise typer.BadParameter("give a SELECT or a name; --list shows the names", param_hint="SQL|NAME")
    text, bound = named.resolve(asked, _values(given or []))
    with reader.query(archive, text, bound, timeout=seconds) as result:
        console.emit(tables.lines(result.columns, result.rows, form, width=width, guard=not no_guard))


def _values(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name.isidentifier():
            raise typer.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--param")
        values[name] = value
    return values
