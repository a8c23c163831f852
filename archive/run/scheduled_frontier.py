"""What a scheduled run does, and in which order: lists first, then the pages that are due, by urgency.

A source's pages wait for its feed, which may spare the visit or bring it forward; the sources do not wait for each
other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlite_utils import Database

from archive.errors import translated
from archive.run.frontier import MOST_LISTS, Frontier
from archive.run.report import PageLine
from archive.run.scheduled_report import Traffic
from archive.sources import due_pages, intervals
from archive.sources.due_pages import Hinted
from archive.sources.hosts import Hosts
from archive.sources.sources import Source
from archive.store import Archive
from scraper.channels.select import choice_of
from scraper.discovery.archive_pages import ArchivePage, within
from scraper.discovery.feeds import Feed
from scraper.discovery.find import older_page
from scraper.discovery.sitemaps import Sitemap
from scraper.fetch import Clock
from scraper.times import utc
from scraper.urls import normal_url, origin
from scraper.visit.results import Failed, ListResult, Visited
from scraper.visit.targets import Unusable, WebPage, web_page
from scraper.visit.visitor import VisitRequest, host_of


class ScheduledFrontier(Frontier):
    """The frontier of one scheduled run.

    It ends `budget` seconds after it began or after `max_pages` pages (None: no such end): what is then under way is
    finished, the rest stays due.
    """

    keeps_lists = True

    def __init__(
        self,
        archive: Archive,
        sources: Sequence[Source],
        clock: Clock,
        limits: intervals.Limits,
        *,
        budget: float | None = None,
        max_pages: int | None = None,
    ) -> None:
        self._archive, self._clock, self._limits = archive, clock, limits
        self._sources = {source.id: source for source in sources}
        self._ends = clock.time() + budget if budget is not None else None
        self._pages_left = max_pages
        self._awaited: dict[int, int] = {}  # lists under way, by source
        self._asked: set[WebPage] = set()  # lists
        self._feeds: dict[str, str] = {}  # of comments, by the address of their page
        with translated(archive.path):
            self.hosts = Hosts(archive.db)
        with archive.transaction() as db:
            due_pages.watch_all(db, sources, utc(clock.time()))
        self.new_failures: list[str] = []
        self.traffic = Traffic()

    def begin(self) -> Iterator[VisitRequest]:
        """What to start with."""
        now = self._clock.time()
        with translated(self._archive.path):
            lists = {key: due_pages.due_lists(self._archive.db, each, utc(now)) for key, each in self._sources.items()}
        for key, urls in lists.items():
            self._awaited[key] = len(urls)
            first = VisitRequest(WebPage(self._sources[key].url), due_pages.RANK_LIST, source=key)
            older = replace(first, depth=1, may_be_missing=True)
            for url, kind in urls:
                self._asked.add(WebPage(url))
                yield replace(first if WebPage(url) == first.target else older, target=WebPage(url), kind=kind)
            if not urls:
                yield from self._pages(key)

    def _pages(self, key: int) -> list[VisitRequest]:
        source = self._sources[key]
        with translated(self._archive.path):
            found = due_pages.due_pages(self._archive.db, source, self._clock.time())
        choice = choice_of(source.channels) if source.channels else None
        page = VisitRequest(WebPage(""), from_feed=True, kind="page", source=key, channels=choice)
        feeds = self._feeds
        return [replace(page, target=WebPage(url), rank=rank, comments_feed=feeds.get(url)) for url, rank in found]

    def may_start(self, request: VisitRequest) -> bool:
        now = self._clock.time()
        is_over = self._ends is not None and now >= self._ends
        if is_over or (request.host is not None and self.hosts.is_left_alone(request.host, now)):
            return False
        if request.kind == "page" and self._pages_left is not None:
            self._pages_left -= 1
            return self._pages_left >= 0
        return True

    def listed(self, request: VisitRequest, listing: Feed | Sitemap | ArchivePage) -> Iterable[VisitRequest | Unusable]:
        assert isinstance(request.target, WebPage)
        url, source, now = request.target.url, self._sources[request.source], self._clock.time()
        with self._archive.transaction() as db:
            if isinstance(listing, Feed):
                further = self._feed(db, request, url, source, listing, now)
            elif isinstance(listing, ArchivePage):
                further = self._archive_page(db, request, url, source, listing, now)
            else:
                tells = not request.may_be_missing
                hints = (f"modified {page.modified}" if page.modified and tells else None for page in listing.pages)
                pages = [Hinted(page.url, None, hint) for page, hint in zip(listing.pages, hints, strict=True)]
                due_pages.listed(db, source, pages, now, self._limits, complete=False)
                return self._nested(db, request, listing.sitemaps) if request.depth + 1 < MOST_LISTS else ()
            return [self._next(request, each) for each in further]

    def _feed(self, db: Database, request: VisitRequest, url: str, source: Source, feed: Feed, now: float) -> list[str]:
        """Note the entries; returns the feed's next older page, if there is one to read."""
        self._feeds |= {normal_url(each.url): each.comments_feed for each in feed.entries if each.comments_feed}
        own = request.depth == 0  # what an older page of a feed says of its entries' comments, nobody asks for again
        entries = [Hinted(entry.url, entry.published, entry.hint if own else None) for entry in feed.entries]
        new = due_pages.listed(db, source, entries, now, self._limits, complete=own)
        # A feed that takes no notice of the page asked for lists the same ones for ever.
        older = older_page(feed, url) if new and not own else None
        return [older] if older and due_pages.add_history(db, source, older, "feed", utc(now)) else []

    def _archive_page(
        self, db: Database, request: VisitRequest, url: str, source: Source, page: ArchivePage, now: float
    ) -> list[str]:
        """The further pages of a blog's archive, as far as they are of the blog that is watched."""
        folder = source.url if source.kind == "archive" else source.home or f"{origin(url)}/"
        pages, lists = ([each for each in named if within(each, folder)] for named in (page.pages, page.lists))
        due_pages.listed(db, source, map(Hinted, pages), now, self._limits, complete=False)
        # What the page that is watched itself leads to is history, which a person may not want.
        return due_pages.add_archive_pages(db, source, url, pages, lists, utc(now)) if request.may_be_missing else []

    def _nested(self, db: Database, request: VisitRequest, urls: Iterable[str]) -> list[VisitRequest]:
        """The sitemaps that an index lists, each once in a run: the source's pages wait for them all."""
        source, at = self._sources[request.source], utc(self._clock.time())
        further: list[VisitRequest] = []
        for target in map(web_page, urls):
            if isinstance(target, Unusable) or target in self._asked:
                continue
            if request.may_be_missing:
                due_pages.add_history(db, source, target.url, "sitemap", at)
            else:
                due_pages.keep_nested(db, source, target.url, at)
            further.append(self._next(request, target.url))
        return further

    def _next(self, request: VisitRequest, url: str) -> VisitRequest:
        """One more list of the same source, which the source's pages wait for."""
        self._asked.add(WebPage(url))
        self._awaited[request.source] += 1
        return replace(request, target=WebPage(url), depth=request.depth + 1)

    def done(self, request: VisitRequest, result: Visited, line: PageLine) -> Iterable[VisitRequest]:
        assert isinstance(request.target, WebPage)
        url, source, now = request.target.url, self._sources[request.source], self._clock.time()
        was_failing = self.hosts.was_failing(host_of(url))
        self.hosts.note(host_of(url), result, now)
        self.traffic.add(request, result)
        is_page, once, ok = request.kind == "page", request.may_be_missing, not line.failed
        is_index = source.kind == "sitemap" and request.depth == 0 and not is_page
        was_read = isinstance(result, ListResult) and isinstance(result.listing, Sitemap)
        nested: list[VisitRequest] = []
        with self._archive.transaction() as db:
            failures = due_pages.settle(db, source, url, now, self._limits, page=is_page, once=once, ok=ok)
            if is_index and not was_read and not isinstance(result, Failed):
                nested = self._nested(db, request, due_pages.nested(db, source))
        if line.failed and not was_failing and failures <= 1:
            self.new_failures.append(line.error or line.url)
        return [*nested, *self.dropped(request)]

    def dropped(self, request: VisitRequest) -> Iterable[VisitRequest]:
        """The pages of a source whose lists have all been asked for, or cannot be now."""
        if request.kind == "page":
            return ()
        self._awaited[request.source] -= 1
        return self._pages(request.source) if not self._awaited[request.source] else ()

    def end(self) -> None:
        """Keep what was learnt of hosts."""
        with self._archive.transaction() as db:
            self.hosts.save(db)

    @property
    def left(self) -> int:
        """How many pages are due and were not visited."""
        now = self._clock.time()
        with translated(self._archive.path):
            return sum(len(due_pages.due_pages(self._archive.db, each, now)) for each in self._sources.values())
