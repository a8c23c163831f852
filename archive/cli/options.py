"""Options and arguments that many commands share. Those that are settings are made from the table of settings.

Each is the default of a parameter of the command. A group of them becomes one argument.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from archive.cli import completion, console
from archive.cli.settings import SETTINGS, named, number, one_of
from archive.errors import InvalidValue

if TYPE_CHECKING:
    from archive.store import Archive as Archive
    from archive.store import KeepSnapshots as KeepSnapshots
    from scraper.channels.select import Choice as Choice
    from scraper.comments.systems import System
    from scraper.fetch import Policy as Policy

    Opening = Callable[..., Archive]
    Rules = Sequence[System]
else:
    Archive = Choice = KeepSnapshots = Opening = Policy = Rules = Any  # loaded only when a command is at work
Wish = dict[str, Any]

WrongUse = typer.BadParameter
"""Its message is told with the name of the command's help."""

FETCHING = "Fetching"
COMMON = "Common options"
"""Headings in the help of a command."""


def option(
    words: str,
    help_text: str,
    *,
    default: Any = None,
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
    unit = words.removeprefix(" ".join(flags)).strip() or None
    if choices:
        read, complete = lambda word: one_of(named(choices), word), lambda: list(named(choices))
    if least is not None:
        read = lambda word: number(word, "count" if isinstance(least, int) else "number", least)  # noqa: E731
    more |= {"parser": None if read is None else _parser(read), "autocompletion": complete}
    return typer.Option(default if unit else False, *flags, metavar=unit, help=help_text, **more)


def argument(unit: str, help_text: str, *, default: Any = ..., complete: Callable[..., list[str]] | None = None) -> Any:
    """An argument, by what it is. One without a default has to be there."""
    return typer.Argument(default, metavar=unit, help=help_text, autocompletion=complete)


def _parser(read: Callable[[str], Any] | str) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        try:
            return named(read)(value) if isinstance(value, str) else value  # a default is read already
        except (ValueError, InvalidValue) as error:
            raise WrongUse(str(error)) from None

    return parse


def setting(name: str, heading: str | None = None) -> Any:
    """The option of a setting, with the setting's default."""
    known = SETTINGS[name]
    return option(
        f"--{name.replace('_', '-')} {known.unit}",
        known.help,
        default=...,
        choices=known.choices,
        read=None if known.kind in ("path", "paths", "text") else known.read,
        complete=completion.channels if known.kind == "channels" else None,
        envvar=known.variable,
        default_factory=known.usual,
        rich_help_panel=heading,
    )


@dataclass(frozen=True)
class Group:
    """Options, each with its type, that `make` turns into one argument of the command."""

    options: dict[str, tuple[Any, Any]]
    make: Callable[[typer.Context, dict[str, Any]], Any]


def fetching(names: str) -> Any:
    """The options of the settings of these names, and `--allow-private`, as a Policy."""
    stated = {name: (str, setting(name, FETCHING)) for name in names.split()}
    return Group(stated | {"allow_private": (bool, _ALLOW_PRIVATE)}, _policy)


_ALLOW_PRIVATE = option("--allow-private", "Fetch from addresses that are not public, too.", rich_help_panel=FETCHING)


def _policy(context: typer.Context, given: dict[str, Any]) -> Policy:
    from scraper.fetch import Policy

    try:
        return Policy(**given, private_hosts=tuple(context.find_root().obj.get("allow_private", ())))
    except ValueError as error:
        raise WrongUse(str(error)) from None


def _wish(_: typer.Context, given: dict[str, Any]) -> Wish:
    """What was given, by the names of the fields of a source."""
    from archive.run import parsers

    wish = {name.removeprefix("its_"): value for name, value in given.items() if value is not None}
    if wish.get("channels"):
        _parser(SETTINGS["channels"].read)(wish["channels"])
    if "rules" in wish:
        wish["rules"] = parsers.readable(file for file in wish["rules"] if file.name)
    return {name: tuple(filter(None, value)) if isinstance(value, list) else value for name, value in wish.items()}


def _rules(_: typer.Context, given: dict[str, Any]) -> Rules:
    from archive.run import parsers

    return parsers.rules(given["rules"])


RULES: Any = Group({"rules": (list[Path], setting("rules"))}, _rules)
"""Rules for sites, as they were read."""

_CHANNELS, _DELAY = SETTINGS["channels"], SETTINGS["delay"]

WATCHING: Any = Group(
    {
        "its_labels": (
            list[str],
            option("--label LABEL", "A word to choose it by; may be repeated.", complete=completion.labels),
        ),
        "its_include": (list[str], option("--include PATTERN", "Only addresses like *://*/2012/*; may be repeated.")),
        "its_exclude": (list[str], option("--exclude PATTERN", "No addresses like this; may be repeated.")),
        "its_rules": (list[Path], option("--rules FILE", "Read its pages by these rules (TOML); may be repeated.")),
        "its_delay": (float, option("--delay SECONDS", _DELAY.help, read=_DELAY.read)),
        "its_channels": (str, option("--channels NAMES", _CHANNELS.help, complete=completion.channels)),
    },
    _wish,
)
"""How a source is watched: what was given, by the names of its fields. None of them is a setting for all sources."""

READING, WRITING, OPENING = (setting("archive", COMMON) for _ in range(3))
"""The archive: open to be read; open to be written, where there is one; what opens it as `Archive.open` does, for a
command that says itself how, or whether at all."""

VERBOSE = option("--verbose", "Show where an error came from.", rich_help_panel=COMMON)
JSON = option("--json", "Print JSON.")
QUIET = option("--quiet -q", "Print failures only.")
NO_PAGER = option("--no-pager", "Print at once what is longer than the screen, too.")
NO_GUARD = option("--no-guard", "Leave CSV and TSV cells that begin a formula as they are.")
THREADS = argument("[URL|UID]...", "Which threads; all without.", default=None)
SOURCES = argument("SOURCE...", "Address, home page, label, or uid of a source.", complete=completion.labels)
AS_OF = option("--as-of TIME", "As it was then: 2026-11-21, 2026-11-21T18:30 (UTC).", read="archive.times:moment")
LIMIT = option("--limit N", "Print so many at most; all without.", least=1)
SITE = option("--site HOST", "On this site only.", complete=completion.sites)
AFTER = option("--after DATE", "Articles from then on: 2012, 2012-12-04.")
BEFORE = option("--before DATE", "Articles up to then, included.")
PAGE_URL = option("--url URL", "Address of a saved page that states none.")


def prepared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command as typer reads it: groups as their options, `--verbose` added, the archive a path until it runs."""
    own = inspect.signature(command, eval_str=True).parameters
    groups = {name: each.default for name, each in own.items() if isinstance(each.default, Group)}
    shown: dict[str, tuple[Any, Any]] = {"context": (typer.Context, inspect.Parameter.empty)}
    for name, each in own.items():
        kind = Path if name == "archive" else each.annotation
        shown |= groups[name].options if name in groups else {name: (kind, each.default)}
    shown.setdefault("verbose", (bool, VERBOSE))

    @wraps(command)
    def run(context: typer.Context, **given: Any) -> Any:
        for name, group in groups.items():
            given[name] = group.make(context, {each: given.pop(each) for each in group.options})
        if "verbose" not in own:
            del given["verbose"]
        archive = own["archive"].default if "archive" in own else None
        if archive not in (READING, WRITING, OPENING):
            return command(**given)
        from archive.store import Archive

        opening = partial(Archive.open, given.pop("archive"))
        if archive is OPENING:
            return command(**given, archive=opening)
        with opening(read_only=True) if archive is READING else opening(create=False) as opened:
            return command(**given, archive=opened)

    extended: Any = run
    extended.__annotations__ = {}
    extended.__signature__ = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
            for name, (kind, default) in shown.items()
        ]
    )
    return run


def remind_of_contact(policy: Policy, *, first: bool) -> None:
    """Say that nobody can reach the user: with the first source and the first run of an archive, not each time."""
    from scraper.fetch import default_user_agent

    if first and policy.user_agent == default_user_agent():
        console.note("no contact is set: site owners cannot reach you; `afterword config --init` asks for one")
