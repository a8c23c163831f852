"""One run: a queue of pages a host, threads that fetch, signals that end it."""

from __future__ import annotations

import heapq
import queue
import signal
import threading
import traceback
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from archive.display import one_line
from archive.errors import ArchiveError
from archive.run.agenda import Agenda
from archive.run.report import LISTS, PageLine, Summary
from archive.threads import save, suspect
from archive.values import program_version
from scraper import errors
from scraper.channels import select
from scraper.errors import NotAPage, ScraperError
from scraper.fetch import Clock, SystemClock, Validators
from scraper.fetch import errors as fetch_errors
from scraper.incomplete import Code
from scraper.site_rules import parser_version
from scraper.urls import shown
from scraper.visit.targets import Target, Unusable, WebPage
from scraper.visit.visitor import Bringer, Brought, Failed, Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import FrameType

    from archive.run.report import Report
    from archive.store import Archive, Saved
    from scraper.fetch import Fetcher
    from scraper.workers import Workers

AT_ONCE = 16
"""Pages that may be under way. Each holds its bytes in memory, so this times the size limit bounds it."""

REFUSALS = (
    fetch_errors.RobotsRefused,
    fetch_errors.AddressRefused,
    fetch_errors.SchemeRefused,
    fetch_errors.CredentialsRefused,
    errors.InvalidUrl,
    fetch_errors.TooManyPages,
)

_NOTHING_KEPT = {
    "suspect": suspect.REASON,
    "gone": "leads to the home page of the site; the article is marked as gone",
}


@dataclass(frozen=True, slots=True)
class _Done:
    job: Job
    result: Brought | Failed


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
    choice: select.Choice = select.AUTO,
) -> Summary:
    """Scrape the targets into the archive; pages that a feed or a sitemap lists count as targets too.

    `choice` says which channels to ask beside the pages. `url` is the address of a saved page that states none. A saved
    page counts as seen when its file was last written: an old one must not make newer comments gone. SIGINT and
    SIGTERM, caught when this runs in the main thread, stop the fetching; what is already fetched is saved. A second
    signal ends at once. Raises ArchiveError alone: what goes wrong with one page is told and costs that page.
    """
    run = Run(archive, fetcher, workers, report, Agenda(), url=url, run_id=run_id, choice=choice)
    return run.work(target if isinstance(target, Unusable) else Job(target) for target in targets)


class Run:
    """One run: what it has to do, and the loop that does it.

    `patient`: a signal lets what is under way be finished; else it is cut off, and only what was had already is kept.
    """

    def __init__(
        self,
        archive: Archive,
        fetcher: Fetcher,
        workers: Workers,
        report: Report,
        agenda: Agenda,
        *,
        url: str | None = None,
        run_id: int | None = None,
        clock: Clock | None = None,
        patient: bool = False,
        choice: select.Choice = select.AUTO,
    ) -> None:
        self._choice = choice
        self._archive, self._fetcher, self._workers, self._report = archive, fetcher, workers, report
        self._agenda, self._run_id, self._patient = agenda, run_id, patient
        self._events: queue.SimpleQueue[_Done | _Released | None] = queue.SimpleQueue()
        released = self._events.put
        clock = clock or SystemClock()
        self._bringer = Bringer(fetcher, workers, clock, lambda host: released(_Released(host)), url, choice)
        self._waiting: dict[str | None, list[tuple[float, int, Job]]] = {}  # heaps
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

    def work(self, jobs: Iterable[Job | Unusable]) -> Summary:
        """Do the jobs and what they lead to. Raises ArchiveError."""
        with _signals(self.stop), ThreadPoolExecutor(AT_ONCE, thread_name_prefix="scrape") as threads:
            try:
                for job in jobs:
                    self._add(job)
                while True:
                    self._start(threads)
                    if self._under_way:
                        self._take(self._events.get())
                    elif not self._waiting or self._summary.interrupted is not None:
                        return self._summary
            except BaseException:
                self._fetcher.cancel()
                self._workers.close()
                raise

    def _add(self, job: Job | Unusable) -> None:
        if isinstance(job, Unusable):
            self._known += 1
            self._tell(PageLine(job.what, "failed", error=job.why, error_class="Unusable"))
            return
        if isinstance(job.target, WebPage):
            if job.target in self._seen:
                return
            self._seen.add(job.target)
        self._known += 1
        heapq.heappush(self._waiting.setdefault(job.host, []), (job.rank, self._known, job))

    def _start(self, threads: ThreadPoolExecutor) -> None:
        """Start what may be under way: one page of each host, as many files as there is room for."""
        if self._summary.interrupted is not None:
            return
        for host in list(self._waiting):
            while self._under_way < AT_ONCE and (host is None or host not in self._busy) and self._waiting[host]:
                _, _, job = heapq.heappop(self._waiting[host])
                if not self._agenda.may_start(job):
                    self._known -= 1
                    for more in self._agenda.dropped(job):
                        self._add(more)
                    continue
                if isinstance(job.target, WebPage):
                    job = self._conditional(job, job.target.url)
                if host is not None:
                    self._busy.add(host)
                self._under_way += 1
                threads.submit(self._do, job)
            if not self._waiting[host]:
                del self._waiting[host]

    def _conditional(self, job: Job, url: str) -> Job:
        """The job with what is known to ask by: of a thread on several pages all have to be as they were.

        Nothing, when another parser would read it now or the address was something else. A list is asked for on
        condition only where it was expected (`Job.kind`): one that has not changed still lists pages whose threads may
        have.
        """
        kind = job.kind or "page"
        known = self._archive.validators(url)
        parser = program_version() if kind in LISTS else parser_version(url, self._workers.rules)  # no rule reads lists
        if known is None or known.parser_version != parser or known.kind != kind:
            return job
        parts = self._archive.further_pages(url)
        further = tuple((page, Validators(each.etag, each.last_modified)) for page, each in parts)
        embeds = select.recalled(job.channels or self._choice, self._archive.embeds(url))
        return replace(job, validators=Validators(known.etag, known.last_modified), further=further, embeds=embeds)

    def _take(self, event: _Done | _Released | None) -> None:
        if event is None:
            if not self._patient:
                self._fetcher.cancel()
        elif isinstance(event, _Released):
            self._busy.discard(event.host)
        else:
            self._under_way -= 1
            line = self._keep(event.job, event.result)
            if line is not None:
                self._tell(line)
                for job in self._agenda.done(event.job, event.result, line):
                    self._add(job)

    def _tell(self, line: PageLine) -> None:
        self._done += 1
        self._summary.add(line)
        self._report.page(line)
        self._report.progress(self._done, self._known)

    def _keep(self, job: Job, result: Brought | Failed) -> PageLine | None:
        """Write what a job brought into the archive."""
        if isinstance(result, Failed):
            line = self._keep_failure(result)
            is_missing = getattr(result.error, "status", None) in save.GONE
            return PageLine(result.url, "feed", listed=0) if job.may_be_missing and is_missing and line else line
        if result.feed is not None or result.sitemap is not None or result.archive_page is not None:
            return self._keep_list(job, result)
        if result.thread is None:
            assert result.visit is not None
            self._archive.record(result.visit, run_id=self._run_id)
            for part in result.visit.parts:
                self._archive.record(part.visit, run_id=self._run_id)
            line = PageLine(result.visit.url, job.kind if job.kind in LISTS else "unchanged")
            return self._keep_others(line, job, result)
        thread = result.thread
        if job.kind in LISTS:
            error = fetch_errors.BadFeed(
                f"{shown(thread.url)}: a page now, and no {job.kind} any more; see it in a browser"
            )
            return self._keep_failure(Failed(thread.url, error, result.visit))
        kept = self._save(result)
        if isinstance(kept, Exception):
            return self._keep_failure(Failed(thread.url, kept, result.visit))
        url = result.visit.url if result.visit is not None else thread.url
        if kept.outcome in _NOTHING_KEPT:
            doubt = result.visit.doubt if result.visit is not None else None
            why = f"{shown(url)}: {doubt or _NOTHING_KEPT[kept.outcome]}"
            return PageLine(url, kept.outcome, uid=kept.uid, error=why, error_class=kept.outcome.capitalize())
        is_page = not thread.channels or thread.channels[0].name == "page"
        line = PageLine(
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
        )
        line = line.judged(thread if is_page else kept)
        return self._keep_others(line, job, result) if kept.outcome != "forgotten" else line

    def _keep_others(self, line: PageLine, job: Job, result: Brought) -> PageLine:
        """Write what other channels gave of a page's thread, and tell of the page and them in one line.

        One that gave nothing costs the page nothing: its thread is then as complete as the others show it. It is told
        where it was asked for by name, and where no other one gave anything.
        """
        in_turn = (job.channels or self._choice) == select.AUTO
        failures: list[str] = []
        given = 0
        for other in result.others:
            kept = self._keep_other(line.url, other)
            if isinstance(kept, str):
                failures.append(kept)
            else:
                line = _joined(line, kept)
                given += 1
        told_of = failures and not (in_turn and given)
        if told_of and line.complete is not True and line.comments is not None:
            why = filter(None, (line.incomplete_reason, *failures))
            code = line.incomplete_code or Code.CHANNEL_FAILED
            return replace(line, complete=False, incomplete_code=code, incomplete_reason="; ".join(why))
        return replace(line, error="; ".join(failures)) if failures and not in_turn else line

    def _keep_other(self, url: str, other: Brought | Failed) -> Saved | str:
        """Write what another channel gave of the thread of the page at `url`; why there is nothing, in one line."""
        kept = other.error if isinstance(other, Failed) else self._save(other)
        if not isinstance(kept, Exception):
            return kept
        assert other.visit is not None
        message = one_line(str(kept)) if isinstance(kept, ScraperError) else _one_line(url, kept)
        self._archive.record(replace(other.visit, outcome="failed", error=message), run_id=self._run_id)
        return f"{other.visit.channel}: {message}"

    def _save(self, result: Brought) -> Saved | Exception:
        """Write a thread; or what went wrong with that, which must not end the others. ArchiveError is raised."""
        assert result.thread is not None
        try:
            return self._archive.save(
                result.thread, observed_at=result.seen_at, snapshot=result.data, visit=result.visit, run_id=self._run_id
            )
        except ArchiveError:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, it costs this thread alone
            return error

    def _keep_list(self, job: Job, result: Brought) -> PageLine:
        url = result.visit.url if result.visit is not None else job.address
        if job.from_feed:
            error = NotAPage(f"{shown(url)}: a feed that a feed lists is not followed; scrape it by itself")
            return self._keep_failure(Failed(url, error, result.visit)) or PageLine(url, "failed")
        # What it lists comes first: once its visit is written, a list that has not changed is not read again.
        for listed in self._agenda.listed(job, result):
            self._add(listed)
        if result.visit is not None:
            kept = result.visit if self._agenda.keeps_lists else replace(result.visit, etag=None, last_modified=None)
            self._archive.record(kept, run_id=self._run_id)
        if result.feed is not None:
            return PageLine(url, "feed", title=result.feed.title, listed=len(result.feed.entries))
        if result.archive_page is not None:
            return PageLine(url, "archive", listed=len(result.archive_page.pages))
        assert result.sitemap is not None
        return PageLine(url, "sitemap", listed=len(result.sitemap.pages) + len(result.sitemap.sitemaps))

    def _keep_failure(self, failed: Failed) -> PageLine | None:
        error = failed.error
        if self._summary.interrupted is not None and isinstance(error, fetch_errors.Cancelled | CancelledError):
            return None
        outcome: Literal["refused", "failed"] = "refused" if isinstance(error, REFUSALS) else "failed"
        message = _one_line(failed.url, error)
        if failed.visit is not None:
            self._archive.record(replace(failed.visit, outcome=outcome, error=message), run_id=self._run_id)
        return PageLine(
            failed.url,
            outcome,
            error=message,
            error_class=type(error).__name__,
            details="".join((*traceback.format_exception(error), *getattr(error, "__notes__", ()))),
        )

    def _do(self, job: Job) -> None:
        """One job, in a thread of its own."""
        self._events.put(_Done(job, self._bringer.bring(job)))


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


def _joined(line: PageLine, kept: Saved) -> PageLine:
    """The line of a page, and what another channel added to its thread."""
    return replace(
        line,
        outcome="changed" if line.outcome == "unchanged" and kept.outcome != "unchanged" else line.outcome,
        uid=kept.uid or line.uid,
        new=line.new + kept.new,
        changed=line.changed + kept.changed,
        gone=line.gone + kept.gone,
        returned=line.returned + kept.returned,
        comments=kept.comment_count,
        gone_comments=kept.gone_count,
    ).judged(kept)


def _one_line(url: str, error: Exception) -> str:
    """The message, with the page's name in front where it does not name it."""
    text = one_line(str(error)) or type(error).__name__
    if not isinstance(error, ScraperError | ArchiveError):
        text = f"{type(error).__name__}: {text} (an error of this program; --verbose tells where)"
    return text if shown(url) in text else f"{shown(url)}: {text}"
