"""A page that breaks its parser is reported by its name, and the run goes on to the next."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from archive.run.scrape import scrape
from archive.store import Archive
from scraper.errors import ParseTimeout
from scraper.fetch import Fetcher, Policy
from scraper.visit.targets import WebPage
from scraper.workers import Workers
from tests.blog import Blog
from tests.support import toys
from tests.support.report import Told

POLICY = Policy(allow_private=True, delay=0, retries=0, timeout=20)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds processes to a limit on memory")
def test_a_run_goes_on_when_workers_die_are_stuck_or_run_out_of_memory(tmp_path: Path) -> None:
    orders = {
        "/dies/": (b"die", "ParseTimeout", "SIGSEGV"),
        "/leaves/": (b"exit", "ParseTimeout", "exit code 3"),
        "/stuck/": (b"sleep 60", "ParseTimeout", "not parsed after 3 s"),
        "/stopped/": (b"stop", "ParseTimeout", "not parsed after 3 s"),
        "/hungry/": (b"eat 4000000000", "ParseOutOfMemory", "not parsed within 1,024 MiB of memory"),
        "/endless/": (b"recurse", "RecursionError", "maximum recursion depth"),
    }
    told = Told()
    with (
        Blog() as blog,
        Archive.open(tmp_path / "afterword.db") as archive,
        Fetcher(POLICY) as fetcher,
        Workers(1, deadline=3, function=toys.parse, memory=1024**3) as workers,
    ):
        for path, (order, _, _) in orders.items():
            blog.extra[path] = ("text/html", order)
            blog.extra[f"{path}after/"] = ("text/html", b"fine")
        asked = [url for path in orders for url in (blog.url + path, f"{blog.url}{path}after/")]
        scrape([WebPage(url) for url in asked], archive, fetcher, workers, told)
        lines = {line.url.removeprefix(blog.url): line for line in told.lines}
    for path, (_, error, says) in orders.items():
        assert lines[path].outcome == "failed"
        assert lines[path].error_class == error
        assert str(lines[path].error).startswith(lines[path].url)
        assert says in str(lines[path].error)
        assert lines[f"{path}after/"].outcome == "new"


def test_a_page_that_keeps_a_library_busy_costs_itself_alone() -> None:
    """Found by fuzzing: links within hundreds of article heads inside one another, which XPath finds in all ways."""
    nested = '<header class="entry-header"><div class="entry-meta">' * 400
    page = f"<!DOCTYPE html><title>Tide</title>{nested}{'<a href=/category/tide/>tide</a>' * 200}".encode()
    with Workers(1, deadline=5) as workers:
        busy = workers.submit(page, "http://a.example/")
        error = busy.exception()
        assert error is None or isinstance(error, ParseTimeout)
        assert workers.submit(b"<!DOCTYPE html><p>Late.", "http://b.example/").result().url == "http://b.example/"
