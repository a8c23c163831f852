"""`afterword scrape`: pages with their threads into the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, cast

import typer
import typer.core

from archive.cli import console
from archive.cli.options import (
    DEFAULT_ARCHIVE,
    AllowPrivateOption,
    ArchiveOption,
    ChannelsOption,
    DelayOption,
    JsonOption,
    KeepSnapshotsOption,
    MaxBytesOption,
    MaxHostPagesOption,
    MaxPagesOption,
    RetriesOption,
    RulesOption,
    TimeoutOption,
    UserAgentOption,
    VerboseOption,
    channels_of,
    one_of,
)
from archive.cli.progress import open_output
from archive.run import scrape as scraping
from archive.store import Archive, KeepSnapshots
from scraper.channels.select import AUTO, Choice
from scraper.fetch import Fetcher
from scraper.visit.targets import Unusable, expand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archive.cli.progress import Form
    from scraper.comments.systems import System
    from scraper.fetch import Policy


def scrape(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET...",
            help="Address of a page, feed, sitemap; saved page, folder, text dump; list of these, - for one on stdin.",
        ),
    ],
    url: Annotated[str | None, typer.Option("--url", help="Address of a saved page that states none.")] = None,
    channels: ChannelsOption = None,
    delay: DelayOption = None,
    timeout: TimeoutOption = None,
    retries: RetriesOption = None,
    max_bytes: MaxBytesOption = None,
    max_pages: MaxPagesOption = None,
    max_host_pages: MaxHostPagesOption = None,
    user_agent: UserAgentOption = None,
    allow_private: AllowPrivateOption = False,
    keep_snapshots: KeepSnapshotsOption = None,
    rules: RulesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell failures only.")] = False,
    as_json: JsonOption = False,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    verbose: VerboseOption = False,
) -> None:
    """Scrape pages with their threads into the archive; what is there already is brought up to date."""
    from archive.cli import options, progress
    from archive.run import parsers

    keep = one_of(scraping.KEEP_SNAPSHOTS, keep_snapshots, "--keep-snapshots") or "changed"
    if url is not None and len(targets) > 1:
        raise typer.BadParameter("one address can belong to one target only", param_hint="--url")
    policy = options.checked_policy(
        delay=delay,
        timeout=timeout,
        retries=retries,
        max_bytes=max_bytes,
        max_pages=max_pages,
        max_host_pages=max_host_pages,
        user_agent=user_agent,
        allow_private=allow_private,
    )
    with console.reported(verbose=verbose):
        form = progress.Form(quiet=quiet, as_json=as_json, verbose=verbose)
        told = parsers.rules(rules)
        choice = channels_of(channels)
        code = scrape_words(targets, archive, policy, form, url=url, keep_snapshots=keep, rules=told, choice=choice)
    if code:
        raise typer.Exit(code)


def scrape_words(
    words: Sequence[str],
    archive: Path,
    policy: Policy,
    form: Form,
    *,
    url: str | None = None,
    keep_snapshots: str = "changed",
    rules: Sequence[System] = (),
    choice: Choice = AUTO,
) -> int:
    """Scrape what the words stand for; returns the exit code. Raises ArchiveError.

    One line for each page goes to standard output, the figures to standard error; with `quiet` only failures are
    told, on standard error. `keep_snapshots` is one of KEEP_SNAPSHOTS, `choice` says which channels to ask.
    """
    targets = list(expand(words, sys.stdin))
    with open_output(form) as output:
        if all(isinstance(target, Unusable) for target in targets):
            summary = scraping.tell_unusable(targets, output)  # nothing to archive: make no file
        else:
            keep = cast("KeepSnapshots", keep_snapshots)
            with Archive.open(archive, keep_snapshots=keep) as opened, Fetcher(policy) as fetcher:
                summary = scraping.scrape(
                    targets, opened, fetcher, None, output, url=url, channels=choice, rules=rules, words=words
                )
    if not form.quiet:
        sys.stderr.write(summary.as_text() + "\n")
    return summary.exit_code
