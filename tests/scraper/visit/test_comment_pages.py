"""Comment pages, fetched from a dictionary: what the blog serves is read in tests/flows/test_comment_pages.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scraper.errors import Cancelled, NotAPage
from scraper.thread import Thread
from scraper.visit.comment_pages import MOST_PAGES, ROUNDS, ReadPage, collect
from scraper.visit.records import Visit
from tests.support.threads import comment, thread

URL = "https://tea.example/2026/kettles/"


def address(number: int) -> str:
    return URL if number == 1 else f"{URL}comment-page-{number}"


def page(number: int, *numbers: int, linked: int, declared: int | None = None) -> ReadPage:
    """Page `number` of a thread, with the comments of these numbers; it links the pages up to `linked`."""
    said = (comment(f"Comment {each}", f"Reader {each}", id=str(each)) for each in numbers)
    links = tuple(address(each) for each in range(1, linked + 1) if each != number)
    shown = replace(thread(*said, url=address(number)), pages=links, declared_count=declared)
    return ReadPage(Visit(address(number), status=200), shown, f"page {number}".encode())


class Site:
    """Serves pages by address, and counts what is asked."""

    def __init__(self, *pages: ReadPage) -> None:
        self.pages = {each.visit.url: each for each in pages}
        self.asked: list[str] = []
        self.before: Callable[[str], None] = lambda _: None

    def __call__(self, url: str) -> ReadPage:
        self.before(url)
        self.asked.append(url)
        if url not in self.pages:
            raise NotAPage(f"{url}: the server answered 500")
        return self.pages[url]


def said(thread: Thread) -> list[str]:
    return [each.text.removeprefix("Comment ") for each in thread.comments]


def test_a_page_that_links_no_others_is_the_thread() -> None:
    first, site = page(1, 1, 2, linked=1), Site()
    assert collect(first, site) is first
    assert site.asked == []


def test_all_pages_are_one_thread_with_the_others_as_parts_of_the_visit() -> None:
    first = page(1, 1, 2, linked=3, declared=5)
    site = Site(first, page(2, 3, 4, linked=3, declared=5), page(3, 5, linked=3, declared=5))
    found = collect(first, site)
    assert said(found.thread) == ["1", "2", "3", "4", "5"]
    assert (found.thread.complete, found.data) == (True, b"page 1")
    assert [(part.visit.url, part.data) for part in found.visit.parts] == [
        (address(2), b"page 2"),
        (address(3), b"page 3"),
    ]
    assert site.asked == [address(2), address(3)]  # the count agrees: nothing moved meanwhile


def test_pages_that_only_the_next_one_links_are_found() -> None:
    first = page(1, 1, linked=2, declared=3)
    site = Site(first, page(2, 2, linked=3, declared=3), page(3, 3, linked=3, declared=3))
    assert said(collect(first, site).thread) == ["1", "2", "3"]


def test_without_a_count_the_first_page_is_looked_at_again() -> None:
    first = page(1, 1, 2, linked=2)
    site = Site(first, page(2, 3, linked=2))
    found = collect(first, site)
    assert site.asked == [address(2), URL]
    assert said(found.thread) == ["1", "2", "3"]


def test_a_thread_that_moved_is_fetched_again_and_comes_complete() -> None:
    first = page(1, 1, 2, linked=2)
    site = Site(page(2, 3, linked=2))
    site.pages[URL] = page(1, 1, 2, linked=3)
    site.pages[URL] = replace(site.pages[URL], thread=replace(site.pages[URL].thread, declared_count=4))
    site.pages[address(3)] = page(3, 4, linked=3, declared=4)
    found = collect(first, site)
    assert said(found.thread) == ["1", "2", "3", "4"]
    assert found.thread.declared_count == 4


def test_one_that_never_stands_still_is_given_up_after_some_rounds() -> None:
    first, count = page(1, 1, 2, linked=2), iter(range(3, 100))
    site = Site(first, page(2, 3, linked=2))

    def moves(url: str) -> None:
        if url == URL:
            site.pages[URL] = page(1, 1, 2, linked=2, declared=next(count) + 40)

    site.before = moves
    found = collect(first, site)
    assert site.asked.count(URL) == ROUNDS
    assert found.thread.complete is False


def test_a_page_that_cannot_be_fetched_makes_the_thread_incomplete() -> None:
    first = page(1, 1, 2, linked=3, declared=5)
    found = collect(first, Site(first, page(3, 5, linked=3, declared=5)))
    assert sorted(said(found.thread)) == ["1", "2", "5"]
    assert found.thread.complete is False
    assert len(found.visit.parts) == 1


def test_to_be_cancelled_is_no_failure_of_a_page() -> None:
    def cancelled(_: str) -> ReadPage:
        raise Cancelled("the run ends")

    with pytest.raises(Cancelled):
        collect(page(1, 1, linked=2), cancelled)


def test_a_page_that_shows_nothing_new_leads_no_further() -> None:
    """A blog may answer any number with its last page, and link one more."""
    first = page(1, 1, 2, linked=2)
    site = Site(first, *(page(number, 1, 2, linked=number + 1) for number in range(2, 9)))
    assert said(collect(first, site).thread) == ["1", "2"]
    assert address(3) not in site.asked


def test_there_is_an_end_to_pages() -> None:
    first = page(1, 1, linked=MOST_PAGES + 50)
    site = Site(first, *(page(number, number, linked=1) for number in range(2, MOST_PAGES + 50)))
    found = collect(first, site)
    assert len(found.visit.parts) == MOST_PAGES
    assert found.thread.complete is False
