"""Scraping targets into an archive, as one run."""

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass

from archive.run import parsers
from archive.run.engine import Engine, recorded
from archive.run.frontier import Frontier
from archive.run.report import PageLine, Report, Summary
from archive.store import Archive
from scraper.channels.select import AUTO, Choice, choice_of
from scraper.comments.systems import System
from scraper.fetch import Fetcher
from scraper.visit.targets import Target, Unusable, expand
from scraper.visit.visitor import VisitRequest
from scraper.workers import Workers


def scrape(
    targets: Iterable[str | Target],
    archive: Archive,
    fetcher: Fetcher | None = None,
    workers: Workers | None = None,
    report: Report | Callable[[PageLine], object] | None = None,
    *,
    url: str | None = None,
    channels: str | Choice = AUTO,
    rules: Sequence[System] = (),
    words: Sequence[str] | None = None,
) -> Summary:
    """Scrape targets into an archive, as `afterword scrape` does; pages that a feed or a sitemap lists count, too.

    A target is an address, a saved page, a text dump, a folder or a list of such, or `-` for a list on standard input;
    or what `scraper.visit.targets.expand` made of it. `report` is called with the line of each page when it is done, or
    is a Report. Returns the figures of the run.

    `url` is the address of a saved page that states none. A saved page counts as seen when its file was last written:
    an old one must not make newer comments gone. `channels` says which to ask beside the pages, `rules` are site rules
    beside those of the archive's sources. Without a `fetcher` and `workers` the run makes its own; workers bring their
    own rules. `words` are noted as what was asked for, where that is not `targets`.

    Raises ArchiveError alone, and ValueError for channels that are none: what goes wrong with a page is told and costs
    that page. SIGINT and SIGTERM, where this runs in the main thread, end the run; what is finished is kept.
    """
    choice = choice_of(channels) if isinstance(channels, str) else channels
    given = [targets] if isinstance(targets, str) else list(targets)  # a word alone is no list of letters
    expanded = [*expand([each for each in given if isinstance(each, str)], sys.stdin)]
    expanded += [each for each in given if not isinstance(each, str)]
    with ExitStack() as stack:
        fetcher = fetcher or stack.enter_context(Fetcher())
        workers = workers or stack.enter_context(parsers.workers([*parsers.of_sources(archive), *rules]))
        lines = _Lines(report) if callable(report) else report or Report()
        engine = Engine(archive, fetcher, workers, lines, Frontier(), url=url, choice=choice)
        requests = (each if isinstance(each, Unusable) else VisitRequest(each) for each in expanded)
        asked = list(words) if words is not None else [str(each) for each in given]
        arguments = {"targets": asked, "url": url, "keep_snapshots": archive.keep_snapshots, "channels": choice}
        arguments |= asdict(fetcher.policy)
        return recorded(archive, "scrape", arguments, lambda run_id: engine.work(requests, run_id))


@dataclass(frozen=True, slots=True)
class _Lines(Report):
    """Hands each page's line to a function."""

    told: Callable[[PageLine], object]

    def page(self, line: PageLine) -> object:
        return self.told(line)


def tell_unusable(targets: Sequence[Target], report: Report) -> Summary:
    """Tell of targets that cannot be scraped; no archive is needed for that."""
    summary = Summary()
    for target in targets:
        if isinstance(target, Unusable):
            summary.add(PageLine.unusable(target))
            report.page(PageLine.unusable(target))
    return summary
