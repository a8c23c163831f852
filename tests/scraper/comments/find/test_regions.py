"""Which parts of a page hold its comments."""

from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.comments import markup
from tests.scraper.comments.no_comments import IDA, OLAV, WORDS
from tests.scraper.comments.said import BASE


@pytest.mark.parametrize("word", ["top-comment", "featured-comment", "pinned-comment-copy", "best-comments"])
def test_a_copy_of_a_comment_above_the_thread_is_read_once(word: str) -> None:
    text = f'<div class="comment-text"><p>{WORDS[0]}</p></div>'
    copy = f'<div class="{word}"><b class="comment-author">Ida Brink</b>{text}</div>'
    thread = parse(markup.page(f'{copy}<div id="comments">{IDA}{OLAV}</div>').encode(), BASE)
    assert [comment.text for comment in thread.comments] == WORDS


def test_a_copy_of_a_comment_with_its_number_is_read_once() -> None:
    thread = parse(
        markup.page(f'<div class="highlights comments">{IDA}</div><div id="comments">{IDA}{OLAV}</div>').encode(), BASE
    )
    assert [comment.text for comment in thread.comments] == WORDS
