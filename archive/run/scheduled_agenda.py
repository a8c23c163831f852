"""What a scheduled run does, and in which order: lists first, then the pages that are due, by urgency.

A source's pages wait for its feed, which may spare the visit or bring it forward; the sources do not wait for each
other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.run.agenda import MOST_LISTS, Agenda
from archive.run.scheduled_report import Traffic
from archive.sources import due_pages, hosts, intervals
from archive.sources.due_pages import Hinted
from scraper.channels.select import choice_of
from scraper.discovery.archive_pages import within
from scraper.discovery.find import older_page
from scraper.times import utc
from scraper.urls import normal_url, origin
from scraper.visit.targets import Unusable, WebPage, web_page
from scraper.visit.visitor import Brought, Job, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.run.report import PageLine
    from archive.sources.sources import Source
    from archive.store import Archive
    from scraper.discovery.archive_pages import ArchivePage
    from scraper.fetch import Clock
    from scraper.visit.visitor import Failed


class Scheduled(Agenda):
    """The agenda of one scheduled run.

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
        with archive.transaction() as db:
            self.hosts = hosts.load(db)
            due_pages.watch_all(db, sources, utc(clock.time()))
        self._robots = dict(self.hosts.robots)
        self.new_failures: list[str] = []
        self.traffic = Traffic()

    def begin(self) -> Iterator[Job]:
        """What to start with."""
        now = self._clock.time()
        with self._archive.transaction() as db:
            due_now = {key: due_pages.due_lists(db, source, utc(now)) for key, source in self._sources.items()}
        for key, urls in due_now.items():
            self._awaited[key] = len(urls)
            for url, kind in urls:
                self._asked.add(WebPage(url))
                own = url == self._sources[key].url
                yield Job(
                    WebPage(url), due_pages.RANK_LIST, depth=int(not own), kind=kind, source=key, may_be_missing=not own
                )
            if not urls:
                yield from self._pages(key)

    def _pages(self, key: int) -> list[Job]:
        with self._archive.transaction() as db:
            found = due_pages.due_pages(db, self._sources[key], self._clock.time())
        named = self._sources[key].channels
        like = Job(WebPage(""), from_feed=True, kind="page", source=key, channels=choice_of(named) if named else None)
        return [
            replace(like, target=WebPage(page.url), rank=page.rank, comments_feed=self._feeds.get(page.url))
            for page in found
        ]

    def may_start(self, job: Job) -> bool:
        now = self._clock.time()
        if self._ends is not None and now >= self._ends:
            return False
        if job.host is not None and self.hosts.is_left_alone(job.host, now):
            return False
        if job.kind == "page" and self._pages_left is not None:
            if self._pages_left <= 0:
                return False
            self._pages_left -= 1
        return True

    def listed(self, job: Job, brought: Brought) -> Iterable[Job | Unusable]:
        assert isinstance(job.target, WebPage)
        source = self._sources[job.source]
        now = self._clock.time()
        if brought.archive_page is not None:
            yield from self._archived(job, job.target.url, source, brought.archive_page)
            return
        if brought.feed is not None:
            self._feeds |= {
                normal_url(each.url): each.comments_feed for each in brought.feed.entries if each.comments_feed
            }
            own = job.depth == 0  # what an older page of a feed says of its entries' comments, nobody asks for again
            entries = [
                Hinted(entry.url, entry.published, entry.hint if own else None) for entry in brought.feed.entries
            ]
            with self._archive.transaction() as db:
                new = due_pages.listed(db, source, entries, now, self._limits, whole=own)
                # A feed that takes no notice of the page asked for lists the same ones for ever.
                further = older_page(brought.feed, job.target.url) if new and not own else None
                goes_on = further is not None and due_pages.add_history(db, source, further, "feed", utc(now))
            if further is not None and goes_on:
                self._asked.add(WebPage(further))
                self._awaited[job.source] += 1
                yield replace(job, target=WebPage(further), depth=job.depth + 1)
            return
        assert brought.sitemap is not None
        tells = not job.may_be_missing
        modified = [
            Hinted(page.url, None, f"modified {page.modified}" if page.modified and tells else None)
            for page in brought.sitemap.pages
        ]
        with self._archive.transaction() as db:
            due_pages.listed(db, source, modified, now, self._limits, whole=False)
        if job.depth + 1 < MOST_LISTS:
            yield from self._nested(job, brought.sitemap.sitemaps)

    def _archived(self, job: Job, url: str, source: Source, page: ArchivePage) -> Iterator[Job]:
        """The further pages of a blog's archive, as far as they are of the blog that is watched."""
        now = self._clock.time()
        folder = source.url if source.kind == "archive" else source.home or f"{origin(url)}/"
        pages, lists = ([each for each in named if within(each, folder)] for named in (page.pages, page.lists))
        with self._archive.transaction() as db:
            due_pages.listed(db, source, map(Hinted, pages), now, self._limits, whole=False)
            # The page that is watched is asked for again and again: what it leads to is history, if that is wanted.
            further = due_pages.add_archive_pages(db, source, url, pages, lists, utc(now)) if job.may_be_missing else ()
        for each in further:
            self._asked.add(WebPage(each))
            self._awaited[job.source] += 1
            yield replace(job, target=WebPage(each), depth=job.depth + 1)

    def _nested(self, job: Job, urls: Iterable[str]) -> Iterator[Job]:
        """The sitemaps that an index lists, each once in a run: the source's pages wait for them all."""
        for url in urls:
            target = web_page(url)
            if isinstance(target, Unusable) or target in self._asked:
                continue
            self._asked.add(target)
            self._awaited[job.source] += 1
            source, at = self._sources[job.source], utc(self._clock.time())
            with self._archive.transaction() as db:
                if job.may_be_missing:
                    due_pages.add_history(db, source, target.url, "sitemap", at)
                else:
                    due_pages.keep_nested(db, source, target.url, at)
            yield replace(job, target=target, depth=job.depth + 1)

    def done(self, job: Job, result: Brought | Failed, line: PageLine) -> Iterable[Job]:
        now = self._clock.time()
        if isinstance(job.target, WebPage):
            was_failing = self.hosts.was_failing(job.host or "")
            self.hosts.note(host_of(job.target.url), result, now)
            with self._archive.transaction() as db:
                if job.kind == "page":
                    due_pages.visited(db, job.target.url, now, self._limits, ok=not line.failed)
                elif job.target.url == self._sources[job.source].url:
                    due_pages.polled(db, self._sources[job.source], job.target.url, now, self._limits)
                elif job.may_be_missing:
                    due_pages.walked(db, job.target.url, now, self._limits, ok=not line.failed)
                failures = due_pages.failures(db, job.target.url)
            if line.failed and not was_failing and failures <= 1:
                self.new_failures.append(line.error or line.url)
        self.traffic.add(job, result)
        if job.kind == "page":
            return ()
        nested: list[Job] = []
        is_as_it_was = isinstance(result, Brought) and result.sitemap is None
        if is_as_it_was and job.depth == 0 and self._sources[job.source].kind == "sitemap":
            with self._archive.transaction() as db:
                known = due_pages.nested(db, self._sources[job.source])
            nested = list(self._nested(job, known))
        return [*nested, *self._list_settled(job)]

    def dropped(self, job: Job) -> Iterable[Job]:
        return () if job.kind == "page" else self._list_settled(job)

    def _list_settled(self, job: Job) -> list[Job]:
        """The pages of a source whose lists have all been asked for, or cannot be now."""
        self._awaited[job.source] -= 1
        return self._pages(job.source) if not self._awaited[job.source] else []

    def end(self) -> None:
        """Keep what was learnt of hosts."""
        with self._archive.transaction() as db:
            hosts.save(db, self.hosts, self._robots)

    @property
    def left(self) -> int:
        """How many pages are due and were not visited."""
        now = self._clock.time()
        with self._archive.transaction() as db:
            return sum(len(due_pages.due_pages(db, source, now)) for source in self._sources.values())
