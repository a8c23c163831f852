from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from scraper.errors import PageTooDeep, ParseError, ParseOutOfMemory, ParseTimeout
from scraper.workers import Workers
from tests.support import toys


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(1, deadline=30, function=toys.parse) as workers:
        yield workers


@pytest.fixture
def hasty() -> Iterator[Workers]:
    with Workers(1, deadline=2, function=toys.parse) as workers:
        yield workers


def test_a_page_comes_back_as_a_thread_from_another_process(workers: Workers) -> None:
    thread = workers.submit(
        b"", "http://a.example/", headers={"x-system": "toy"}, fetched_at="2024-01-01T00:00:00Z"
    ).result()
    assert (thread.url, thread.system, thread.fetched_at) == ("http://a.example/", "toy", "2024-01-01T00:00:00Z")
    assert thread.site != str(os.getpid())


def test_a_process_is_kept_for_the_next_page(workers: Workers) -> None:
    assert len({workers.submit(b"", "http://a.example/").result().site for _ in range(3)}) == 1


def test_errors_of_the_parser_come_back_as_themselves(workers: Workers) -> None:
    with pytest.raises(PageTooDeep, match="too deep") as raised:
        workers.submit(b"deep", "http://a.example/").result()
    assert "toys.py" in "".join(raised.value.__notes__)
    with pytest.raises(RecursionError):
        workers.submit(b"recurse", "http://a.example/").result()


def test_errors_that_cannot_be_sent_come_back_in_words(workers: Workers) -> None:
    with pytest.raises(ParseError, match="Awkward: ab"):
        workers.submit(b"awkward", "http://a.example/").result()


def test_a_page_past_its_deadline_costs_itself_alone(hasty: Workers) -> None:
    begun = time.monotonic()
    with pytest.raises(ParseTimeout, match=r"http://a.example/: not parsed after 2 s"):
        hasty.submit(b"sleep 60", "http://a.example/").result()
    assert hasty.submit(b"", "http://b.example/").result().url == "http://b.example/"
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(("order", "how"), [(b"die", "SIGSEGV"), (b"exit", "exit code 3")])
def test_a_process_that_dies_costs_its_page_alone(workers: Workers, order: bytes, how: str) -> None:
    with pytest.raises(ParseTimeout, match=how):
        workers.submit(order, "http://a.example/").result()
    assert workers.submit(b"", "http://b.example/").result().url == "http://b.example/"


def test_a_process_that_was_killed_from_outside_costs_its_page_alone() -> None:
    with Workers(1, deadline=30, function=toys.parse) as workers:
        pid = int(workers.submit(b"", "http://a.example/").result().site or 0)
        page = workers.submit(b"sleep 30", "http://a.example/")
        while subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True).stdout[:1] == b"R":
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ParseTimeout, match=r"http://a\.example/: the process that parsed it died"):
            page.result()
        assert workers.submit(b"", "http://b.example/").result().url == "http://b.example/"


@pytest.mark.slow
def test_a_process_that_is_stopped_is_killed_at_its_deadline(hasty: Workers) -> None:
    with pytest.raises(ParseTimeout, match="not parsed after"):
        hasty.submit(b"stop", "http://a.example/").result()
    assert hasty.submit(b"", "http://b.example/").result().url == "http://b.example/"


@pytest.mark.slow
def test_a_process_that_takes_no_page_any_more_is_killed_at_its_deadline(hasty: Workers) -> None:
    pid = int(hasty.submit(b"", "http://a.example/").result().site or 0)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ParseTimeout, match="not parsed after"):
        hasty.submit(b" " * 20_000_000, "http://a.example/").result()  # more than any pipe holds
    assert hasty.submit(b"", "http://b.example/").result().url == "http://b.example/"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds processes to a limit on memory")
class TestMemory:
    @pytest.fixture
    def workers(self) -> Iterator[Workers]:
        with Workers(1, deadline=20, function=toys.parse, memory=600 * 1024**2) as workers:
            yield workers

    @pytest.mark.parametrize("order", [b"eat 2000000000", b"nibble"])
    def test_a_page_that_needs_too_much_is_named_and_costs_itself_alone(self, workers: Workers, order: bytes) -> None:
        before = workers.submit(b"", "http://a.example/").result().site
        with pytest.raises(ParseOutOfMemory, match=r"http://a\.example/: not parsed within 600 MiB of memory"):
            workers.submit(order, "http://a.example/").result()
        after = workers.submit(b"", "http://b.example/").result()
        assert after.url == "http://b.example/"
        assert after.site != before  # nothing of the process that ran out is used again

    def test_a_page_may_take_what_is_allowed(self, workers: Workers) -> None:
        assert workers.submit(b"eat 100000000", "http://a.example/").result().site == "100000000"


def test_what_libraries_print_goes_nowhere(workers: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    workers.submit(b"noise", "http://a.example/").result()
    assert capfd.readouterr() == ("", "")


def test_deep_threads_and_large_pages_pass() -> None:
    with Workers(1, deadline=60, function=toys.parse) as workers:
        assert workers.submit(b"chain 5000", "http://a.example/").result().comments[-1].depth == 4999
        assert workers.call(toys.count, "page", b"x" * 20_000_000).result() == 20_000_000


def test_pages_are_parsed_side_by_side() -> None:
    with Workers(2, deadline=10, function=toys.parse) as workers:
        first = [workers.submit(b"sleep 0.3", "http://a.example/") for _ in range(2)]
        assert len({future.result().site for future in first}) == 2


def test_closing_is_quick_and_leaves_no_process() -> None:
    workers = Workers(1, deadline=60, function=toys.parse)
    pid = int(workers.submit(b"", "http://a.example/").result().site or 0)
    busy, waiting = workers.submit(b"sleep 60", "http://a.example/"), workers.submit(b"", "http://b.example/")
    begun = time.monotonic()
    workers.close()
    assert time.monotonic() - begun < 5
    for future in (busy, waiting):
        with pytest.raises((ParseTimeout, CancelledError)):
            future.result()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_parser_that_cannot_be_imported_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toys.parse, "__module__", "tests.scraper.nowhere")
    with Workers(1, deadline=5, function=toys.parse) as workers, pytest.raises(ModuleNotFoundError):
        workers.submit(b"", "http://a.example/").result()


def test_a_process_that_starts_too_slowly_is_named_and_ended(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.workers.STARTUP", 0.0)
    with pytest.raises(ParseTimeout, match=r"http://a\.example/: the process to parse it did not start in 0 s"):
        workers.submit(b"", "http://a.example/").result()
    monkeypatch.undo()
    assert workers.submit(b"", "http://b.example/").result().url == "http://b.example/"


def test_workers_end_when_their_parent_is_killed() -> None:
    program = (
        "import sys, time; from scraper.workers import Workers; from tests.support import toys\n"
        "workers = Workers(1, deadline=60, function=toys.parse)\n"
        "print(workers.submit(b'', 'http://a.example/').result().site, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not alive(worker):
            break
        time.sleep(0.05)
    assert not alive(worker)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return bool(stat.strip()) and not stat.startswith("Z")  # nobody may be there to bury an orphan
