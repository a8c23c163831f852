"""`afterword add`: watch blogs and pages."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archive.cli import console
from archive.cli.options import (
    DEFAULT_ARCHIVE,
    AllowPrivateOption,
    ArchiveOption,
    ChannelsOption,
    ExcludeOption,
    IncludeOption,
    JsonOption,
    LabelsOption,
    SourceDelayOption,
    SourceRulesOption,
    TimeoutOption,
    UserAgentOption,
    VerboseOption,
    channels_of,
)
from archive.display import json_text, one_line
from archive.sources import due_pages, sources
from archive.sources.find import SHOWN, UNITS, find_sources, with_wish
from archive.store import Archive
from scraper.fetch import Fetcher
from scraper.times import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.sources.find import Found, Wish
    from scraper.fetch import Policy


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
    from archive.cli import options
    from archive.run import parsers
    from archive.sources import find

    policy = options.checked_policy(timeout=timeout, user_agent=user_agent, allow_private=allow_private)
    channels_of(channels)
    with console.reported(verbose=verbose):
        wish = find.Wish(
            tuple(label or ()),
            tuple(include or ()),
            tuple(exclude or ()),
            delay,
            parsers.readable(rules or ()),
            channels,
            single=page,
            backfill=backfill,
        )
        code = watch(targets, archive, policy, wish, dry_run=dry_run, as_json=as_json)
    if code:
        raise typer.Exit(code)


def watch(words: Sequence[str], path: Path, policy: Policy, wish: Wish, *, dry_run: bool, as_json: bool) -> int:
    """Watch what the words stand for; returns the exit code: 1 when one could not be had. Raises ArchiveError.

    A word is an address, a file that lists such, an OPML or JSON file of sources, or `-` for a list on standard
    input. One line for each source goes to standard output.
    """
    failed = False
    with ExitStack() as stack:
        fetcher = stack.enter_context(Fetcher(policy))
        archive: Archive | None = None
        for found in find_sources(words, fetcher, wish):
            if isinstance(found, str):
                failed = True
                console.complain(found)
                continue
            source, is_new = with_wish(found.source, wish), True
            if not dry_run:
                archive = archive or stack.enter_context(Archive.open(path))
                with archive.transaction() as db:
                    source, is_new = sources.add(db, source, now())
                    for kind, url in found.history:
                        due_pages.add_history(db, source, url, kind, now())
            _tell(replace(found, source=source), is_new=is_new, as_json=as_json)
    return int(failed)


def _tell(found: Found, *, is_new: bool, as_json: bool) -> None:
    source = found.source
    if as_json:
        console.emit([json_text({**source.as_dict(), "listed": found.listed, "note": found.note, "new": is_new})])
        return
    parts = [f"“{source.title}”"] if source.title else []
    if found.listed is not None:
        parts.append(f"lists {found.listed:,} {UNITS[source.kind][found.listed != 1]}")
    parts += [f"and older pages by {url}" for _, url in found.history[:SHOWN]]
    parts += [f"and by {len(found.history) - SHOWN:,} more lists"] if len(found.history) > SHOWN else []
    parts += [f"[{', '.join(source.labels)}]"] if source.labels else []
    parts += [found.note] if found.note else []
    parts += [] if is_new else ["watched already"]
    console.emit([f"{source.kind:<7}  {one_line(source.url)}  {one_line(', '.join(parts))}".rstrip()])
