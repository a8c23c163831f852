"""Options and arguments that many commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive.cli import settings
from scraper.fetch import Policy

if TYPE_CHECKING:
    from scraper.channels.select import Choice

NoPagerOption = Annotated[bool, typer.Option("--no-pager", help="Print at once, also what is longer than the screen.")]

LabelsOption = Annotated[list[str] | None, typer.Option("--label", help="A word to choose it by; may be repeated.")]

IncludeOption = Annotated[
    list[str] | None, typer.Option("--include", metavar="PATTERN", help="Only addresses like this: *://*/2012/*")
]

ExcludeOption = Annotated[
    list[str] | None, typer.Option("--exclude", metavar="PATTERN", help="No addresses like this; * is any letters.")
]

SourceDelayOption = Annotated[
    float | None, typer.Option("--delay", min=0, help="Seconds between two requests to its host.")
]

SourceRulesOption = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FILE", help="Read its pages by these rules (TOML); repeatable.")
]

ArchiveOption = Annotated[
    Path, typer.Option("--archive", envvar="AFTERWORD_ARCHIVE", help="The archive.", show_default=True)
]

VerboseOption = Annotated[bool, typer.Option("--verbose", help="Show where an error came from.")]

RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="FILE", envvar="AFTERWORD_RULES", help="Rules for sites (TOML); may be repeated."),
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]

ThreadArgument = Annotated[str, typer.Argument(metavar="URL|UID", help="Address of the article, or uid of its thread.")]

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="As it stood then: 2026-11-21 (its end), 2026-11-21T18:30 (UTC)."),
]

SiteOption = Annotated[str | None, typer.Option("--site", metavar="HOST", help="On this site only.")]

AfterOption = Annotated[
    str | None, typer.Option("--after", metavar="DATE", help="Articles from then on: 2012, 2012-12-04.")
]

BeforeOption = Annotated[str | None, typer.Option("--before", metavar="DATE", help="Articles up to then, included.")]

NoGuardOption = Annotated[
    bool, typer.Option("--no-guard", help="Write CSV and TSV cells as they are, also those that begin a formula.")
]

DEFAULT_ARCHIVE = Path("afterword.db")

DelayOption = Annotated[
    float | None, typer.Option("--delay", min=0, help="Seconds between two requests to a host. [1]")
]

TimeoutOption = Annotated[
    float | None, typer.Option("--timeout", min=0.001, help="Seconds that a request may take. [60]")
]

RetriesOption = Annotated[int | None, typer.Option("--retries", min=0, help="How often a request is tried again. [2]")]

MaxBytesOption = Annotated[int | None, typer.Option("--max-bytes", min=1, help="Size of the largest page. [20971520]")]

MaxPagesOption = Annotated[int | None, typer.Option("--max-pages", min=1, help="Pages that one run asks for. [100000]")]

MaxHostPagesOption = Annotated[
    int | None, typer.Option("--max-host-pages", min=1, help="Pages that one run asks of one host. [20000]")
]

ChannelsOption = Annotated[
    str | None,
    typer.Option(
        "--channels", metavar="WHICH", help="Ways to a thread beside its page: auto, page, all, NAMES. [auto]"
    ),
]

UserAgentOption = Annotated[str | None, typer.Option("--user-agent", help="Who asks; say how to reach you.")]

AllowPrivateOption = Annotated[bool, typer.Option("--allow-private", help="Ask addresses that are not public.")]

KeepSnapshotsOption = Annotated[
    str | None, typer.Option("--keep-snapshots", help="Pages to keep as they came: all, changed or none. [changed]")
]


def length_of_time(text: str | None, option: str) -> float | None:
    """The seconds that an option's words stand for. Wrong use when they stand for none."""
    from archive.times import duration

    try:
        return None if text is None else duration(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def channels_of(text: str | None) -> Choice:
    """The channels that an option names. Wrong use when one is none."""
    from scraper.channels.select import choice_of

    try:
        return choice_of(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--channels") from None


def one_of(choices: Sequence[str], text: str | None, option: str) -> str | None:
    """The word that an option was given. Wrong use when it is none of the choices."""
    if text is not None and text not in choices:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(choices)}", param_hint=option)
    return text


def checked_policy(**given: Any) -> Policy:
    """The fetcher's policy with what is given (not None), and the hosts that the file of settings lets be private.

    Wrong use when it makes no sense; ArchiveError when the file does not.
    """
    import typer

    hosts = settings.load().get("allow_private", ())
    try:
        return Policy(**{name: value for name, value in given.items() if value is not None}, private_hosts=tuple(hosts))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
