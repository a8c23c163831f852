"""Whatever a server does, asking it ends as documented and in its time, and disturbs nobody else."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import pytest

from archive.run.scrape import scrape
from archive.store import Archive
from scraper.fetch import Fetcher, Policy, errors
from scraper.visit.targets import WebPage
from scraper.workers import Workers
from tests.blog import Blog, Comment, Post
from tests.hostile.behaviours import BEHAVIOURS, LIMIT, PAGE, Case
from tests.hostile.server import Connection, HostileServer
from tests.support.report import Told

T = TypeVar("T")
POLICY = Policy(allow_private=True, delay=0, retries=0, backoff=0, timeout=1, max_bytes=LIMIT)
FAR_TOO_LONG = 15.0
"""Seconds: far more than any deadline here, and less than the servers go on for. Who is not back then hangs."""


POST = Post(
    "tide",
    "Tide tables",
    "Maren Oddleif",
    ("High water is late.",),
    comments=(Comment(1, "Tove Lind", ("Late again!",)), Comment(2, "Old Hen", ("It never was early.",), parent=1)),
)


def finished(work: Callable[[], T]) -> T | Exception:
    """What this returns or raises, in a thread of its own so that one that hangs is a failure and no standstill."""
    done: list[T | Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:  # noqa: BLE001 it is handed on
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(FAR_TOO_LONG)
    assert done, "hangs"
    return done[0]


def serving(case: Case) -> HostileServer:
    return HostileServer(case.behaviour, robots=case.robots, greets=case.greets)


def address(case: Case, server: HostileServer) -> str:
    return f"{case.scheme}://127.0.0.1:{server.port}/tide"


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(BEHAVIOURS) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("name", BEHAVIOURS)
def test_each_ends_as_documented(name: str) -> None:
    case = BEHAVIOURS[name]
    with serving(case) as server, Fetcher(POLICY) as fetcher:
        url = address(case, server)
        end = finished(lambda: fetcher.get(url))
        if case.error is None:
            assert not isinstance(end, Exception), end
            assert end.body == PAGE or (name == "header_of_controls" and PAGE in end.body)
            return
        assert type(end) is case.error
        assert re.search(case.says, str(end))
        assert str(end).startswith(url)
        assert str(end).isprintable()
        assert "secret" not in str(end)


@pytest.mark.parametrize("name", ["silence", "drip_in_the_body", "tls_that_stalls"])
def test_what_was_not_done_in_time_is_not_tried_again(name: str) -> None:
    case = BEHAVIOURS[name]
    policy = Policy(allow_private=True, delay=0, retries=5, backoff=0, timeout=0.3)
    with serving(case) as server, Fetcher(policy) as fetcher:
        assert isinstance(finished(lambda: fetcher.get(address(case, server))), errors.DeadlineExceeded)
        assert len(server.paths) == 1 + (case.scheme == "http")


def test_a_page_has_one_time_for_all_its_redirects_and_retries() -> None:
    def slow_and_endless(c: Connection) -> None:
        c.ending.wait(0.2)
        c.head(f"Location: {c.path}x", "Content-Length: 0", status="302 Found")

    policy = Policy(allow_private=True, delay=0, timeout=5, page_timeout=0.7, max_redirects=1000)
    with HostileServer(slow_and_endless) as server, Fetcher(policy) as fetcher:
        end = finished(lambda: fetcher.get(server.origin + "/"))
        assert isinstance(end, errors.DeadlineExceeded)
        assert len(server.paths) < 8


def test_pages_of_one_host_and_of_a_run_are_counted() -> None:
    case = Case(lambda c: c.head("Content-Type: text/html", "Content-Length: 0"), None)
    policy = Policy(allow_private=True, delay=0, max_host_pages=2, max_pages=3)
    with serving(case) as one, serving(case) as two, Fetcher(policy) as fetcher:
        for number in range(2):
            fetcher.get(f"{one.origin}/{number}")
        with pytest.raises(errors.TooManyPages, match="--max-host-pages"):
            fetcher.get(f"{one.origin}/3")
        with pytest.raises(errors.TooManyPages, match="--max-pages"):
            fetcher.get(f"{two.origin}/1")
        assert len(one.paths) == 3  # with robots.txt
        assert two.paths == []


@pytest.mark.slow
def test_a_run_over_ten_other_hosts_goes_on_undisturbed(tmp_path: Path) -> None:
    policy = Policy(allow_private=True, delay=0, retries=1, backoff=0, timeout=2, max_bytes=LIMIT)
    told = Told()
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serving(case)) for name, case in BEHAVIOURS.items()}
        blogs = [stack.enter_context(Blog([POST])) for _ in range(10)]
        hostile = {address(BEHAVIOURS[name], server): name for name, server in servers.items()}
        good = [blog.address("tide") for blog in blogs]
        mixed = [*list(hostile)[:40], *good, *list(hostile)[40:]]
        archive = stack.enter_context(Archive.open(tmp_path / "afterword.db"))
        workers = stack.enter_context(Workers(2, deadline=30))
        fetcher = stack.enter_context(Fetcher(policy))
        scrape([WebPage(url) for url in mixed], archive, fetcher, workers, told)
    outcomes = {line.url: line for line in told.lines}
    assert [outcomes[url].outcome for url in good] == ["new"] * 10
    assert [outcomes[url].comments for url in good] == [len(POST.comments)] * 10
    for url, name in hostile.items():
        case = BEHAVIOURS[name]
        assert (outcomes[url].error_class, name) == (case.error.__name__ if case.error else None, name)
        assert case.error is None or str(outcomes[url].error).startswith(url)
