"""Jobs: one target on its way, what it brought, and how it is had and read. Runs in threads; touches no archive."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scraper.channels import ask, select
from scraper.channels.session import Web
from scraper.discovery.sitemaps import GZIP, inflated
from scraper.errors import NotAPage, ScraperError
from scraper.fetch import errors as fetch_errors
from scraper.page.sniff import kind_of
from scraper.thread import Thread
from scraper.times import utc
from scraper.urls import origin, shown
from scraper.visit import block_pages, saved_page
from scraper.visit.comment_pages import ReadPage, collect
from scraper.visit.records import Part, Visit
from scraper.visit.targets import SavedPage, WebPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scraper.channels.ask import Asked
    from scraper.channels.select import Choice
    from scraper.channels.session import Heard
    from scraper.discovery.archive_pages import ArchivePage
    from scraper.discovery.feeds import Feed
    from scraper.discovery.sitemaps import Sitemap
    from scraper.fetch import Clock, Fetcher, Response, Validators
    from scraper.thread import Embed
    from scraper.workers import Workers

LONGEST = 3600.0
"""Seconds for all further pages of one thread, waiting between them included."""

READ_FEED = "scraper.channels.saved:read_any_feed"

READ_LIST = "scraper.channels.saved:read_list"

READ_SITEMAP = "scraper.discovery.sitemaps:read_sitemap"

READ_ARCHIVE_PAGE = "scraper.discovery.archive_pages:read_archive_page"

READ_SAVED = f"{saved_page.__name__}:{saved_page.read_saved.__name__}"


@dataclass(frozen=True, slots=True)
class Job:
    """One target on its way. The lowest `rank` goes first; `depth` tells how many lists led to it.

    `from_feed`: a feed listed it, so it is a page and no further list. `kind` says what is expected ('page', 'feed',
    'sitemap' or 'archive', a page of a blog's archive), None where anything will do. `source` is the key of the source
    that a scheduled run visits it for. `may_be_missing`: that there is no such list is no failure, but the end of a
    blog's history.
    `further` are the further comment pages that the last visit found, each with what a conditional request may carry;
    `embeds` what to ask of other channels when the page is as it was then. `comments_feed` is the feed of its comments
    that a feed named. `channels` says which channels to ask, None what holds for the run.
    """

    target: WebPage | SavedPage
    rank: float = 0.0
    depth: int = 0
    from_feed: bool = False
    kind: str | None = None
    source: int = 0
    may_be_missing: bool = False
    validators: Validators | None = None
    further: tuple[tuple[str, Validators], ...] = ()
    embeds: tuple[Embed, ...] = ()
    comments_feed: str | None = None
    channels: Choice | None = None

    @property
    def host(self) -> str | None:
        """What is asked one page at a time; None for files."""
        return host_of(self.target.url) if isinstance(self.target, WebPage) else None

    @property
    def address(self) -> str:
        """How it is called in messages."""
        return shown(self.target.url if isinstance(self.target, WebPage) else str(self.target.path))


@dataclass(frozen=True, slots=True)
class Brought:
    """What a job brought: a thread, a list of pages, or the news that nothing changed. `visit` is None for files.

    `others` is what further channels gave of the same thread, or why they gave nothing.
    """

    visit: Visit | None
    thread: Thread | None = None
    feed: Feed | None = None
    sitemap: Sitemap | None = None
    archive_page: ArchivePage | None = None
    data: bytes | None = None
    seen_at: str | None = None
    others: tuple[Brought | Failed, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a job brought nothing."""

    url: str
    error: Exception
    visit: Visit | None = None


class Bringer:
    """Has jobs and reads them. Thread-safe.

    `else_url` is the address of a saved page that states none. `released` is called with a host as soon as it may be
    asked for the next page, which is before this one is read. `choice` says which channels to ask beside the page.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        workers: Workers,
        clock: Clock,
        released: Callable[[str], None],
        else_url: str | None,
        choice: Choice = select.AUTO,
    ) -> None:
        self._choice, self._keys = choice, ask.keys()
        self._fetcher, self._workers, self._clock = fetcher, workers, clock
        self._released, self._else_url = released, else_url

    def bring(self, job: Job) -> Brought | Failed:
        """Do one job. Whatever goes wrong with it is told, never raised."""
        try:
            return self._web(job, job.target) if isinstance(job.target, WebPage) else self._file(job.target)
        except Exception as error:  # noqa: BLE001 whatever it is, it costs this page alone
            return Failed(job.address, error)

    def _web(self, job: Job, target: WebPage) -> Brought | Failed:
        begun = time.monotonic()
        try:
            response = self._fetcher.get(target.url, validators=job.validators)
            parts: tuple[Part, ...] = ()
            if response.not_modified and job.further:
                parts = tuple(self._ask_further(job))
                if any(part.visit.outcome != "not_modified" for part in parts):
                    response, parts = self._fetcher.get(target.url), ()
        except fetch_errors.FetchError as error:
            status = getattr(error, "status", None) or None
            at = utc(self._clock.time())
            visit = Visit(shown(target.url), status=status, seconds=_since(begun), fetched_at=at)
            return Failed(shown(target.url), error, visit)
        finally:
            if job.host is not None:
                self._released(job.host)
        visit = replace(_visit(response, _since(begun)), parts=parts)
        if response.not_modified:
            return Brought(visit, others=self._others(job, job.embeds))
        try:
            brought = self._read(visit, response, job)
            if brought.thread is None or (brought.visit is not None and brought.visit.doubt is not None):
                return brought
            thread = select.with_feed(brought.thread, job.comments_feed)
            choice = job.channels or self._choice
            visit = replace(brought.visit or visit, embeds=select.noted(thread))
            others = self._others(job, select.wanted(choice, thread))
            return replace(brought, visit=visit, thread=thread, others=others)
        except (ScraperError, RecursionError, MemoryError) as error:
            return Failed(response.final_url, error, visit)

    def _ask_further(self, job: Job) -> Iterator[Part]:
        """Whether the further comment pages are as they were, too; up to the first that is not."""
        for url, validators in job.further:
            begun = time.monotonic()
            try:
                response = self._fetcher.get(url, validators=validators)
            except fetch_errors.RetryLater:
                raise
            except fetch_errors.HttpStatusError:  # gone: the thread has fewer pages now
                yield Part(Visit(url, outcome="failed"), b"")
                return
            yield Part(_visit(response, _since(begun)), b"")
            if not response.not_modified:
                return

    def _read(self, visit: Visit, response: Response, job: Job) -> Brought:
        url, data = response.final_url, response.body
        kind = kind_of(inflated(data, url) if data.startswith(GZIP) else data, response.content_type)
        if kind == "feed":
            read_feed = READ_LIST if job.kind == "feed" else READ_FEED
            feed: Feed | Thread = self._workers.call(
                read_feed, url, data, url, response.headers, response.fetched_at
            ).result()
            if isinstance(feed, Thread):
                visit = replace(visit, channel=feed.channels[0].name)
                return Brought(visit, thread=feed, data=data, seen_at=response.fetched_at)
            return Brought(replace(visit, outcome="feed"), feed=feed)
        if kind == "sitemap":
            sitemap: Sitemap = self._workers.call(READ_SITEMAP, url, data, url).result()
            return Brought(replace(visit, outcome="sitemap"), sitemap=sitemap)
        if job.kind == "archive":
            listed: ArchivePage = self._workers.call(READ_ARCHIVE_PAGE, url, data, url, response.headers).result()
            return Brought(replace(visit, outcome="archive"), archive_page=listed)
        ends = time.monotonic() + LONGEST
        whole = collect(self._read_page(visit, response), lambda further: self._page(further, ends))
        first = whole.first
        visit = replace(first.visit, parts=whole.parts)
        return Brought(visit, thread=whole.thread, data=first.data, seen_at=first.visit.fetched_at)

    def _others(self, job: Job, embeds: Sequence[Embed]) -> tuple[Brought | Failed, ...]:
        """What the channels give of the page's thread."""
        until_whole = (job.channels or self._choice) == select.AUTO
        asked = ask.ask(embeds, lambda: Web(self._fetcher, self._workers, self._keys), until_whole=until_whole)
        given: list[Brought | Failed] = []
        with suppress(fetch_errors.Cancelled):  # the page was had: it is kept, and asks for the channels the next time
            given.extend(_from_channel(each) for each in asked)
        return tuple(given)

    def _page(self, url: str, ends: float) -> ReadPage:
        """Have one more page of a thread. FetchError or ParseError when it cannot be had or read, or time is over."""
        begun = time.monotonic()
        if begun > ends:
            raise fetch_errors.DeadlineExceeded(f"{shown(url)}: the thread took longer than {LONGEST / 60:g} minutes")
        response = self._fetcher.get(url)
        page = self._read_page(_visit(response, _since(begun)), response)
        if page.visit.doubt is not None:
            raise NotAPage(f"{shown(url)}: {page.visit.doubt}")
        return page

    def _read_page(self, visit: Visit, response: Response) -> ReadPage:
        url, data = response.final_url, response.body
        future = self._workers.submit(data, url, headers=response.headers, fetched_at=response.fetched_at)
        thread = future.result()
        doubt = block_pages.doubt(data, response.headers, thread, asked=response.url, came_from=response.redirects)
        return ReadPage(replace(visit, doubt=doubt), thread, data)

    def _file(self, target: SavedPage) -> Brought | Failed:
        path = target.path
        name = shown(str(path))
        else_url = self._else_url or path.as_uri()
        limit = self._fetcher.policy.max_bytes
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
            written = path.stat().st_mtime
        except OSError as error:
            return Failed(name, NotAPage(f"{name}: cannot be read ({error.strerror}); see its permissions"))
        if len(data) > limit:
            return Failed(name, fetch_errors.TooLarge(f"{name}: larger than {limit:,} bytes; --max-bytes allows more"))
        seen_at = utc(min(written, time.time()))
        kind = kind_of(inflated(data, name) if data.startswith(GZIP) else data)
        if kind == "feed":
            feed: Feed | Thread = self._workers.call(READ_FEED, name, data, else_url, None, seen_at).result()
            if isinstance(feed, Thread):
                return Brought(None, thread=feed, data=data, seen_at=seen_at)
            return Brought(None, feed=feed)
        if kind == "sitemap":
            sitemap: Sitemap = self._workers.call(READ_SITEMAP, name, data, self._else_url or "").result()
            return Brought(None, sitemap=sitemap)
        if kind not in ("html", "text"):
            return Failed(name, NotAPage(f"{name}: neither a page nor text, but {kind}; name a saved page"))
        thread: Thread = self._workers.call(
            READ_SAVED, name, data, kind, else_url, seen_at, self._workers.rules
        ).result()
        return Brought(None, thread=thread, data=data, seen_at=seen_at)


def host_of(url: str) -> str:
    """What politeness goes by; of what is no address, all of it."""
    try:
        return origin(url)
    except ValueError:
        return url


def _visit(response: Response, seconds: float) -> Visit:
    validators = response.validators
    return Visit(
        url=response.url,
        final_url=response.final_url,
        redirects=response.redirects,
        status=response.status,
        outcome="not_modified" if response.not_modified else None,
        etag=validators.etag,
        last_modified=validators.last_modified,
        content_type=response.content_type,
        size=len(response.body),
        fetched_at=response.fetched_at,
        seconds=seconds,
        fresh_until=response.fresh_until,
    )


def _from_channel(asked: Asked) -> Brought | Failed:
    """What a channel gave: the first answer is the visit, the others are its parts."""
    name = asked.embed.channel
    visits = [(_visit_of(heard, name), heard.response.body) for heard in asked.heard]
    parts = tuple(Part(visit, data) for visit, data in visits[1:])
    whole = replace(visits[0][0], parts=parts) if visits else Visit(asked.embed.page, channel=name)
    if asked.thread is None:
        return Failed(asked.embed.page, asked.error or NotAPage(f"{asked.embed.page}: nothing was read"), whole)
    data = visits[0][1] if visits else None
    return Brought(whole, asked.thread, data=data, seen_at=asked.thread.fetched_at)


def _visit_of(heard: Heard, channel: str) -> Visit:
    return replace(_visit(heard.response, heard.seconds), channel=channel)


def _since(begun: float) -> float:
    return round(time.monotonic() - begun, 3)
