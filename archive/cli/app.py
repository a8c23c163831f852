"""The `afterword` command: its commands by group, its help, and what becomes of wrong use."""

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import chain
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from archive.cli import console, settings
from archive.cli.options import COMMON, FETCHING, option, prepared

COMMANDS = {
    "Collect": ("scrape", "import", "inspect"),
    "Read": ("list", "show", "search", "stats", "changes", "duplicates", "query"),
    "Watch": ("add", "sources", "edit", "pause", "resume", "remove", "run", "runs", "schedule"),
    "Exchange": ("export", "merge"),
    "Look after": ("check", "backup", "compact", "reparse", "split", "forget", "config"),
}
"""The commands by group, in the order in which the help shows them. Each is a module of that name in `commands`."""


class Command(TyperCommand):
    """A command that ends its help with examples, and turns whatever goes wrong into one line and an exit code.

    The examples are the lines of the function's docstring that begin with a prompt. What it returns is the exit code.
    """

    def __init__(self, *arguments: Any, help: str | None = None, **more: Any) -> None:  # noqa: A002 its name in click
        text, *examples = (help or "").split("\n$ ")
        super().__init__(*arguments, help=text, **more)
        self.examples = [line.strip() for line in examples]

    def invoke(self, ctx: Any) -> Any:
        with console.reported(verbose=bool(ctx.params.get("verbose"))):
            return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        arguments = [str(each.metavar) for each in self.get_params(ctx) if each.param_type_name == "argument"]
        return [*arguments, "[OPTIONS]"]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        _write_options(self.get_params(ctx), formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 click hands it on
        with formatter.section("Examples"):
            for line in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Group(TyperGroup):
    """All commands: by group in the help. Wrong use is one line that names the help."""

    def main(self, *arguments: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run a command and exit with the code that it returned; with 2, after one line, where its use was wrong."""
        try:
            code: Any = super().main(*arguments, **{**more, "standalone_mode": False})
        except _CLICK_ERROR as error:
            way_out = "" if error.ctx is None else f"; see `{error.ctx.command_path} --help`"
            console.complain(error.format_message().rstrip(".") + way_out)
            code = error.exit_code
        except typer.Abort:
            console.complain("aborted; nothing was changed")
            code = 1
        if standalone_mode:
            sys.exit(code or 0)
        return code

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["--help"])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for heading, names in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(200)) for name in names])
        _write_options(self.get_params(ctx), formatter)


_CLICK_ERROR: Any = typer.BadParameter.__mro__[1]
"""UsageError. In which module it stands depends on the version of typer."""


def _write_options(params: Iterable[Any], formatter: Any) -> None:
    """Arguments and options below their headings, each with what it takes, its default and its variable."""
    sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": [], FETCHING: [], COMMON: []}
    for each in params:
        if each.param_type_name == "argument":
            sections["Arguments"].append((each.metavar, each.help))
        else:
            panel = getattr(each, "rich_help_panel", None) or (COMMON if each.name == "help" else "Options")
            sections[panel].append(_record(each))
    for heading, records in sections.items():
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)


def _record(each: Any) -> tuple[str, str]:
    facts = [f"default: {text}"] if (text := settings.default_text(each.default)) else []
    facts += [f"environment: {each.envvar}"] if each.envvar else []
    names = ", ".join(sorted(each.opts, key=len, reverse=True))
    takes = names if each.is_flag else f"{names} {each.metavar}"
    return takes, f"{each.help}  [{'; '.join(facts)}]" if facts else each.help


app = typer.Typer(
    name="afterword",
    help="Archive what readers said after the article: blog pages in, comment threads out, kept in one SQLite file.",
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"afterword {version('afterword')}")
        raise typer.Exit


_VERSION = option("--version", "Print the version.", callback=_print_version, is_eager=True)


@app.callback()
def _root(context: typer.Context, version: bool = _VERSION) -> None:  # noqa: ARG001 its callback does it
    if context.invoked_subcommand != "config":  # which says itself what is wrong with them, or makes a new file
        with console.reported(verbose=False):
            context.obj = stated = settings.load()
            settings.lend_keys(stated, os.environ)
            context.default_map = dict.fromkeys(chain(*COMMANDS.values()), settings.defaults(stated))


for _name in chain(*COMMANDS.values()):
    _module = f"{_name}_" if _name in ("import", "list") else _name  # a word of Python, and a name that it has itself
    _function = getattr(import_module(f"archive.cli.commands.{_module}"), _module)
    app.command(_name, cls=Command)(prepared(_function))
