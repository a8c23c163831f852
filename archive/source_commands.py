"""The commands about what is watched: parse arguments, call, print. No logic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archive import console
from archive.options import (
    DEFAULT_ARCHIVE,
    AllowPrivateOption,
    ArchiveOption,
    ChannelsOption,
    JsonOption,
    TimeoutOption,
    UserAgentOption,
    VerboseOption,
    channels_of,
)

if TYPE_CHECKING:
    from typer import Typer

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
NamesArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Address, home page, label, or uid of a source.")
]


def add(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET...",
            help="Home page, feed, sitemap or page; list of these, - for one on stdin; OPML or JSON file of sources.",
        ),
    ],
    label: LabelsOption = None,
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    delay: SourceDelayOption = None,
    rules: SourceRulesOption = None,
    channels: ChannelsOption = None,
    page: Annotated[bool, typer.Option("--page", help="Watch the page itself, not the blog it belongs to.")] = False,
    backfill: Annotated[
        bool,
        typer.Option(
            "--backfill", help="Also read the whole blog: by sitemaps, older pages of its feed, or its archive."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be watched.")] = False,
    timeout: TimeoutOption = None,
    user_agent: UserAgentOption = None,
    allow_private: AllowPrivateOption = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Watch blogs and pages: find what each address is, show it, and let every run visit it."""
    from archive import scraping, teaching, watching

    policy = scraping.checked_policy(timeout=timeout, user_agent=user_agent, allow_private=allow_private)
    channels_of(channels)
    with console.reported(verbose=verbose):
        wish = watching.Wish(
            tuple(label or ()),
            tuple(include or ()),
            tuple(exclude or ()),
            delay,
            teaching.readable(rules or ()),
            channels,
            single=page,
            backfill=backfill,
        )
        code = watching.add(targets, archive, policy, wish, dry_run=dry_run, as_json=as_json)
    if code:
        raise typer.Exit(code)


def sources(
    label: Annotated[list[str] | None, typer.Option("--label", help="With this label only; may be repeated.")] = None,
    opml: Annotated[bool, typer.Option("--opml", help="Print OPML, for feed readers and for `add`.")] = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """List what is watched."""
    from archive import source_listing
    from archive.connect import reading

    if opml and as_json:
        raise typer.BadParameter("--opml and --json exclude each other")
    with console.reported(verbose=verbose), reading(archive) as conn:
        form = "opml" if opml else "json" if as_json else "table"
        console.emit(source_listing.lines(conn, label or (), form, console.table_width()))


def remove(
    names: NamesArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Watch sources no more; what the archive holds of them stays."""
    from archive import source_listing

    with console.reported(verbose=verbose):
        console.emit(source_listing.remove(archive, names))


def pause(
    names: NamesArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Leave sources alone until `resume`."""
    from archive import source_listing

    with console.reported(verbose=verbose):
        console.emit(source_listing.edit(archive, names, {"paused": True}))


def resume(
    names: NamesArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Visit paused sources again."""
    from archive import source_listing

    with console.reported(verbose=verbose):
        console.emit(source_listing.edit(archive, names, {"paused": False}))


def edit(
    names: NamesArgument,
    title: Annotated[str | None, typer.Option("--title", help="What to call it.")] = None,
    label: LabelsOption = None,
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    delay: SourceDelayOption = None,
    rules: SourceRulesOption = None,
    channels: ChannelsOption = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Change how sources are watched. What is given replaces what was; an empty word ("") clears it."""
    from archive import source_listing, teaching

    lists = {"labels": label, "include": include, "exclude": exclude}
    values: dict[str, object] = {
        name: tuple(word for word in words if word) for name, words in lists.items() if words is not None
    }
    values |= {} if title is None else {"title": title or None}
    values |= {} if delay is None else {"delay": delay or None}
    if channels is not None:
        channels_of(channels)
        values["channels"] = channels or None
    if not values and rules is None:
        raise typer.BadParameter("nothing to change; name an option")
    with console.reported(verbose=verbose):
        if rules is not None:
            values["rules"] = teaching.readable(file for file in rules if file.name)
        console.emit(source_listing.edit(archive, names, values))


def add_to(app: Typer) -> None:
    """Make these commands part of the application."""
    for command in (add, sources, remove, pause, resume, edit):
        app.command()(command)
