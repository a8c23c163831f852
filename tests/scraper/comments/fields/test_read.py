"""Who, when and what in one comment, as themes print it."""

from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.comments import markup
from tests.scraper.comments.fields.one import TEXT, one


def test_the_picture_the_permalink_and_the_mark_of_the_author_of_the_article_are_read() -> None:
    comment = one(
        '<img class="avatar" src="/faces/ida.png" alt=""><span class="author">Ida</span>'
        f'<a class="date" href="/2012/tide/#comment-84">4 December 2012</a>{TEXT}',
        others='<div class="comment" id="comment-86"><span class="author">Olav</span><p>Late, late.</p></div>',
    )
    assert comment.author.avatar == "https://harbour.example/faces/ida.png"
    assert comment.permalink == "https://harbour.example/2012/tide/#comment-84"
    assert comment.author.is_article_author is None


@pytest.mark.parametrize("mark", ["bypostauthor", "by-post-author", "byPostAuthor"])
def test_a_class_marks_the_author_of_the_article(mark: str) -> None:
    html = f'<div class="comments"><div class="comment {mark}" id="comment-84"><b class="fn">Ida</b>{TEXT}</div></div>'
    (comment,) = parse(markup.page(html).encode(), markup.BASE).comments
    assert comment.author.is_article_author is True


def test_a_comment_that_awaits_moderation_is_pending() -> None:
    note = '<p class="comment-awaiting-moderation">Your comment is awaiting moderation.</p>'
    comment = one(f'<span class="author">Ida</span>{note}{TEXT}')
    assert comment.state == "pending"
    assert comment.text.endswith("It was early.")
