"""Where a comment's links lead."""

from __future__ import annotations

import pytest

from scraper.comments.fields.links import COMMENT_FRAGMENT
from tests.scraper.comments.fields.one import TEXT, one


@pytest.mark.parametrize("address", ["#comment-96", "/wall/#li-comment-96", "#c96", "#respond-96", "#forum96"])
def test_an_address_of_one_comment_is_known(address: str) -> None:
    assert COMMENT_FRAGMENT.search(address)


@pytest.mark.parametrize("address", ["/wall/", "#comments", "#chapter-9", "/comment-96/"])
def test_other_addresses_are_not(address: str) -> None:
    assert not COMMENT_FRAGMENT.search(address)


def test_the_permalink_is_the_link_around_the_date_before_any_other() -> None:
    date = '<a href="/2012/tide/?c=84"><time datetime="2012-12-04T10:31">4 December</time></a>'
    comment = one(f'<b class="fn">Ida</b> <a href="#comment-84">link</a> {date}{TEXT}')
    assert comment.permalink == "https://harbour.example/2012/tide/?c=84"


@pytest.mark.parametrize("words", ["in reply to", "als Antwort auf", "en réponse à", "в ответ"])
def test_a_link_says_whom_a_comment_answers_in_the_words_before_it(words: str) -> None:
    comment = one(f'<b class="fn">Ida</b> <span>{words} <a href="#comment-12">Olav</a></span>{TEXT}')
    assert comment.parent_id == "12"
