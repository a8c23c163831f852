from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.run import scheduled_report
from archive.run.scheduled_report import SLOWEST, RunReport, Traffic, notify
from scraper.discovery.feeds import Feed
from scraper.errors import NotAPage
from scraper.visit.records import Part, Visit
from scraper.visit.results import ChannelResult, Failed, ListResult, Unchanged, Visited, VisitResult
from scraper.visit.targets import WebPage
from scraper.visit.visitor import VisitRequest
from tests.support.threads import thread

HOST, OTHER = "http://quayside.example", "http://harbour.example"


def visit(path: str = "/tide/", *, host: str = HOST, parts: tuple[Part, ...] = (), **facts: Any) -> Visit:
    return Visit(host + path, **{"status": 200, "size": 100, "seconds": 0.5, **facts}, parts=parts)


def traffic(*results: Visited, kind: str = "page") -> Traffic:
    counted = Traffic()
    for result in results:
        counted.add(VisitRequest(WebPage(f"{HOST}/tide/"), kind=kind), result)
    return counted


def done(**facts: Any) -> RunReport:
    lists: dict[str, list[Any]] = {name: [] for name in ("failures", "new_failures", "warnings", "slowest")}
    counts: dict[str, Any] = dict.fromkeys(("sources", "lists", "bytes", "incomplete", "waiting", "seconds"), 0)
    pages = dict.fromkeys(("new", "changed", "unchanged", "failed"), 0)
    more: dict[str, Any] = {"requests": {}, "pages": pages, "comments": {}, "left_alone": {}}
    return RunReport(**{**lists, **counts, **more, **facts})


def test_a_page_its_further_pages_and_its_channels_are_all_requests() -> None:
    part = Part(visit("/tide/comment-page-2/", status=304, size=0), b"")
    page = ChannelResult(thread(), visit(parts=(part,)))
    asked = ChannelResult(thread(), visit("/", host=OTHER, channel="disqus", seconds=2.0))
    counted = traffic(VisitResult(page, (asked,)))
    assert counted.requests == {"200": 2, "304": 1}
    assert (counted.bytes, counted.lists) == (200, 0)
    assert counted.slowest() == [
        {"host": OTHER, "requests": 1, "seconds": 2.0},
        {"host": HOST, "requests": 2, "seconds": 1.0},
    ]


def test_lists_are_counted_apart_and_so_is_where_there_was_no_answer() -> None:
    assert traffic(ListResult(Feed(None, None, ()), visit()), kind="feed").lists == 1
    assert traffic(Failed(HOST, NotAPage("no"), visit(status=None, size=None))).requests == {"none": 1}
    assert traffic(Unchanged(visit(status=304))).requests == {"304": 1}


def test_channels_that_were_not_reached_and_files_are_no_requests() -> None:
    unreached = Failed(HOST, NotAPage("no"), visit(status=None, channel="disqus"))
    assert traffic(VisitResult(ChannelResult(thread(), visit()), (unreached,))).requests == {"200": 1}
    assert traffic(VisitResult(ChannelResult(thread()))).requests == {}


def test_only_the_slowest_hosts_are_named() -> None:
    results = (Unchanged(visit(host=f"http://h{number}.example", seconds=float(number))) for number in range(9))
    assert [each["seconds"] for each in traffic(*results).slowest()] == [8.0, 7.0, 6.0][:SLOWEST]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, (0, 0, 0)),
        ({"new_failures": ["a"]}, (1, 0, 0)),
        ({"new_failures": ["a"], "failures": ["a"]}, (1, 1, 0)),
        ({"failures": ["a"]}, (0, 1, 0)),
        ({"interrupted": 15}, (143, 143, 143)),
    ],
)
def test_the_exit_code_says_which_failures_count(facts: dict[str, Any], codes: tuple[int, ...]) -> None:
    told = done(**facts)
    assert told.as_dict()["outcome"] == told.outcome
    assert tuple(told.exit_code(fail_on) for fail_on in ("new", "any", "never")) == codes


def test_a_run_that_found_nothing_new_has_no_news() -> None:
    assert not done().news
    assert done(new_failures=["a"]).news
    assert done(pages={"new": 0, "changed": 1}).news


def test_the_command_gets_the_report_on_its_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "a report.json"
    program = f"import sys, pathlib; pathlib.Path({str(file)!r}).write_bytes(sys.stdin.buffer.read())"
    command = shlex.join([sys.executable, "-c", program])
    assert notify(command, '{"title": "Tällä"}') is None
    assert file.read_text("utf-8") == '{"title": "Tällä"}'


@pytest.mark.parametrize(
    ("command", "why"),
    [("sh -c 'exit 3'", "exit code 3"), ("no-such-program", "No such file"), ("'open", "No closing quotation")],
)
def test_what_went_wrong_is_returned(command: str, why: str) -> None:
    assert why in (notify(command, "{}") or "")


def test_a_command_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduled_report, "SECONDS", 0.1)
    assert "timed out" in (notify("sleep 30", "{}") or "")
