"""An address to its complete thread: `scraper.visit(url)`."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.comments.systems import System
    from scraper.fetch import Fetcher
    from scraper.visit.results import VisitResult
    from scraper.workers import Workers


def visit(
    url: str,
    fetcher: Fetcher | None = None,
    *,
    channels: str | None = None,
    rules: Sequence[System] = (),
    workers: Workers | None = None,
) -> VisitResult:
    """Fetch the complete thread of an address: the page, its further comment pages, and its channels.

    `fetcher` keeps the pauses between requests, and may serve many visits; without one this visit makes one and closes
    it. `channels` says which services to ask beside the page (auto, page, all, or names parted by commas): auto asks
    where the page lacks comments or their dates, until one shows the complete thread. `rules` as for scraper.parse.
    `workers` read pages within limits of time and memory, as is wise for many pages of strangers; without them they are
    read in this process.

    Raises a ScraperError when the page cannot be fetched or read, NotAPage also for a feed or a sitemap of many pages;
    ValueError for channels that are none. A channel that gives nothing raises nothing: see VisitResult.failures.
    """
    from contextlib import ExitStack

    from scraper.channels.select import choice_of
    from scraper.errors import NotAPage
    from scraper.fetch import Fetcher
    from scraper.urls import shown
    from scraper.visit.results import Failed, VisitResult
    from scraper.visit.targets import WebPage
    from scraper.visit.visitor import Visitor, VisitRequest
    from scraper.workers import Parsers

    choice = choice_of(channels)
    with ExitStack() as stack:
        fetcher = fetcher or stack.enter_context(Fetcher())
        result = Visitor(fetcher, workers or Parsers(rules), choice=choice).visit(VisitRequest(WebPage(url)))
    if isinstance(result, Failed):
        raise result.error
    if not isinstance(result, VisitResult):
        raise NotAPage(f"{shown(url)}: a list of pages; `archive.scrape` follows what it lists")
    return result


class _Package(ModuleType):
    """Makes the package callable ("Customizing module attribute access" in the Python Language Reference)."""

    __call__ = staticmethod(visit)


sys.modules[__name__].__class__ = _Package
