"""The title line that a commenter wrote above a comment."""

from __future__ import annotations

import pytest

from tests.scraper.comments.fields.one import TEXT, one

HEAD = '<div class="head"><span class="author">Ida Brink</span> <span class="date">4 December 2012</span></div>'


@pytest.mark.parametrize(
    "title",
    [
        '<div class="comment_title">Too early</div>',
        '<h3 class="comment__title"><a class="permalink" href="/comment/84#comment-84">Too early</a></h3>',
        "<h5>Too early</h5>",
        '<strong class="forum-titre">Too early</strong>',
    ],
)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_title_line_is_the_first_paragraph(title: str, order: tuple[int, int]) -> None:
    parts = (title, HEAD)
    comment = one(parts[order[0]] + parts[order[1]] + TEXT)
    assert (comment.author.name, comment.text) == ("Ida Brink", "Too early\n\nIt was early.")
    assert comment.html.startswith("<p>Too early</p>")


@pytest.mark.parametrize(
    "title",
    [
        '<h3 class="title">The tide book</h3>',
        '<h3 class="title">Re: The tide book</h3>',
        '<h3 class="title"><a href="/comment/84#comment-84">It was...</a></h3>',
        '<h4 class="title">Ida Brink</h4>',
        '<h4 class="title">3 Comments</h4>',
        '<h4><a href="/2011/ebb/">How the ebb came to the village</a></h4>',
        '<h5 class="user-title">Harbour master</h5>',
        '<div class="user-info"><div class="extra-title">Boats</div><div>two</div></div>',
    ],
)
def test_what_repeats_the_article_the_name_or_the_text_is_no_title_line(title: str) -> None:
    assert one(HEAD + title + TEXT).text == "It was early."
