"""Why a page could not be fetched: one class for each reason.

Every message is one line that begins with the address (without credentials) and names the way out.
"""

from scraper.errors import BadFeed as BadFeed
from scraper.errors import Cancelled as Cancelled
from scraper.errors import DeadlineExceeded as DeadlineExceeded
from scraper.errors import FetchError as FetchError
from scraper.errors import InvalidUrl as InvalidUrl
from scraper.errors import TooManyPages as TooManyPages


class SchemeRefused(FetchError):
    """Neither http nor https."""


class CredentialsRefused(FetchError):
    """A user name or password stands in the address."""


class AddressRefused(FetchError):
    """The address is not a public one."""


class RobotsRefused(FetchError):
    """The site's robots.txt disallows the page."""


class RobotsUnreachable(RobotsRefused):
    """robots.txt answers with a server error, which RFC 9309 (2.3.1.4) says to take as "everything disallowed"."""


class ConnectionFailed(FetchError):
    """No connection, or one that broke: tried again, unless it is known to be of no use."""


class NameNotFound(ConnectionFailed):
    """No name server knows the host: the address is misspelt, or the site has gone."""


class TlsFailed(ConnectionFailed):
    """No secure connection could be made."""


class Truncated(ConnectionFailed):
    """The connection ended before the body did: tried again."""


class HttpStatusError(FetchError):
    """The server answered with a status that brings no page; some are tried again. `status` is that
    status."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class RetryLater(HttpStatusError):
    """The server asks to come back at `not_before` (UTC, seconds since 1970), later than one run waits."""

    def __init__(self, message: str, status: int = 0, not_before: float = 0.0) -> None:
        super().__init__(message, status)
        self.not_before = not_before


class TooManyRedirects(FetchError):
    """More hops than allowed."""


class RedirectLoop(FetchError):
    """The address redirects to itself, by whatever way round."""


class HeaderTooLarge(FetchError):
    """More header lines, or longer ones, than any page has."""


class TooLarge(FetchError):
    """More bytes, decompressed, than allowed."""


class BadContentType(FetchError):
    """Neither HTML nor XML nor text."""


class BadEncoding(FetchError):
    """A Content-Encoding that cannot be undone."""
