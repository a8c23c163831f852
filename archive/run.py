"""Scraping: the one place where scraper and archive meet.

Pages are fetched in threads, one at a time from each host, parsed in worker processes, and saved in the thread that
called `scrape`, one transaction a page. A run that is stopped keeps what it saved; the next one does the rest.
"""

from __future__ import annotations

import queue
import signal
import threading
import time
import traceback
from collections import deque
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive import saved, suspect
from archive.errors import ArchiveError
from archive.report import PageLine, Summary
from archive.targets import SavedPage, Target, Unusable, WebPage, web_page
from archive.visit import Visit
from archive.visits import program_version
from scraper.errors import NotAPage, ScraperError
from scraper.fetch import Fetcher, Response, Validators
from scraper.fetch import errors as fetch_errors
from scraper.fetch.clock import utc
from scraper.fetch.urls import origin, shown
from scraper.kind import kind_of
from scraper.thread import Thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import FrameType

    from archive.report import Report
    from archive.store import Archive
    from scraper.fetch import Feed
    from scraper.workers import Workers

AT_ONCE = 16
"""Pages that may be under way. Each holds its bytes in memory, so this times the size limit bounds it."""

REFUSALS = (
    fetch_errors.RobotsRefused,
    fetch_errors.AddressRefused,
    fetch_errors.SchemeRefused,
    fetch_errors.CredentialsRefused,
    fetch_errors.InvalidUrl,
)
_NOTHING_KEPT = {
    "suspect": suspect.REASON,
    "gone": "leads to the home page of the site; the article is marked as gone",
}
READ_FEED = "scraper.fetch.discover:read_feed"
READ_SAVED = f"{saved.__name__}:{saved.read_saved.__name__}"


@dataclass(frozen=True, slots=True)
class _Job:
    """One target on its way."""

    target: WebPage | SavedPage
    from_feed: bool = False
    validators: Validators | None = None

    @property
    def host(self) -> str | None:
        """What is asked one page at a time; None for files."""
        return _host(self.target.url) if isinstance(self.target, WebPage) else None


@dataclass(frozen=True, slots=True)
class _Brought:
    """What a job brought: a thread, a feed, or the news that nothing changed. `visit` is None for files."""

    visit: Visit | None
    thread: Thread | None = None
    feed: Feed | None = None
    data: bytes | None = None
    seen_at: str | None = None


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why a job brought nothing."""

    url: str
    error: Exception
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    job: _Job
    result: _Brought | _Failed


@dataclass(frozen=True, slots=True)
class _Released:
    """A host may be asked for the next page."""

    host: str


def scrape(
    targets: Iterable[Target],
    archive: Archive,
    fetcher: Fetcher,
    workers: Workers,
    report: Report,
    *,
    url: str | None = None,
    run_id: int | None = None,
) -> Summary:
    """Scrape the targets into the archive; pages that a feed lists count as targets too.

    `url` is the address of a saved page that states none. A saved page counts as seen when its file was last written:
    an old one must not make newer comments gone. SIGINT and SIGTERM, caught when this runs in the main thread, stop
    the fetching; what is already fetched is saved. A second signal ends at once. Raises ArchiveError alone: what goes
    wrong with one page is told and costs that page.
    """
    run = _Run(archive, fetcher, workers, report, url, run_id)
    with _signals(run.stop):
        return run.work(targets)


class _Run:
    def __init__(
        self, archive: Archive, fetcher: Fetcher, workers: Workers, report: Report, url: str | None, run_id: int | None
    ) -> None:
        self._archive, self._fetcher, self._workers, self._report = archive, fetcher, workers, report
        self._else_url, self._run_id = url, run_id
        self._events: queue.SimpleQueue[_Done | _Released | None] = queue.SimpleQueue()
        self._waiting: dict[str | None, deque[_Job]] = {}
        self._busy: set[str] = set()  # hosts
        self._under_way = 0
        self._seen: set[WebPage] = set()
        self._known = 0
        self._done = 0
        self._summary = Summary()

    def stop(self, signal_number: int) -> None:
        """Fetch nothing more. Safe in a signal handler."""
        self._summary.interrupted = signal_number
        self._events.put(None)

    def work(self, targets: Iterable[Target]) -> Summary:
        for target in targets:
            self._add(target)
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="scrape") as threads:
            try:
                while True:
                    self._start(threads)
                    if not self._under_way:
                        return self._summary
                    self._take(self._events.get())
            except BaseException:
                self._fetcher.cancel()
                self._workers.close()
                raise

    def _add(self, target: Target, *, from_feed: bool = False) -> None:
        if isinstance(target, WebPage):
            if target in self._seen:
                return
            self._seen.add(target)
        self._known += 1
        if isinstance(target, Unusable):
            self._tell(PageLine(target.what, "failed", error=target.why, error_class="Unusable"))
            return
        job = _Job(target, from_feed)
        self._waiting.setdefault(job.host, deque()).append(job)

    def _start(self, threads: ThreadPoolExecutor) -> None:
        """Start what may be under way: one page of each host, as many files as there is room for."""
        if self._summary.interrupted is not None:
            return
        for host in list(self._waiting):
            while self._under_way < AT_ONCE and (host is None or host not in self._busy) and self._waiting[host]:
                job = self._waiting[host].popleft()
                if isinstance(job.target, WebPage):
                    job = _Job(job.target, job.from_feed, self._validators(job.target.url))
                if host is not None:
                    self._busy.add(host)
                self._under_way += 1
                threads.submit(self._do, job)
            if not self._waiting[host]:
                del self._waiting[host]

    def _validators(self, url: str) -> Validators | None:
        """What a conditional request may carry: nothing, when another parser read the page last."""
        known = self._archive.validators(url)
        if known is None or known.parser_version != program_version():
            return None
        return Validators(known.etag, known.last_modified)

    def _take(self, event: _Done | _Released | None) -> None:
        if event is None:
            self._fetcher.cancel()
        elif isinstance(event, _Released):
            self._busy.discard(event.host)
        else:
            self._under_way -= 1
            line = self._keep(event.job, event.result)
            if line is not None:
                self._tell(line)

    def _tell(self, line: PageLine) -> None:
        self._done += 1
        self._summary.add(line)
        self._report.page(line)
        self._report.progress(self._done, self._known)

    def _keep(self, job: _Job, result: _Brought | _Failed) -> PageLine | None:
        """Write what a job brought into the archive."""
        if isinstance(result, _Failed):
            return self._keep_failure(result)
        if result.feed is not None:
            return self._keep_feed(job, result, result.feed)
        if result.thread is None:
            assert result.visit is not None
            self._archive.record(result.visit, run_id=self._run_id)
            return PageLine(result.visit.url, "unchanged")
        thread = result.thread
        try:
            kept = self._archive.save(
                thread, observed_at=result.seen_at, snapshot=result.data, visit=result.visit, run_id=self._run_id
            )
        except ArchiveError:
            raise
        except Exception as error:  # noqa: BLE001 a page that the archive stumbles over must not end the others
            return self._keep_failure(_Failed(thread.url, error, result.visit))
        url = result.visit.url if result.visit is not None else thread.url
        if kept.outcome in _NOTHING_KEPT:
            why = f"{shown(url)}: {_NOTHING_KEPT[kept.outcome]}"
            return PageLine(url, kept.outcome, uid=kept.uid, error=why, error_class=kept.outcome.capitalize())
        return PageLine(
            url=url,
            outcome=kept.outcome,
            uid=kept.uid,
            title=thread.article.title,
            new=kept.new,
            changed=kept.changed,
            gone=kept.gone,
            returned=kept.returned,
            article_changed=kept.article_changed,
            comments=kept.comment_count,
            gone_comments=kept.gone_count,
            complete=thread.complete,
            incomplete_reason=thread.incomplete_reason,
        )

    def _keep_feed(self, job: _Job, result: _Brought, feed: Feed) -> PageLine:
        url = result.visit.url if result.visit is not None else _address(job.target)
        if job.from_feed:
            error = NotAPage(f"{shown(url)}: a feed that a feed lists is not followed; scrape it by itself")
            return self._keep_failure(_Failed(url, error, result.visit)) or PageLine(url, "failed")
        if result.visit is not None:
            self._archive.record(result.visit, run_id=self._run_id)
        for entry in feed.entries:
            self._add(web_page(entry.url), from_feed=True)
        return PageLine(url, "feed", title=feed.title, listed=len(feed.entries))

    def _keep_failure(self, failed: _Failed) -> PageLine | None:
        error = failed.error
        if self._summary.interrupted is not None and isinstance(error, fetch_errors.Cancelled | CancelledError):
            return None
        refused = isinstance(error, REFUSALS)
        message = _one_line(failed.url, error)
        if failed.visit is not None:
            self._archive.record(
                _with_error(failed.visit, "refused" if refused else "failed", message), run_id=self._run_id
            )
        return PageLine(
            failed.url,
            "refused" if refused else "failed",
            error=message,
            error_class=type(error).__name__,
            details="".join((*traceback.format_exception(error), *getattr(error, "__notes__", ()))),
        )

    def _do(self, job: _Job) -> None:
        """One job, in a thread of its own. Whatever happens, its end is told."""
        try:
            result = self._web(job) if isinstance(job.target, WebPage) else self._file(job.target)
        except Exception as error:  # noqa: BLE001 whatever it is, it costs this page alone
            result = _Failed(_address(job.target), error)
        self._events.put(_Done(job, result))

    def _web(self, job: _Job) -> _Brought | _Failed:
        assert isinstance(job.target, WebPage)
        url, host = job.target.url, job.host
        begun = time.monotonic()
        try:
            response = self._fetcher.get(url, validators=job.validators)
        except fetch_errors.FetchError as error:
            visit = Visit(shown(url), status=getattr(error, "status", None) or None, seconds=_since(begun))
            return _Failed(shown(url), error, visit)
        finally:
            if host is not None:  # the host need not wait until its page is parsed
                self._events.put(_Released(host))
        visit = _visit(response, _since(begun))
        if response.not_modified:
            return _Brought(visit)
        try:
            return self._read(visit, response)
        except (ScraperError, RecursionError, MemoryError) as error:
            return _Failed(url, error, visit)

    def _read(self, visit: Visit, response: Response) -> _Brought:
        url, data = response.final_url, response.body
        if kind_of(data, response.content_type) == "feed":
            feed: Feed = self._workers.call(READ_FEED, url, data, url, response.headers).result()
            # Without validators: a feed that has not changed still lists pages whose threads may have.
            return _Brought(_with_outcome(visit, "feed"), feed=feed)
        future = self._workers.submit(data, url, headers=response.headers, fetched_at=response.fetched_at)
        return _Brought(visit, thread=future.result(), data=data, seen_at=response.fetched_at)

    def _file(self, target: SavedPage) -> _Brought | _Failed:
        path = target.path
        name = shown(str(path))
        else_url = self._else_url or path.as_uri()
        limit = self._fetcher.policy.max_bytes
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
            written = path.stat().st_mtime
        except OSError as error:
            return _Failed(name, NotAPage(f"{name}: cannot be read ({error.strerror}); see its permissions"))
        if len(data) > limit:
            return _Failed(name, fetch_errors.TooLarge(f"{name}: larger than {limit:,} bytes; --max-bytes allows more"))
        kind, seen_at = kind_of(data), utc(min(written, time.time()))
        if kind == "feed":
            feed: Feed = self._workers.call(READ_FEED, name, data, else_url).result()
            return _Brought(None, feed=feed)
        if kind not in ("html", "text"):
            return _Failed(name, NotAPage(f"{name}: neither a page nor text, but {kind}; name a saved page"))
        thread: Thread = self._workers.call(READ_SAVED, name, data, kind, else_url, seen_at).result()
        return _Brought(None, thread=thread, data=data, seen_at=seen_at)


@contextmanager
def _signals(stop: Callable[[int], None]) -> Iterator[None]:
    """SIGINT and SIGTERM call `stop` once; after that they do what they did before."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    watched = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in watched}

    def handle(number: int, _: FrameType | None) -> None:
        restore()
        stop(number)

    def restore() -> None:
        for number in watched:
            signal.signal(number, before[number])

    for number in watched:
        signal.signal(number, handle)
    try:
        yield
    finally:
        restore()


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
    )


def _with_outcome(visit: Visit, outcome: str) -> Visit:
    return replace(visit, outcome=outcome, etag=None, last_modified=None)


def _with_error(visit: Visit, outcome: str, message: str) -> Visit:
    return replace(visit, outcome=outcome, error=message)


def _since(begun: float) -> float:
    return round(time.monotonic() - begun, 3)


def _host(url: str) -> str:
    try:
        return origin(url)
    except ValueError:
        return url


def _address(target: WebPage | SavedPage) -> str:
    return shown(target.url if isinstance(target, WebPage) else str(target.path))


def _one_line(url: str, error: Exception) -> str:
    """The message, with the page's name in front where it does not name it."""
    text = " ".join(str(error).split()) or type(error).__name__
    if not isinstance(error, ScraperError | ArchiveError):
        text = f"{type(error).__name__}: {text} (an error of this program; --verbose tells where)"
    return text if shown(url) in text else f"{shown(url)}: {text}"
