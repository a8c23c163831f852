"""What a visit brings: a page's thread, the news that nothing changed, a list of pages, or a failure."""

from dataclasses import dataclass

from scraper.discovery.archive_pages import ArchivePage
from scraper.discovery.feeds import Feed
from scraper.discovery.sitemaps import Sitemap
from scraper.thread import Thread
from scraper.visit.merge import merged
from scraper.visit.records import Part, Visit


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """What one channel gave of a thread: the page itself, or a service that was asked beside it.

    `visit` is None for files. `data` are the bytes that the thread was read from, those of further pages are in
    `visit.parts`. `seen_at` (UTC) is when the channel showed this.
    """

    thread: Thread
    visit: Visit | None = None
    data: bytes | None = None
    seen_at: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an address, or a channel of its thread, gave nothing."""

    url: str
    error: Exception
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class VisitResult:
    """The thread of an address, and all that it was made from.

    `page` is what the address gave, all comment pages together; `channels` what other channels gave, in the order of
    asking.
    """

    page: ChannelResult
    channels: tuple[ChannelResult | Failed, ...] = ()

    @property
    def thread(self) -> Thread:
        """One thread of the page and its channels: see scraper.visit.merge."""
        return merged([self.page.thread, *(each.thread for each in self.channels if isinstance(each, ChannelResult))])

    @property
    def visit(self) -> Visit | None:
        """The visit to the page; None for a file."""
        return self.page.visit

    @property
    def parts(self) -> tuple[Part, ...]:
        """The further comment pages of the page."""
        return self.page.visit.parts if self.page.visit is not None else ()

    @property
    def doubt(self) -> str | None:
        """Why what came is not the page that was asked for, where that is known: see scraper.visit.block_pages."""
        return self.page.visit.doubt if self.page.visit is not None else None

    @property
    def failures(self) -> tuple[Failed, ...]:
        """The channels that gave nothing."""
        return tuple(each for each in self.channels if isinstance(each, Failed))


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page and its further comment pages are as they were; what its channels give may have changed."""

    visit: Visit
    channels: tuple[ChannelResult | Failed, ...] = ()


@dataclass(frozen=True, slots=True)
class ListResult:
    """A list of pages: a feed, a sitemap, or a page of a blog's archive. `visit` is None for files."""

    listing: Feed | Sitemap | ArchivePage
    visit: Visit | None = None


Visited = VisitResult | Unchanged | ListResult | Failed
