"""The engine of a run: a queue of pages a host, threads that visit them, signals that end it."""

import heapq
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType
from typing import Any, Protocol, TypeVar

from archive.errors import ArchiveError
from archive.run.frontier import Frontier, conditional
from archive.run.recorder import Recorder
from archive.run.report import PageLine, Report, Summary
from archive.store import Archive
from scraper.channels import select
from scraper.fetch import Clock, Fetcher
from scraper.fetch.errors import Cancelled
from scraper.visit.results import Failed, ListResult, Visited
from scraper.visit.targets import Unusable, WebPage
from scraper.visit.visitor import Visitor, VisitRequest
from scraper.workers import Workers

AT_ONCE = 16
"""Pages that may be under way. Each holds its bytes in memory, so this times the size limit bounds it."""


class Engine:
    """One run: what it has to visit, and the loop that does it.

    `url` is the address of a saved page that states none; `choice` says which channels to ask beside the pages.
    `patient`: a signal lets what is under way be finished; else it is cut off, and only what came already is kept.
    """

    def __init__(
        self,
        archive: Archive,
        fetcher: Fetcher,
        workers: Workers,
        report: Report,
        frontier: Frontier,
        *,
        url: str | None = None,
        clock: Clock | None = None,
        patient: bool = False,
        choice: select.Choice = select.AUTO,
    ) -> None:
        self._archive, self._fetcher, self._workers, self._report = archive, fetcher, workers, report
        self._frontier, self._patient, self._choice = frontier, patient, choice
        self._recorder = Recorder(archive, choice, keeps_lists=frontier.keeps_lists)
        self._visitor = Visitor(fetcher, workers, clock=clock, released=self._released, else_url=url, choice=choice)
        self._events: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()  # done in the thread of `work`
        self._waiting: dict[str | None, list[tuple[float, int, VisitRequest]]] = {}  # heaps
        self._busy: set[str] = set()  # hosts
        self._seen: set[object] = set()  # addresses
        self._under_way = self._known = self._done = 0
        self._summary = Summary()

    def stop(self, signal_number: int) -> None:
        """Fetch nothing more. Safe in a signal handler."""
        self._summary.interrupted = signal_number
        self._events.put((lambda: None) if self._patient else self._fetcher.cancel)

    def work(self, requests: Iterable[VisitRequest | Unusable], run_id: int | None = None) -> Summary:
        """Do the visits and what they lead to. Raises ArchiveError alone: what goes wrong with a page costs that page.

        SIGINT and SIGTERM, caught when this runs in the main thread, stop the fetching; a second one ends at once.
        """
        self._recorder.run_id = run_id
        with _signals(self.stop), ThreadPoolExecutor(AT_ONCE, thread_name_prefix="visit") as threads:
            try:
                self._add(*requests)
                while True:
                    self._start(threads)
                    if self._under_way:
                        self._events.get()()
                    elif not self._waiting or self._summary.interrupted is not None:
                        return self._summary
            except BaseException:
                self._fetcher.cancel()
                self._workers.close()
                raise

    def _add(self, *requests: VisitRequest | Unusable) -> None:
        for request in requests:
            if isinstance(request, Unusable):
                self._known += 1
                self._tell(PageLine.unusable(request))
            elif request.target not in self._seen:
                if isinstance(request.target, WebPage):
                    self._seen.add(request.target)
                self._known += 1
                heapq.heappush(self._waiting.setdefault(request.host, []), (request.rank, self._known, request))

    def _start(self, threads: ThreadPoolExecutor) -> None:
        """Start what may be under way: one page of each host, as many files as there is room for."""
        if self._summary.interrupted is not None:
            return
        for host in list(self._waiting):
            while self._under_way < AT_ONCE and (host is None or host not in self._busy) and self._waiting[host]:
                _, _, request = heapq.heappop(self._waiting[host])
                if not self._frontier.may_start(request):
                    self._known -= 1
                    self._add(*self._frontier.dropped(request))
                    continue
                request = conditional(request, self._archive, self._choice, self._workers.rules)
                if host is not None:
                    self._busy.add(host)
                self._under_way += 1
                threads.submit(self._visit, request)
            if not self._waiting[host]:
                del self._waiting[host]

    def _visit(self, request: VisitRequest) -> None:
        """One visit, in a thread of its own."""
        self._events.put(partial(self._take, request, self._visitor.visit(request)))

    def _released(self, host: str) -> None:
        """A host may be asked for the next page."""
        self._events.put(partial(self._busy.discard, host))

    def _take(self, request: VisitRequest, result: Visited) -> None:
        self._under_way -= 1
        error = result.error if isinstance(result, Failed) else None
        if self._summary.interrupted is not None and isinstance(error, Cancelled | CancelledError):
            return
        listed: list[VisitRequest | Unusable] = []
        if isinstance(result, ListResult) and not request.from_feed:
            # It comes first: once the list's visit is written, one that has not changed is not read again.
            listed += self._frontier.listed(request, result.listing)
        line = self._recorder.record(request, result)
        self._add(*listed)
        self._tell(line)
        self._add(*self._frontier.done(request, result, line))

    def _tell(self, line: PageLine) -> None:
        self._done += 1
        self._summary.add(line)
        self._report.page(line)
        self._report.progress(self._done, self._known)


class Outcome(Protocol):
    """How the work of a run ended: a word for it, and its figures."""

    @property
    def outcome(self) -> str: ...

    def as_dict(self) -> Mapping[str, object]: ...


T = TypeVar("T", bound=Outcome)


def recorded(
    archive: Archive, command: str, arguments: Mapping[str, Any], work: Callable[[int], T], so_far: T | None = None
) -> T:
    """Do the work of a run, which gets its id, and keep on record how it ended, and `so_far` where it broke off."""
    run_id = archive.start_run(command, arguments)
    try:
        done = work(run_id)
    except BaseException as error:
        with suppress(ArchiveError):  # it may be the archive that failed
            report = {**(so_far.as_dict() if so_far else {}), "error": f"{type(error).__name__}: {error}"}
            archive.finish_run(run_id, outcome="failed", report=report)
        raise
    archive.finish_run(run_id, outcome=done.outcome, report=done.as_dict())
    return done


@contextmanager
def _signals(stop: Callable[[int], None]) -> Iterator[None]:
    """SIGINT and SIGTERM call `stop` once; after that they do what they did before."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def handle(number: int, _: FrameType | None) -> None:
        restore()
        stop(number)

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, handle)
    try:
        yield
    finally:
        restore()
