from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.run.frontier import MOST_LISTS, Frontier, conditional
from archive.run.report import PageLine
from archive.store import Archive
from scraper.channels import select
from scraper.comments.systems import System
from scraper.discovery.archive_pages import ArchivePage
from scraper.discovery.feeds import Feed, FeedEntry
from scraper.discovery.sitemaps import Listed, Sitemap
from scraper.thread import Embed
from scraper.visit.records import Outcome, Part, Visit
from scraper.visit.results import Unchanged
from scraper.visit.targets import SavedPage, Unusable, WebPage
from scraper.visit.visitor import VisitRequest
from tests.support.threads import comment, thread

URL = "http://quayside.example/tide/"
FEED = VisitRequest(WebPage("http://quayside.example/feed/"))
PAGE = VisitRequest(WebPage(URL))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as archive:
        yield archive


def listed(request: VisitRequest, listing: Feed | Sitemap | ArchivePage) -> list[VisitRequest | Unusable]:
    return list(Frontier().listed(request, listing))


def test_the_entries_of_a_feed_are_pages_and_lead_no_further() -> None:
    (entry, wrong) = listed(FEED, Feed("Q", None, (FeedEntry(URL, comments_feed=f"{URL}feed/"), FeedEntry("http://["))))
    assert entry == VisitRequest(WebPage(URL), from_feed=True, depth=1, comments_feed=f"{URL}feed/")
    assert isinstance(wrong, Unusable)


def test_an_index_of_sitemaps_leads_to_these_and_they_to_pages() -> None:
    index = Sitemap((), ("http://quayside.example/posts.xml",))
    (further,) = listed(PAGE, index)
    assert further == VisitRequest(WebPage("http://quayside.example/posts.xml"), depth=1)
    (page,) = listed(PAGE, Sitemap((Listed(URL),)))
    assert page == VisitRequest(WebPage(URL), from_feed=True, depth=1)
    assert listed(replace(PAGE, depth=MOST_LISTS - 1), index) == []


def test_a_page_of_a_blogs_archive_leads_nowhere_of_itself() -> None:
    assert listed(PAGE, ArchivePage((URL,), ())) == []


def test_every_visit_may_start_and_none_leads_to_another() -> None:
    frontier = Frontier()
    assert frontier.may_start(PAGE)
    assert not frontier.keeps_lists
    assert list(frontier.dropped(PAGE)) == []
    assert list(frontier.done(PAGE, Unchanged(Visit(URL)), PageLine(URL, Outcome.UNCHANGED))) == []


def ask(archive: Archive, request: VisitRequest = PAGE, *rules: System) -> VisitRequest:
    return conditional(request, archive, select.AUTO, rules)


def test_what_nobody_knows_is_asked_for_without_condition(archive: Archive, tmp_path: Path) -> None:
    assert ask(archive) is PAGE
    file = VisitRequest(SavedPage(tmp_path / "x.html"))
    assert ask(archive, file) is file


def save(archive: Archive, **facts: object) -> None:
    visit = Visit(URL, status=200, etag='"7"', **facts)  # type: ignore[arg-type]
    archive.save(replace(thread(comment("First"), url=URL), parser=None), visit=visit)


def test_a_page_is_asked_for_by_what_it_came_with_and_so_are_its_further_pages(archive: Archive) -> None:
    further = f"{URL}comment-page-2/"
    save(archive, parts=(Part(Visit(further, status=200, etag='"8"'), b"<p>"),))
    request = ask(archive)
    assert request.validators is not None
    assert request.validators.etag == '"7"'
    assert [(url, validators.etag) for url, validators in request.further] == [(further, '"8"')]


def test_what_another_parser_would_read_now_is_sent_again(archive: Archive) -> None:
    save(archive)
    assert ask(archive, PAGE, System("elsewhere", hosts=("harbour.example",))).validators is not None
    assert ask(archive, PAGE, System("here", hosts=("quayside.example",))).validators is None


def test_an_address_that_was_something_else_is_sent_again(archive: Archive) -> None:
    save(archive)
    assert ask(archive, replace(PAGE, kind="feed")).validators is None
    archive.record(Visit("http://quayside.example/feed/", status=200, outcome=Outcome.FEED, etag='"9"'))
    assert ask(archive, FEED).validators is None  # it still lists pages whose threads may have changed
    assert ask(archive, replace(FEED, kind="feed")).validators is not None


def test_channels_are_asked_as_the_page_said_when_it_was_read(archive: Archive) -> None:
    embed = Embed("feed", "feed", URL, {"url": f"{URL}feed/"})
    undated = replace(thread(comment("First")), embeds=(embed,))
    save(archive, embeds=select.noted(undated))
    assert ask(archive).embeds == (embed,)
    assert ask(archive, replace(PAGE, channels=select.PAGE)).embeds == ()
