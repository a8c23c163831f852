"""Options and arguments that many commands share. Those that are settings are made from the table of settings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar, cast, get_args, get_type_hints

import typer

from archive.cli import completion, console
from archive.cli.settings import CHOICES, SETTINGS, named, number, one_of
from archive.errors import InvalidValue

if TYPE_CHECKING:
    import archive.store
    import scraper.fetch

Command = TypeVar("Command", bound=Callable[..., Any])

FETCHING = "Fetching"
COMMON = "Common options"
"""Headings in the help of a command."""


def option(
    words: str,
    help_text: str,
    *,
    choices: Sequence[str] | str = (),
    read: Callable[[str], Any] | str | None = None,
    complete: Callable[..., list[str]] | None = None,
    least: float | None = None,
    **more: Any,
) -> Any:
    """An option, by its flags and, where it takes a value, what that is: `option("--output -o FILE", ...)`.

    `choices` are all words that it takes; `read` makes of a text what the command gets, with an error for what makes no
    sense. Either may be said by where it stands ("module:name"), which is imported when it is needed. `least` is the
    smallest of the numbers that it takes: of whole ones where it is one itself.
    """
    flags = [word for word in words.split() if word.startswith("-")]
    if choices:
        read, complete = lambda word: one_of(named(choices), word), lambda: list(named(choices))
    if least is not None:
        read = lambda word: number(word, "count" if isinstance(least, int) else "number", least)  # noqa: E731
    parser = None if read is None else _parser(read)
    unit = words.removeprefix(" ".join(flags)).strip() or None
    return typer.Option(*flags, metavar=unit, help=help_text, parser=parser, autocompletion=complete, **more)


def argument(unit: str, help_text: str, complete: Callable[..., list[str]] | None = None) -> Any:
    """An argument, by what it is."""
    return typer.Argument(metavar=unit, help=help_text, autocompletion=complete)


def _parser(read: Callable[[str], Any] | str) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        try:
            return named(read)(value) if isinstance(value, str) else value  # a default is read already
        except (ValueError, InvalidValue) as error:
            raise typer.BadParameter(str(error)) from None

    return parse


def setting(name: str, **more: Any) -> Any:
    """The option of a setting, with the setting's default."""
    known = SETTINGS[name]
    if known.kind not in ("path", "paths", "text"):
        more["read"] = known.read
    words = f"--{name.replace('_', '-')} {known.unit}"
    choices = CHOICES.get(name, ())
    return option(words, known.help, choices=choices, envvar=known.variable, default_factory=known.usual, **more)


Archive = Annotated[Path, setting("archive", rich_help_panel=COMMON)]
if TYPE_CHECKING:
    Reading: TypeAlias = archive.store.Archive
    Writing: TypeAlias = archive.store.Archive
    Policy: TypeAlias = scraper.fetch.Policy
else:
    Reading = Annotated[Archive, {"read_only": True}]  # the command gets the archive open (`prepared`)
    Writing = Annotated[Archive, {"create": False}]
    Policy = Any  # made of options (`fetching`)
Verbose = Annotated[bool, option("--verbose", "Show where an error came from.", rich_help_panel=COMMON)]
Json = Annotated[bool, option("--json", "Print JSON.")]
Quiet = Annotated[bool, option("--quiet -q", "Print failures only.")]
NoPager = Annotated[bool, option("--no-pager", "Print at once what is longer than the screen, too.")]
NoGuard = Annotated[bool, option("--no-guard", "Leave CSV and TSV cells that begin a formula as they are.")]
Channels = Annotated[Any, setting("channels", complete=completion.channels)]
KeepSnapshots = Annotated[Any, setting("keep_snapshots")]
Rules = Annotated[list[Path], setting("rules")]
Thread = Annotated[str, argument("URL|UID", "Address of the article, or uid of its thread.")]
Threads = Annotated[list[str] | None, argument("[URL|UID]...", "Which threads; all without.")]
AsOf = Annotated[
    str | None,
    option("--as-of TIME", "As it was then: 2026-11-21, 2026-11-21T18:30 (UTC).", read="archive.times:moment"),
]
Limit = Annotated[int | None, option("--limit N", "Print so many at most; all without.", least=1)]
Since = Annotated[
    str | None, option("--since TIME", "From then on: 2026-11-21, 2026-11-21T18:30 (UTC).", read="archive.times:begin")
]
Site = Annotated[str | None, option("--site HOST", "On this site only.", complete=completion.sites)]
Label = Annotated[
    list[str] | None,
    option("--label LABEL", "Only sources with this label; may be repeated.", complete=completion.labels),
]
Author = Annotated[str | None, option("--author NAME", "By people with this in their name.")]
After = Annotated[str | None, option("--after DATE", "Articles from then on: 2012, 2012-12-04.")]
Before = Annotated[str | None, option("--before DATE", "Articles up to then, included.")]
PageUrl = Annotated[str | None, option("--url URL", "Address of a saved page that states none.")]
Sources = Annotated[
    list[str], argument("SOURCE...", "Address, home page, label, or uid of a source.", complete=completion.labels)
]


def remind_of_contact(policy: Policy, *, first: bool) -> None:
    """Say that nobody can reach the user: with the first source and the first run of an archive, not each time."""
    from scraper.fetch import default_user_agent

    if first and policy.user_agent == default_user_agent():
        console.note("no contact is set: site owners cannot reach you; `afterword config --init` asks for one")


def prepared(command: Command) -> Command:
    """The command with `--verbose`, unless it takes it itself, and given its archive open where it asks for that."""
    takes_it = "verbose" in inspect.signature(command).parameters
    extended = command if takes_it else _extended(command, {"verbose": Verbose})
    _, _, *how = get_args(extended.__annotations__.get("archive")) or (None, None)
    if not how:
        return extended

    @wraps(extended)
    def run(archive: Path, **given: Any) -> Any:
        from archive.store import Archive

        with Archive.open(archive, **how[0]) as opened:
            return extended(archive=opened, **given)

    return cast("Command", run)


def fetching(*names: str) -> Callable[[Command], Command]:
    """Give a command the options of these settings, and `--allow-private`; what they say it gets as one `policy`."""
    options = {name: _annotated[str, setting(name, rich_help_panel=FETCHING)] for name in names}
    options["allow_private"] = _AllowPrivate
    return lambda command: _extended(command, options, "policy", _policy)


def watching(command: Command) -> Command:
    """Give a command the options that say how a source is watched, and hand on what was given as one `wish`."""
    return _extended(command, _WATCHING, "wish", _wish)


_annotated: Any = Annotated

_AllowPrivate = Annotated[
    bool, option("--allow-private", "Fetch from addresses that are not public, too.", rich_help_panel=FETCHING)
]

_WATCHING: dict[str, object] = {
    "label": Annotated[
        list[str] | None,
        option("--label LABEL", "A word to choose it by; may be repeated.", complete=completion.labels),
    ],
    "include": Annotated[
        list[str] | None, option("--include PATTERN", "Only addresses like *://*/2012/*; may be repeated.")
    ],
    "exclude": Annotated[list[str] | None, option("--exclude PATTERN", "No addresses like this; may be repeated.")],
    "source_rules": Annotated[
        list[Path] | None, option("--rules FILE", "Read its pages by these rules (TOML); may be repeated.")
    ],
    "source_delay": Annotated[
        float | None, option("--delay SECONDS", SETTINGS["delay"].help, read=SETTINGS["delay"].read)
    ],
    "source_channels": Annotated[
        str | None, option("--channels NAMES", SETTINGS["channels"].help, complete=completion.channels)
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
    """What was given, by the names of the fields of a source."""
    from archive.run import parsers

    if given["source_channels"]:
        _parser(SETTINGS["channels"].read)(given["source_channels"])
    lists = {"labels": given["label"], "include": given["include"], "exclude": given["exclude"]}
    values = {"delay": given["source_delay"], "channels": given["source_channels"]}
    wish: dict[str, Any] = {name: tuple(filter(None, words)) for name, words in lists.items() if words is not None}
    wish |= {name: value for name, value in values.items() if value is not None}
    if given["source_rules"] is not None:
        wish["rules"] = parsers.readable(file for file in given["source_rules"] if file.name)
    return wish


def _extended(
    command: Command,
    options: dict[str, Any],
    argument: str = "",
    make: Callable[[typer.Context, dict[str, Any]], object] | None = None,
) -> Command:
    """The command with more options, as typer reads it; `make` turns their values into the argument that it takes."""
    own = inspect.signature(command).parameters
    hints = get_type_hints(command, include_extras=True)
    hints = {name: hints[name] for name in own if name != argument} | options

    @wraps(command)
    def run(context: typer.Context, **given: Any) -> Any:
        values = {name: given.pop(name) for name in options}
        given |= {} if make is None else {argument: make(context, values)}
        return command(**given, **({"context": context} if "context" in own else {}))

    def parameter(name: str, hint: Any) -> inspect.Parameter:
        default = own[name].default if name in own else _default(hint)
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)

    extended: Any = run
    extended.__annotations__ = {**hints, "context": typer.Context}
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    shown = [parameter(name, hint) for name, hint in hints.items() if name != "context"]
    extended.__signature__ = inspect.Signature([*shown, context])
    return cast("Command", run)


def _default(option: Any) -> Any:
    """What stands for an option that is not given; nothing where it says that itself."""
    base, stated = get_args(option)
    return inspect.Parameter.empty if stated.default_factory else False if base is bool else None
