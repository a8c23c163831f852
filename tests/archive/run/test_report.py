from __future__ import annotations

from typing import Any

import pytest

from archive.run.report import PageLine, Summary
from scraper.visit.records import Outcome
from scraper.visit.targets import Unusable

URL = "http://quayside.example/tide/"


def summary(*lines: PageLine) -> Summary:
    figures = Summary()
    for line in lines:
        figures.add(line)
    return figures


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"outcome": "new", "comments": 3, "complete": True}, "3 comments"),
        ({"outcome": "new", "comments": 1, "new": 1}, "1 comment"),
        (
            {"outcome": "changed", "comments": 3, "new": 1, "changed": 2, "gone": 1, "returned": 4},
            "3 comments, 1 new, 2 edited, 1 gone, 4 back",
        ),
        ({"outcome": "changed", "comments": 3, "article_changed": True}, "3 comments, article edited"),
        ({"outcome": "unchanged"}, "as at the last visit"),
        ({"outcome": "unchanged", "comments": 1_200}, "1,200 comments"),
        ({"outcome": "new", "comments": 3, "complete": False}, "3 comments, incomplete: not all comments are there"),
        ({"outcome": "new", "comments": 3, "error": "feed: 404"}, "3 comments, feed: 404"),
        ({"outcome": "feed", "listed": 2}, "lists 2 pages"),
        ({"outcome": "sitemap"}, "lists what it listed"),
        ({"outcome": "forgotten"}, "forgotten at a person's request: not archived again"),
    ],
)
def test_a_page_is_told_in_one_line(facts: dict[str, Any], text: str) -> None:
    assert PageLine(URL, **facts).as_text() == f"{facts['outcome']:<9}  {URL}  {text}"


@pytest.mark.parametrize("outcome", ["failed", "refused", "suspect", "gone"])
def test_a_page_with_nothing_to_show_is_told_by_its_error(outcome: Any) -> None:
    line = PageLine(URL, outcome, error=f"{URL}: the server\nanswered 404\x1b[31m", error_class="HttpStatusError")
    assert line.failed
    assert "\x1b" not in line.as_text()
    assert line.as_text().startswith(f"{outcome:<9}  {URL}: the server answered 404")


def test_programs_get_everything_but_the_traceback() -> None:
    told = PageLine(URL, Outcome.FAILED, error="no", details="Traceback (most recent call last)").as_dict()
    assert (told["url"], told["error"], told["new"], "details" in told) == (URL, "no", 0, False)


def test_a_target_that_cannot_be_scraped_is_a_failure() -> None:
    line = PageLine.unusable(Unusable("nowhere", "nowhere: no such file"))
    assert (line.url, line.outcome, line.error, line.error_class) == (
        "nowhere", "failed", "nowhere: no such file", "Unusable",
    )  # fmt: skip


def test_a_summary_counts_pages_and_comments_and_lists_apart() -> None:
    figures = summary(
        PageLine(URL, Outcome.FEED, listed=2),
        PageLine(URL, Outcome.NEW, new=3, comments=3, complete=False),
        PageLine(URL, Outcome.CHANGED, new=1, changed=2, gone=1, comments=4, complete=True),
        PageLine(URL, Outcome.UNCHANGED),
        PageLine(URL, Outcome.FORGOTTEN),
        PageLine(URL, Outcome.REFUSED, error="robots.txt"),
    )
    assert (figures.pages, figures.feeds, figures.new, figures.changed, figures.unchanged, figures.failed) == (
        5, 1, 1, 1, 1, 1,
    )  # fmt: skip
    assert (figures.comments, figures.new_comments, figures.edited_comments, figures.gone_comments) == (7, 4, 2, 1)
    assert (figures.incomplete, figures.failures) == (1, ["robots.txt"])
    assert figures.as_text() == (
        "5 pages (1 new, 1 changed, 1 unchanged, 1 failed), 7 comments (4 new, 2 edited, 1 gone), 1 thread incomplete"
    )


def test_a_failure_without_words_is_named_by_its_address() -> None:
    assert summary(PageLine(URL, Outcome.FAILED)).failures == [URL]


@pytest.mark.parametrize(
    ("figures", "outcome", "code", "text"),
    [
        (Summary(), "done", 0, "0 pages"),
        (Summary(pages=1, failed=1), "failures", 1, "1 page (1 failed)"),
        (Summary(pages=1, failed=1, interrupted=2), "interrupted", 130, "interrupted: 1 page (1 failed); what was"),
    ],
)
def test_a_summary_says_how_the_run_ended(figures: Summary, outcome: str, code: int, text: str) -> None:
    assert (figures.outcome, figures.exit_code) == (outcome, code)
    assert figures.as_text().startswith(text)
    assert figures.as_dict()["failed"] == figures.failed
