"""How a fetcher behaves: politeness and limits, in one frozen record."""

from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scraper.errors import InvalidUrl
from scraper.urls import normalise
from scraper.version import __version__

MEBIBYTE = 1024 * 1024


def default_user_agent(contact: str | None = None) -> str:
    """`afterword/<version> (+<contact>)`; without a contact a description of the program."""
    return f"afterword/{__version__} (+{contact or 'archiver of public comment threads'})"


@dataclass(frozen=True, slots=True)
class Policy:
    """How a fetcher behaves.

    - `delay`: seconds between two requests to one host. A longer Crawl-delay in robots.txt is kept, up to
      `max_crawl_delay`; 0 is taken as the wish of whoever set it and switches both off.
    - `timeout`: seconds for one request as a whole, from connecting to the last byte; then the socket is closed.
    - `page_timeout`: seconds for all requests of one page together, its redirects and retries; waiting between them,
      and robots.txt, do not count.
    - `retries`: how often more a request is tried after the first time; `backoff` is the first wait in seconds, doubled
      each time, with jitter, and never over `max_retry_after`.
    - `max_retry_after`: seconds; a server that asks for more postpones its host (RetryLater).
    - `max_bytes`: of one body, decompressed. `max_redirects`: hops of one request.
    - `max_pages`: how many pages a fetcher gets in its life, which is a run; `max_host_pages`: from one host.
    - `user_agent`: sent as it is; its first word up to the slash is the name that robots.txt is read for.
    - `allow_private`: ask addresses that are not public, too; `private_hosts`: names or numbers of hosts that may be
      asked whatever their address is.
    """

    delay: float = 1.0
    timeout: float = 60.0
    page_timeout: float = 300.0
    retries: int = 2
    max_bytes: int = 20 * MEBIBYTE
    max_redirects: int = 10
    max_pages: int = 100_000
    max_host_pages: int = 20_000
    max_retry_after: float = 120.0
    max_crawl_delay: float = 60.0
    backoff: float = 1.0
    user_agent: str = field(default_factory=default_user_agent)
    allow_private: bool = False
    private_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("delay", "retries", "max_redirects", "max_retry_after", "max_crawl_delay", "backoff"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} must not be negative")
        for name in ("timeout", "page_timeout", "max_bytes", "max_pages", "max_host_pages"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be above zero")
        if not self.user_agent.isprintable() or not self.user_agent.isascii() or not self.user_agent.strip():
            raise ValueError("user_agent must be one line of ASCII text")
        object.__setattr__(self, "private_hosts", tuple(map(_host, self.private_hosts)))

    def may_be_private(self, url: str) -> bool:
        """Whether the host of a normalised address may be asked although its address is not public."""
        return self.allow_private or urlsplit(url).hostname in self.private_hosts

    def pause(self, crawl_delay: float | None, wished: float | None = None) -> float:
        """Seconds to leave between two requests to a host whose robots.txt asks for `crawl_delay`.

        `wished` is what the user set for this host alone.
        """
        delay = max(self.delay, wished or 0.0)
        if delay == 0 or crawl_delay is None:
            return delay
        return max(delay, min(crawl_delay, self.max_crawl_delay))


def _host(stated: str) -> str:
    """A host as in normalised addresses. ValueError when it is none."""
    bracketed = f"[{stated}]" if stated.count(":") > 1 and not stated.startswith("[") else stated
    with suppress(InvalidUrl):
        normal = normalise(f"http://{bracketed}/")
        host = urlsplit(normal).hostname or ""
        if "@" not in stated and normal in (f"http://{host}/", f"http://[{host}]/"):
            return host
    raise ValueError(f"{stated!r} is no host name, such as blog.intranet.example")
