"""Scraping targets into an archive, as one run."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, get_args

from archive.errors import ArchiveError
from archive.run import parsers
from archive.run.engine import scrape
from archive.run.report import PageLine, Summary
from archive.store import Archive, KeepSnapshots
from scraper.channels.select import Choice
from scraper.fetch import Fetcher, Policy
from scraper.visit.targets import Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archive.run.report import Report
    from scraper.comments.systems import System
    from scraper.visit.targets import Target

KEEP_SNAPSHOTS = get_args(KeepSnapshots)


def scrape_into(
    targets: Sequence[Target],
    path: Path,
    policy: Policy,
    output: Report,
    words: Sequence[str],
    url: str | None,
    keep_snapshots: KeepSnapshots,
    rules: Sequence[System],
    choice: Choice,
) -> Summary:
    with (
        Archive.open(path, keep_snapshots=keep_snapshots) as archive,
        parsers.workers([*parsers.of_sources(archive), *rules]) as workers,
        Fetcher(policy) as fetcher,
    ):
        arguments = {"targets": list(words), "url": url, "keep_snapshots": keep_snapshots, "channels": choice}
        run_id = archive.start_run("scrape", {**arguments, **asdict(policy)})
        try:
            summary = scrape(targets, archive, fetcher, workers, output, url=url, run_id=run_id, choice=choice)
        except BaseException as error:
            with suppress(ArchiveError):  # it may be the archive that failed
                archive.finish_run(run_id, outcome="failed", report={"error": f"{type(error).__name__}: {error}"})
            raise
        archive.finish_run(run_id, outcome=summary.outcome, report=summary.as_dict())
        return summary


def tell_unusable(targets: Sequence[Target], output: Report) -> Summary:
    summary = Summary()
    for target in targets:
        if isinstance(target, Unusable):
            line = PageLine(target.what, "failed", error=target.why, error_class="Unusable")
            summary.add(line)
            output.page(line)
    return summary
