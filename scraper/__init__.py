"""Pages in, threads out: the parser and the fetcher of Afterword. Knows nothing of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.errors import FetchError, ParseError, ScraperError
from scraper.parse import parse
from scraper.thread import Article, Author, Channel, Comment, Thread
from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.fetch import Fetcher

__all__ = [
    "Article",
    "Author",
    "Channel",
    "Comment",
    "FetchError",
    "Fetcher",
    "ParseError",
    "ScraperError",
    "Thread",
    "__version__",
    "parse",
]


def __getattr__(name: str) -> Any:
    """Import on first use (PEP 562): who parses loads no network module."""
    if name == "Fetcher":
        from scraper.fetch import Fetcher

        return Fetcher
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
