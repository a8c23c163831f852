"""Pages in, threads out: the parser and the fetcher of Afterword. Knows nothing of the archive."""

from scraper.errors import FetchError, ParseError, ScraperError
from scraper.fetch import Fetcher
from scraper.parse import parse
from scraper.thread import Article, Author, Channel, Comment, Thread

__version__ = "0.1.0"

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
    "parse",
]
