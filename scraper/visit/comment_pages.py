"""Pagination: one thread of all its comment pages.

Comments come and go while pages are fetched. A thread that moved is looked at again, a few times; what then still does
not fit together is told as incomplete, and an incomplete visit marks nothing as gone.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from scraper.comments.completeness.pagination import Pages, merge, own_number, page_number, shows_nothing_new
from scraper.errors import Cancelled, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.text import squeeze
from scraper.thread import Thread
from scraper.urls import normal_url
from scraper.visit.records import Part, Visit

MOST_PAGES = 200
"""Comment pages of one thread: at fifty comments a page, ten thousand comments."""

SEEN_BY_VISIT_ONLY = (Code.TOO_MANY_PAGES, Code.PAGE_FAILED, Code.MOVED)
"""Reasons that no bytes of a visit's pages show: they are known from the visit itself."""

ROUNDS = 3
"""How often a thread that moves meanwhile is fetched."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page as it was fetched and read."""

    visit: Visit
    thread: Thread
    data: bytes


def collect(first: ReadPage, get: Callable[[str], ReadPage]) -> ReadPage:
    """Fetch the further comment pages of a thread with `get`, and make one thread of them all.

    Returns the page asked for, as it was fetched last, with that thread; the others are the parts of its visit. What
    cannot be fetched makes the thread incomplete; only Cancelled is raised.
    """
    if not first.thread.pages:
        return first
    pages = _Fetched(first, get)
    for _ in range(ROUNDS):
        pages.fill()
        thread = pages.merged()
        if pages.failed is not None or not pages.others or not pages.has_moved(thread):
            break
    parts = tuple(Part(page.visit, page.data) for page in pages.others.values())
    return ReadPage(replace(pages.first.visit, parts=parts), pages.merged(), pages.first.data)


@dataclass(slots=True)
class _Fetched:
    """The pages that were fetched so far."""

    first: ReadPage
    get: Callable[[str], ReadPage]
    others: dict[str, ReadPage] = field(default_factory=dict)
    failed: Incomplete | None = None
    before: int = 0

    def fill(self) -> None:
        """Fetch every page that is linked and was not fetched yet. One that shows nothing new leads no further."""
        own = {normal_url(url) for url in (self.first.visit.url, self.first.thread.url)}
        number = own_number(self.first.thread.pages)
        waiting = deque(self.first.thread.pages)
        met: set[str] = set()
        while waiting:
            url = normal_url(waiting.popleft())
            if url in met or url in own or (number is not None and page_number(url) == number):
                continue
            met.add(url)
            page = self.others.get(url)
            if page is None:
                if len(self.others) >= MOST_PAGES:
                    self.failed = Incomplete(Code.TOO_MANY_PAGES, str(MOST_PAGES))
                    return
                page = self._fetch(url)
                if page is None:
                    continue
                fetched = [self.first.thread, *(other.thread for other in self.others.values())]
                self.others[url] = page
                if shows_nothing_new(page.thread, fetched):
                    continue
            waiting.extend(page.thread.pages)

    def merged(self) -> Thread:
        """One thread of what was fetched."""
        others = {url: page.thread for url, page in self.others.items()}
        return merge(Pages(self.first.thread, others, self.failed, self.before))

    def has_moved(self, thread: Thread) -> bool:
        """Whether the first page, fetched once more, is another one now: then that one takes its place.

        Asked only where it matters: pages whose counts agree with what was read tell enough.
        """
        if thread.complete and thread.declared_count is not None:
            return False
        again = self._fetch(self.first.visit.url)
        if again is None:
            return False
        before, now = ((page.thread.comments, page.thread.declared_count) for page in (self.first, again))
        self.first, self.before = again, len(self.others)
        return before != now

    def _fetch(self, url: str) -> ReadPage | None:
        try:
            return self.get(url)
        except Cancelled:
            raise
        except (ScraperError, RecursionError, MemoryError) as error:
            self.failed = Incomplete(Code.PAGE_FAILED, squeeze(str(error)))
            return None
