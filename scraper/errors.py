"""What can go wrong between a page and its thread.

Every message is one line that names the thing and the way out.
"""


class ScraperError(Exception):
    """Base of every error that the scraper raises on purpose."""


class ParseError(ScraperError):
    """The bytes cannot be read as a page."""


class PageTooLarge(ParseError):
    """More bytes than a page may have."""


class PageTooDeep(ParseError):
    """Elements nested deeper than a page may be."""


class TooManyAttributes(ParseError):
    """More attributes on one tag than a page may have."""


class NotAPage(ParseError):
    """Binary or empty bytes, or a feed where a page was asked for."""


class ParseTimeout(ParseError):
    """The parser did not finish in time, or the process it ran in died."""


class ParseOutOfMemory(ParseError):
    """The parser needs more memory for the page than a worker has."""


class RulesError(ScraperError):
    """A file of rules for sites that cannot be used: the message names the file, the key and the reason."""


class DocumentError(ScraperError):
    """A thread document that does not hold together: the message says which key."""


class DumpError(ScraperError):
    """Another system's dump that breaks off or is none: the message says where and why."""


class FetchError(ScraperError):
    """The page could not be had."""


class InvalidUrl(FetchError):
    """Not an address that HTTP could ask for."""


class BadFeed(FetchError):
    """Not a feed, or one that is not read for safety's sake."""


class Cancelled(FetchError):
    """The fetcher was told to stop before the page was there."""


class DeadlineExceeded(FetchError):
    """The request, or all those that one page took, were not done in their time."""


class TooManyPages(FetchError):
    """More pages of one host, or of all hosts together, than a fetcher gets in its life."""
