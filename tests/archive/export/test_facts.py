"""The facts around a thread's words are told in the same words in every text of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.export import facts
from scraper.thread import Article, Author, Comment
from tests.support.threads import comment, thread


def test_what_is_not_stated_has_a_word() -> None:
    bare = thread(Comment(text=""), article=Article())
    assert (facts.title(bare), facts.name(bare.comments[0])) == ("(no title)", "(no name)")
    assert facts.head(bare) == facts.facts(bare, 0, 9) == []


def test_the_head_tells_who_when_where_and_whether_the_article_is_gone() -> None:
    article = Article(title="Kettles", author="Anna\x1b Thimble", published="2026-01", gone_since="2026-02-06T00Z")
    head = facts.head(thread(article=article, site="Tea", system="wordpress"))
    assert head == ["Anna Thimble", "2026-01", "Tea", "wordpress", "article gone since 2026-02-06"]


def test_a_comment_tells_what_is_out_of_the_ordinary() -> None:
    odd = comment(
        "Mine is blue.",
        published_text="on Sunday",
        kind="pingback",
        state="hidden",
        edited=True,
        gone_since="2026-02-06T00:00:00Z",
    )
    odd = replace(odd, author=Author("Anna", is_article_author=True))
    told = ["on Sunday", "pingback", "hidden", "author of the article", "edited", "gone since 2026-02-06"]
    assert facts.facts(thread(odd), 0, 9) == told
    assert facts.facts(thread(comment("x", published="2026-01-05")), 0, 9) == ["2026-01-05"]


def test_replies_deeper_than_fit_say_whom_they_answer() -> None:
    deep = thread(comment("One"), comment("Two", "Bo Larch", parent=0, depth=1), comment("Three", parent=1, depth=2))
    assert facts.facts(deep, 2, 1) == ["level 3, to Bo Larch"]
    assert facts.facts(deep, 2, 2) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "1 comment, 1 gone"),
        ({"declared_count": 1200}, "1 of 1,200 comments, 1 gone"),
        ({"declared_count": 1}, "1 comment, 1 gone"),
        ({"declared_count": 0}, "1 comment, 1 gone, the page says 0"),
        ({"complete": None}, "1 comment, 1 gone, completeness unknown"),
        ({"complete": False}, "1 comment, 1 gone, incomplete"),
    ],
)
def test_figures_say_how_many_there_are_and_whether_that_is_all(change: dict[str, object], told: str) -> None:
    assert facts.figures(thread(comment("One"), comment("Two", gone_since="2026"), **change)) == told


def test_a_file_says_where_it_comes_from() -> None:
    found = thread(comment("One"), fetched_at="2026-02-06T10:00:00Z", uid="01kettles")
    assert facts.origin(found) == ["Afterword thread 01kettles", "last seen 2026-02-06T10:00:00Z"]
    assert facts.origin(thread(comment("One"))) == ["Afterword"]


def test_words_become_paragraphs_and_nothing_else() -> None:
    assert facts.as_html("a <b>\nc & d\n\n \n\n e ") == "<p>a &lt;b&gt;<br>c &amp; d</p>\n<p>e</p>"
    assert facts.as_html(None) == ""


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://tea.example/", True),
        ("HTTP://tea.example", True),
        ("javascript:x", False),
        ("https://tea.example/\u202e", False),
        ("http://[x", False),
        ("//tea.example", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, *, is_web: bool) -> None:
    assert facts.is_web(url) is is_web
