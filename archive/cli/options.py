"""Options and arguments that many commands share. Those that are settings are made from the table of settings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast, get_args, get_type_hints

import typer

from archive.cli import completion, console
from archive.cli.settings import CHOICES, SETTINGS, one_of

if TYPE_CHECKING:
    from scraper.fetch import Policy

Command = TypeVar("Command", bound=Callable[..., Any])

FETCHING = "Fetching"
COMMON = "Common options"
"""Headings in the help of a command."""


def parsed(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A parser for typer. What `read` refuses with a ValueError is wrong use; what is no text is read already."""

    def parse(value: Any) -> Any:
        try:
            return read(value) if isinstance(value, str) else value
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None

    return parse


def choice(choices: Callable[[], Iterable[str]]) -> dict[str, Any]:
    """What makes typer take one of these words alone, and complete it. They are asked for when they are needed."""
    return {"parser": parsed(lambda word: one_of(choices(), word)), "autocompletion": lambda: list(choices())}


def setting(name: str, **more: Any) -> Any:
    """The option of a setting, with the setting's default."""
    known = SETTINGS[name]
    if name in CHOICES:
        more |= choice(lambda: CHOICES[name])
    elif known.kind not in ("path", "paths", "text"):
        more["parser"] = parsed(known.read)
    flag = f"--{name.replace('_', '-')}"
    return typer.Option(
        flag, metavar=known.unit, help=known.help, envvar=known.variable, default_factory=known.usual, **more
    )


def _repeated(flag: str, unit: str, help_text: str, completed: Any = None) -> Any:
    return typer.Option(flag, metavar=unit, help=f"{help_text}; may be repeated.", autocompletion=completed)


Archive = Annotated[Path, setting("archive", rich_help_panel=COMMON)]
Verbose = Annotated[bool, typer.Option("--verbose", help="Show where an error came from.", rich_help_panel=COMMON)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print failures only.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Print at once what is longer than the screen, too.")]
NoGuard = Annotated[bool, typer.Option("--no-guard", help="Leave CSV and TSV cells that begin a formula as they are.")]
Channels = Annotated[Any, setting("channels", autocompletion=completion.channels)]
KeepSnapshots = Annotated[Any, setting("keep_snapshots")]
Rules = Annotated[list[Path], setting("rules")]
Thread = Annotated[str, typer.Argument(metavar="URL|UID", help="Address of the article, or uid of its thread.")]
Threads = Annotated[list[str] | None, typer.Argument(metavar="[URL|UID]...", help="Which threads; all without.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="As it was then: 2026-11-21, 2026-11-21T18:30 (UTC).")
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Print so many at most; all without.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="TIME", help="From then on: 2026-11-21, 2026-11-21T18:30 (UTC).")
]
Site = Annotated[
    str | None, typer.Option("--site", metavar="HOST", help="On this site only.", autocompletion=completion.sites)
]
Label = Annotated[list[str] | None, _repeated("--label", "LABEL", "Only sources with this label", completion.labels)]
Author = Annotated[str | None, typer.Option("--author", metavar="NAME", help="By people with this in their name.")]
After = Annotated[str | None, typer.Option("--after", metavar="DATE", help="Articles from then on: 2012, 2012-12-04.")]
Before = Annotated[str | None, typer.Option("--before", metavar="DATE", help="Articles up to then, included.")]
PageUrl = Annotated[str | None, typer.Option("--url", metavar="URL", help="Address of a saved page that states none.")]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...", help="Address, home page, label, or uid of a source.", autocompletion=completion.labels
    ),
]


def remind_of_contact(policy: Policy, *, first: bool) -> None:
    """Say that nobody can reach the user: with the first source and the first run of an archive, not each time."""
    from scraper.fetch import default_user_agent

    if first and policy.user_agent == default_user_agent():
        console.note("no contact is set: site owners cannot reach you; `afterword config --init` asks for one")


def with_verbose(command: Command) -> Command:
    """The command with `--verbose`, unless it takes it itself."""
    return command if "verbose" in inspect.signature(command).parameters else _extended(command, {"verbose": Verbose})


def fetching(*names: str) -> Callable[[Command], Command]:
    """Give a command the options of these settings of the fetcher, and hand on what they say as one `policy`."""
    types: dict[str, type] = {"number": float, "count": int, "text": str}
    options = {
        name: _AllowPrivate if name == "allow_private" else
        _annotated[types[SETTINGS[name].kind], setting(name, rich_help_panel=FETCHING)]
        for name in names
    }  # fmt: skip
    return lambda command: _extended(command, options, "policy", _policy)


def watching(command: Command) -> Command:
    """Give a command the options that say how a source is watched, and hand on what was given as one `wish`."""
    return _extended(command, _WATCHING, "wish", _wish)


_annotated: Any = Annotated

_AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from addresses that are not public, too.", rich_help_panel=FETCHING),
]

_WATCHING: dict[str, object] = {
    "label": Annotated[list[str] | None, _repeated("--label", "LABEL", "A word to choose it by", completion.labels)],
    "include": Annotated[list[str] | None, _repeated("--include", "PATTERN", "Only addresses like *://*/2012/*")],
    "exclude": Annotated[list[str] | None, _repeated("--exclude", "PATTERN", "No addresses like this")],
    "source_rules": Annotated[list[Path] | None, _repeated("--rules", "FILE", "Read its pages by these rules (TOML)")],
    "source_delay": Annotated[
        float | None,
        typer.Option("--delay", metavar="SECONDS", help=SETTINGS["delay"].help, parser=parsed(SETTINGS["delay"].read)),
    ],
    "source_channels": Annotated[
        str | None,
        typer.Option("--channels", metavar="NAMES", help=SETTINGS["channels"].help, autocompletion=completion.channels),
    ],
}
"""Some bear other names than the settings, which hold for all sources: they are no defaults here."""


def _policy(context: typer.Context, given: dict[str, Any]) -> Policy:
    from scraper.fetch import Policy

    try:
        return Policy(**given, private_hosts=tuple(context.find_root().obj.get("allow_private", ())))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _wish(_: typer.Context, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, by the names of the fields of a source; an empty word clears a field."""
    from archive.run import parsers

    if given["source_channels"]:
        parsed(SETTINGS["channels"].read)(given["source_channels"])
    lists = {"labels": given["label"], "include": given["include"], "exclude": given["exclude"]}
    values = {"delay": given["source_delay"], "channels": given["source_channels"]}
    wish: dict[str, Any] = {name: tuple(filter(None, words)) for name, words in lists.items() if words is not None}
    wish |= {name: value or None for name, value in values.items() if value is not None}
    if given["source_rules"] is not None:
        wish["rules"] = parsers.readable(file for file in given["source_rules"] if file.name)
    return wish


def _extended(
    command: Command,
    options: Mapping[str, Any],
    argument: str = "",
    make: Callable[[typer.Context, dict[str, Any]], object] | None = None,
) -> Command:
    """The command with more options, as typer reads it; `make` turns their values into the argument that it takes."""
    own = {name: each for name, each in inspect.signature(command).parameters.items() if name != argument}
    stated = SimpleNamespace(__annotations__={name: each.annotation for name, each in own.items()})
    hints = {**get_type_hints(stated, command.__globals__, include_extras=True), **options, "context": typer.Context}

    @wraps(command)
    def run(context: typer.Context, **given: Any) -> Any:
        values = {name: given.pop(name) for name in options}
        given |= {} if make is None else {argument: make(context, values)}
        return command(**given, **({"context": context} if "context" in own else {}))

    defaults = {name: each.default for name, each in own.items()} | {
        name: _default(each) for name, each in options.items()
    }
    extended: Any = run
    extended.__annotations__ = hints
    extended.__signature__ = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name, _NONE), annotation=hint)
            for name, hint in hints.items()
        ]
    )
    return cast("Command", run)


_NONE = inspect.Parameter.empty


def _default(option: Any) -> Any:
    """What stands for an option that is not given; nothing where it says that itself."""
    base, stated = get_args(option)
    return _NONE if stated.default_factory else False if base is bool else None
