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
    "Article", "Author", "Channel", "Code", "Comment", "FetchError", "Fetcher", "Incomplete", "ParseError",
    "ScraperError", "Thread", "VisitResult", "__version__", "parse", "visit",
]  # fmt: skip

_HOMES = {"Fetcher": "scraper.fetch", "VisitResult": "scraper.visit.results", "visit": "scraper.visit"}


def __getattr__(name: str) -> Any:
    """Import on first use (PEP 562): who parses loads no network module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = import_module(_HOMES[name])
    return home if name == "visit" else getattr(home, name)  # the package is the function, too
