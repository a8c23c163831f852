"""A request for one target, and the visitor that fetches and reads it. Runs in threads; knows no archive."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scraper.channels import ask, select
from scraper.channels.ask import Asked
from scraper.channels.saved import read_any_feed
from scraper.channels.select import Choice
from scraper.channels.session import Web
from scraper.discovery.archive_pages import read_archive_page
from scraper.discovery.feeds import Feed, read_feed
from scraper.discovery.sitemaps import Sitemap, kind_inside, read_sitemap
from scraper.errors import NotAPage, ScraperError
from scraper.fetch import Clock, Fetcher, Response, Validators
from scraper.fetch import errors as fetch_errors
from scraper.thread import Embed, Thread
from scraper.times import utc
from scraper.urls import origin, shown
from scraper.visit import block_pages
from scraper.visit.comment_pages import ReadPage, collect
from scraper.visit.records import Outcome, Part, Visit
from scraper.visit.results import ChannelResult, Failed, ListResult, Unchanged, Visited, VisitResult
from scraper.visit.saved_page import read_saved
from scraper.visit.targets import SavedPage, WebPage
from scraper.workers import Parsers

LONGEST = 3600.0
"""Seconds for all further pages of one thread, waiting between them included."""


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """One target to visit. The lowest `rank` goes first; `depth` tells how many lists led to it.

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


class Visitor:
    """Fetches and reads targets. Thread-safe.

    `released` is called with a host as soon as it may be asked for the next page, which is before this one is read.
    `else_url` is the address of a saved page that states none. `choice` says which channels to ask beside the page.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        workers: Parsers,
        *,
        clock: Clock | None = None,
        released: Callable[[str], None] = lambda _: None,
        else_url: str | None = None,
        choice: Choice = select.AUTO,
    ) -> None:
        self._choice, self._keys = choice, ask.keys()
        self._fetcher, self._workers, self._clock = fetcher, workers, clock or Clock()
        self._released, self._else_url = released, else_url

    def visit(self, request: VisitRequest) -> Visited:
        """Visit one target. Whatever goes wrong with it is a Failed, never raised."""
        target = request.target
        try:
            return self._web(request, target.url) if isinstance(target, WebPage) else self._file(target.path)
        except Exception as error:  # noqa: BLE001 whatever it is, it costs this page alone
            return Failed(request.address, error)

    def _web(self, request: VisitRequest, url: str) -> Visited:
        begun = time.monotonic()
        try:
            response = self._fetcher.get(url, validators=request.validators)
            visit = _visit(response)
            if response.not_modified and request.further:
                visit = replace(visit, parts=tuple(self._ask_further(request)))
                if any(part.visit.outcome != Outcome.NOT_MODIFIED for part in visit.parts):
                    response = self._fetcher.get(url)
                    visit = _visit(response)
        except fetch_errors.FetchError as error:
            status = getattr(error, "status", None) or None
            seconds, at = round(time.monotonic() - begun, 3), utc(self._clock.time())
            return Failed(shown(url), error, Visit(shown(url), status=status, seconds=seconds, fetched_at=at))
        finally:
            self._released(host_of(url))
        if response.not_modified:
            return Unchanged(visit, self._channels(request, request.embeds))
        try:
            return self._read(request, response, visit)
        except (ScraperError, RecursionError, MemoryError) as error:
            return Failed(response.final_url, error, visit)

    def _ask_further(self, request: VisitRequest) -> Iterator[Part]:
        """Whether the further comment pages are as they were, too; up to the first that is not."""
        for url, validators in request.further:
            try:
                response = self._fetcher.get(url, validators=validators)
            except fetch_errors.RetryLater:
                raise
            except fetch_errors.HttpStatusError:  # gone: the thread has fewer pages now
                yield Part(Visit(url, outcome=Outcome.FAILED), b"")
                return
            yield Part(_visit(response), b"")
            if not response.not_modified:
                return

    def _read(self, request: VisitRequest, response: Response, visit: Visit) -> VisitResult | ListResult:
        url, data, at = response.final_url, response.body, response.fetched_at
        kind = kind_inside(data, url, response.content_type)
        if kind in ("feed", "sitemap"):
            what: tuple[Any, ...] = (read_any_feed, url, data, url, response.headers, at)
            if kind == "sitemap":
                what = (read_sitemap, url, data, url)
            elif request.kind == "feed":  # one that is watched for its pages, whatever they are
                what = (read_feed, url, data, url, response.headers)
            listing: Feed | Sitemap | Thread = self._workers.call(*what).result()
            if not isinstance(listing, Thread):
                return ListResult(listing, replace(visit, outcome=Outcome(kind)))
            visit, thread = replace(visit, channel=listing.channels[0].name), listing
        elif request.kind == "archive":
            archive = self._workers.call(read_archive_page, url, data, url, response.headers).result()
            return ListResult(archive, replace(visit, outcome=Outcome.ARCHIVE))
        else:
            ends = time.monotonic() + LONGEST
            page = collect(self._read_page(response), lambda further: self._page(further, ends))
            visit, thread, data, at = page.visit, page.thread, page.data, page.visit.fetched_at or at
        if visit.doubt is not None:
            return VisitResult(ChannelResult(thread, visit, data, at))
        thread = select.with_feed(thread, request.comments_feed)
        visit = replace(visit, embeds=select.noted(thread))
        wanted = select.wanted(request.channels or self._choice, thread)
        return VisitResult(ChannelResult(thread, visit, data, at), self._channels(request, wanted))

    def _channels(self, request: VisitRequest, embeds: Sequence[Embed]) -> tuple[ChannelResult | Failed, ...]:
        """What the channels give of the page's thread."""
        until_complete = (request.channels or self._choice) == select.AUTO
        asked = ask.ask(embeds, lambda: Web(self._fetcher, self._workers, self._keys), until_complete=until_complete)
        given: list[ChannelResult | Failed] = []
        with suppress(fetch_errors.Cancelled):  # the page came: it is kept, and asks for the channels the next time
            given.extend(map(_from_channel, asked))
        return tuple(given)

    def _page(self, url: str, ends: float) -> ReadPage:
        """One more page of a thread. FetchError or ParseError when it cannot be fetched or read, or time is over."""
        if time.monotonic() > ends:
            raise fetch_errors.DeadlineExceeded(f"{shown(url)}: the thread took longer than {LONGEST / 60:g} minutes")
        page = self._read_page(self._fetcher.get(url))
        if page.visit.doubt is not None:
            raise NotAPage(f"{shown(url)}: {page.visit.doubt}")
        return page

    def _read_page(self, response: Response) -> ReadPage:
        url, data, headers = response.final_url, response.body, response.headers
        thread = self._workers.submit(data, url, headers=headers, fetched_at=response.fetched_at).result()
        doubt = block_pages.doubt(data, headers, thread, asked=response.url, came_from=response.redirects)
        return ReadPage(replace(_visit(response), doubt=doubt), thread, data)

    def _file(self, path: Path) -> Visited:
        name, base, limit = shown(str(path)), self._else_url or path.as_uri(), self._fetcher.policy.max_bytes
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
            seen_at = utc(min(path.stat().st_mtime, time.time()))
        except OSError as error:
            return Failed(name, NotAPage(f"{name}: cannot be read ({error.strerror}); see its permissions"))
        if len(data) > limit:
            return Failed(name, fetch_errors.TooLarge(f"{name}: larger than {limit:,} bytes; --max-bytes allows more"))
        kind = kind_inside(data, name)
        if kind in ("feed", "sitemap"):
            sitemap = (read_sitemap, name, data, self._else_url or "")
            what = sitemap if kind == "sitemap" else (read_any_feed, name, data, base, None, seen_at)
            listing: Feed | Sitemap | Thread = self._workers.call(*what).result()
            if not isinstance(listing, Thread):
                return ListResult(listing)
            return VisitResult(ChannelResult(listing, data=data, seen_at=seen_at))
        if kind not in ("html", "text", "mhtml"):
            return Failed(name, NotAPage(f"{name}: neither a page nor text, but {kind}; name a saved page"))
        thread = self._workers.call(read_saved, name, data, kind, base, seen_at, self._workers.rules, path).result()
        return VisitResult(ChannelResult(thread, data=data, seen_at=thread.fetched_at))


def host_of(url: str) -> str:
    """What politeness goes by; of what is no address, all of it."""
    try:
        return origin(url)
    except ValueError:
        return url


def _visit(response: Response) -> Visit:
    validators = response.validators
    return Visit(
        url=response.url,
        final_url=response.final_url,
        redirects=response.redirects,
        status=response.status,
        outcome=Outcome.NOT_MODIFIED if response.not_modified else None,
        etag=validators.etag,
        last_modified=validators.last_modified,
        content_type=response.content_type,
        size=len(response.body),
        fetched_at=response.fetched_at,
        seconds=response.seconds,
        fresh_until=response.fresh_until,
    )


def _from_channel(asked: Asked) -> ChannelResult | Failed:
    """What a channel gave: the first answer is the visit, the others are its parts."""
    name, page = asked.embed.channel, asked.embed.page
    heard = [(replace(_visit(each), channel=name), each.body) for each in asked.heard]
    visit, data = heard[0] if heard else (Visit(page, channel=name), None)
    visit = replace(visit, parts=tuple(Part(*each) for each in heard[1:]))
    if asked.thread is None:
        return Failed(page, asked.error or NotAPage(f"{page}: nothing was read"), visit)
    return ChannelResult(asked.thread, visit, data, asked.thread.fetched_at)
