"""The `afterword` command: parse arguments, call, print. No logic."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer
import typer.core

from archive.cli import console
from archive.cli.commands import (
    add,
    backup,
    changes,
    check,
    compact,
    config,
    duplicates,
    export,
    forget,
    import_,
    inspect,
    merge,
    query,
    reparse,
    run,
    runs,
    schedule,
    scrape,
    search,
    show,
    sources,
    split,
    stats,
)
from archive.cli.commands import list as list_

if TYPE_CHECKING:
    from collections.abc import Callable


app = typer.Typer(
    name="afterword",
    help="Archive what readers said after the article: blog pages in, comment threads out, kept in one SQLite file.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Entry point of the `afterword` command."""
    console.prepare()
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"afterword {version('afterword')}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 its callback does it
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    from archive.cli import settings

    if context.invoked_subcommand != "config" and isinstance(context.command, typer.core.TyperGroup):
        with console.reported(verbose=False):
            stated = settings.load()
            settings.lend_keys(stated, os.environ)
            context.default_map = settings.defaults(context.command.commands, stated)


COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "Collect": {"scrape": scrape.scrape, "import": import_.import_files, "inspect": inspect.inspect},
    "Read": {
        "list": list_.list_threads,
        "show": show.show,
        "search": search.search,
        "stats": stats.stats,
        "changes": changes.changes,
        "duplicates": duplicates.duplicates,
        "query": query.query,
    },
    "Watch": {
        "add": add.add,
        "sources": sources.sources,
        "edit": sources.edit,
        "pause": sources.pause,
        "resume": sources.resume,
        "remove": sources.remove,
        "run": run.run,
        "runs": runs.runs,
        "schedule": schedule.schedule,
    },
    "Exchange": {"export": export.export, "merge": merge.merge},
    "Look after": {
        "check": check.check,
        "backup": backup.backup,
        "compact": compact.compact,
        "reparse": reparse.reparse,
        "split": split.split,
        "forget": forget.forget,
        "config": config.config,
    },
}
"""The commands by group, in the order in which the help shows them."""

for _group, _commands in COMMANDS.items():
    for _name, _command in _commands.items():
        app.command(_name, rich_help_panel=_group)(_command)
