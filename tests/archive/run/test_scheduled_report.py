from __future__ import annotations

from typing import Any

import pytest

from archive.run.report import Summary
from archive.run.scheduled_report import SLOWEST, RunReport, Traffic, report
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
    more = {"sources": 1, "new_failures": [], "warnings": [], "left_alone": {}, "waiting": 0, "seconds": 1.0}
    return report(Summary(), Traffic(), **{**more, **facts})


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


def test_the_report_puts_the_figures_together() -> None:
    summary = Summary(pages=3, new=1, failed=2, new_comments=4, edited_comments=1, failures=["a", "b"], incomplete=1)
    told = report(
        summary, traffic(Unchanged(visit(status=304))), sources=2, new_failures=["a"], warnings=["w"],
        left_alone={HOST: "until"}, waiting=5, seconds=1.5,
    )  # fmt: skip
    assert told.pages == {"new": 1, "changed": 0, "unchanged": 0, "failed": 2}
    assert told.comments == {"new": 4, "edited": 1, "gone": 0}
    assert (told.requests, told.bytes, told.incomplete) == ({"304": 1}, 100, 1)
    assert told.as_dict()["outcome"] == told.outcome == "failures"
    assert told.news


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
    summary = Summary(failures=facts.pop("failures", []), interrupted=facts.pop("interrupted", None))
    more = {"sources": 1, "new_failures": [], "warnings": [], "left_alone": {}, "waiting": 0, "seconds": 1.0, **facts}
    told = report(summary, Traffic(), **more)
    assert tuple(told.exit_code(fail_on) for fail_on in ("new", "any", "never")) == codes


def test_a_run_that_found_nothing_new_has_no_news() -> None:
    assert not done().news
    assert done(new_failures=["a"]).news
