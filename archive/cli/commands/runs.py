"""`afterword runs`: past runs."""

from archive.cli import console, options
from archive.cli.options import argument, option


def runs(
    words: list[str] | None = argument("[show N]", "The report of one run; of the last: show last.", default=None),
    *,
    limit: int = option("--limit N", "Print so many at most.", least=1, default=20),
    as_json: bool = options.JSON,
    archive: options.Opening = options.OPENING,
) -> None:
    """List the runs, the newest first; `runs show N` prints the report of one.

    $ afterword runs --limit 5
    $ afterword runs show last
    """
    from archive.cli.views import runs as views
    from archive.query.runs import run

    which = _shown(words) if words else None
    with archive(read_only=True) as opened:
        found = opened.runs(limit) if which is None else [run(opened.conn, None if which == "last" else int(which))]
    if as_json:
        console.emit_json(found, indent=None if which is None else 2)
    elif which is None:
        console.emit(views.lines(found, console.table_width()))
    else:
        console.emit(views.one(found[0]))


def _shown(words: list[str]) -> str:
    """Which run `show N` and `show last` mean. Wrong use otherwise."""
    if len(words) != 2 or words[0] != "show" or not (words[1].isdecimal() or words[1] == "last"):
        raise options.WrongUse("either nothing, or: show N, show last", param_hint="[show N]")
    if words[1].strip("0") == "":
        raise options.WrongUse("runs are numbered from 1; the last one is: show last", param_hint="[show N]")
    return words[1]
