from __future__ import annotations

from scraper.errors import NotAPage
from scraper.visit.records import Part, Visit
from scraper.visit.results import ChannelResult, Failed, VisitResult
from tests.support.threads import comment, thread

URL = "https://tea.example/2026/kettles"
SECOND = Part(Visit(f"{URL}/comment-page-2/", status=200), b"<p>Second")


def test_the_thread_is_that_of_the_page_and_its_channels() -> None:
    page = ChannelResult(thread(comment("First", id="1"), complete=False), Visit(URL))
    feed = ChannelResult(thread(comment("Second", id="2")), Visit(f"{URL}/feed/", channel="feed"))
    failed = Failed(URL, NotAPage("nothing"), Visit(URL, channel="disqus"))
    result = VisitResult(page, (failed, feed))
    assert [each.text for each in result.thread.comments] == ["First", "Second"]
    assert result.thread.complete is True
    assert result.failures == (failed,)


def test_a_page_without_channels_has_its_own_thread() -> None:
    page = thread(comment("First"))
    assert VisitResult(ChannelResult(page)).thread is page


def test_the_visit_tells_of_further_pages_and_of_doubt() -> None:
    visit = Visit(URL, parts=(SECOND,), doubt="a login page stands in its place")
    result = VisitResult(ChannelResult(thread(), visit))
    assert (result.visit, result.parts, result.doubt) == (visit, (SECOND,), visit.doubt)


def test_a_file_has_no_visit_no_parts_and_no_doubt() -> None:
    result = VisitResult(ChannelResult(thread(), data=b"<p>"))
    assert (result.visit, result.parts, result.doubt, result.failures) == (None, (), None, ())
