"""The post that opens a thread of a board is its article."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborNode

from scraper.comments.find.boards import opening_post, set_apart
from scraper.comments.find.regions import find_regions
from scraper.page.page import Page, read_page

POST = '<div class="post" id="post_{0}"><a href="#p{0}">#{1}</a><p>Words of {0}.</p></div>'


def board(*numbers: int, url: str = "https://board.example/topic?t=4") -> Page:
    posts = "".join(POST.format(900 + number, number) for number in numbers)
    return read_page(f"<html><body><div id='posts'>{posts}</div></body></html>".encode(), url)


def test_the_first_post_opens_the_thread() -> None:
    opening = opening_post(board(1, 2), ".post")
    assert opening is not None
    assert "Words of 901" in opening.text()


@pytest.mark.parametrize(
    "page",
    [board(11, 12), board(1, 2, url="https://board.example/topic?t=4&start=10"), board(url="https://b.example/")],
)
def test_a_later_page_has_no_opening_post(page: Page) -> None:
    assert opening_post(page, ".post") is None


def test_the_opening_post_stays_when_the_comments_are_taken_away() -> None:
    page = board(1, 2, 3)
    opening = opening_post(page, ".post")
    assert isinstance(opening, LexborNode)
    regions = find_regions(page.tree, ".post", without=opening)
    set_apart(opening, regions)
    assert [len(region.comments) for region in regions] == [2]
    assert "Words of 901" not in (regions[0].node.text() or "")
    assert "Words of 901" in (page.tree.body.text() if page.tree.body else "")
