"""Who wrote a comment, however a page says it."""

from __future__ import annotations

import pytest

from tests.scraper.comments.fields.one import TEXT, one


@pytest.mark.parametrize(
    "head",
    [
        '<span class="comment-author">Ida Brink</span>',
        '<b class="fn">Ida Brink</b>',
        '<div class="commenter">Ida Brink</div>',
        "<cite>Ida Brink</cite> <span class='says'>says:</span>",
        '<p class="comment-meta">By <strong class="username">Ida Brink</strong></p>',
        '<h4 class="comment-author">Ida Brink wrote:</h4>',
        '<div class="comment-head"><a class="author" href="https://ida.example/">Ida Brink</a></div>',
        '<span itemprop="author" itemscope><span itemprop="name">Ida Brink</span></span>',
        '<span class="comment-author">Ida Brink<br></span><span class="badge">Top commenter</span>',
        "<strong>Ida Brink</strong> <span class='date'>4 December 2012</span>",
    ],
)
def test_the_author_is_named(head: str) -> None:
    other = head.replace("Ida Brink", "Olav Tern") + TEXT
    comment = one(head + TEXT, others=f'<div class="comment" id="comment-86">{other}</div>')
    assert (comment.author.name, comment.text) == ("Ida Brink", "It was early.")


@pytest.mark.parametrize(
    "head",
    [
        '<a class="author" href="https://ida.example/">Ida</a>',
        '<span class="author"><a href="https://ida.example/">Ida</a></span>',
        '<a href="https://ida.example/"><span class="author">Ida</span></a>',
        '<span class="author">Ida</span> <a href="https://ida.example/">Ida</a>',
    ],
)
def test_the_address_of_the_author_is_the_link_around_or_in_the_name(head: str) -> None:
    assert one(head + TEXT).author.url == "https://ida.example/"


def test_a_link_back_into_the_thread_is_no_address_of_an_author() -> None:
    comment = one(f'<a class="author" href="#comment-84">Ida</a>{TEXT}')
    assert (comment.author.name, comment.author.url) == ("Ida", None)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>Ida", "Ida\x07\x1b", "Ida<!-- x -->", "&#1;Ida", " \n Ida \t "]
)
def test_a_name_is_one_clean_line(name: str) -> None:
    assert one(f'<span class="author">{name}</span>{TEXT}').author.name == "Ida"


@pytest.mark.parametrize("name", ["Add a comment", "Reply", "Melden"])
def test_a_button_is_no_name(name: str) -> None:
    comment = one(f'<a href="/x">{name}</a> <a href="/ida">Ida</a> <span class="date">4 December 2012</span>{TEXT}')
    assert comment.author.name == "Ida"
