"""`afterword query`: SQL, read-only."""

from typing import Any

from archive.cli import completion, console, options
from archive.cli.options import argument, option
from archive.export.tables import FORMATS


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.isidentifier():
        raise ValueError(f"{text!r} is not NAME=VALUE")
    return name, value


def query(
    asked: str | None = argument(
        "SQL|NAME", "One SELECT, or the name of a query of the program.", complete=completion.queries, default=None
    ),
    *,
    given: list[Any] | None = option("--param NAME=VALUE", "A value for :NAME; may be repeated.", read=_pair),
    list_all: bool = option("--list", "List the queries of the program."),
    form: str = option("--format FORMAT", f"{', '.join(FORMATS)}.", choices=FORMATS, default="table"),
    no_guard: bool = options.NO_GUARD,
    seconds: float = option("--timeout SECONDS", "Give up the query after so long.", least=0.001, default=60.0),
    archive: options.Opening = options.OPENING,
) -> None:
    """Ask the archive in SQL, or ask one of the questions that come with the program. Nothing can be written.

    $ afterword query "SELECT author, count(*) FROM conversations GROUP BY author"
    $ afterword query --list
    """
    from archive.export import tables
    from archive.query import named
    from archive.query import sql as reader

    width = console.table_width()
    if list_all:
        queries = named.all_queries().values()
        rows = ((each.name, ", ".join(map(str, each.parameters)), each.description) for each in queries)
        console.emit(tables.lines(("name", "parameters", "tells"), rows, form, width=width, guard=not no_guard))
        return
    if asked is None:
        raise options.WrongUse("give a SELECT or a name; --list shows the names", param_hint="SQL|NAME")
    text, bound = named.resolve(asked, dict(given or []))
    with archive(read_only=True) as opened, reader.query(opened, text, bound, timeout=seconds) as result:
        console.emit(tables.lines(result.columns, result.rows, form, width=width, guard=not no_guard))
