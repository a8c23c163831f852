"""Pages in, threads out: the parser and the fetcher of Afterword. Knows nothing of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.errors import FetchError, ParseError, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.parse import parse
from scraper.thread import Article, Author, Channel, Comment, Thread
from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.fetch import Fetcher
    from scraper.visit import visit
    from scraper.visit.results import VisitResult

__all__ = [
    "Article",
    "Author",
    "Channel",
    "Code",
    "Comment",
    "FetchError",
    "Fetcher",
    "Incomplete",
    "ParseError",
    "ScraperError",
    "Thread",
    "VisitResult",
    "__version__",
    "parse",
    "visit",
]

_HOMES = {"Fetcher": "scraper.fetch", "VisitResult": "scraper.visit.results"}


def __getattr__(name: str) -> Any:
    """Import on first use (PEP 562): who parses loads no network module."""
    from importlib import import_module

    if name == "visit":
        return import_module("scraper.visit")  # the package is the function, too
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
