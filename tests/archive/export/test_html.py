"""A thread as a page that needs nothing else, and does nothing."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from archive.export.html import DEEPEST, html
from scraper.thread import Article, Author, Comment, Thread
from tests.support.threads import comment, deep_thread, thread


def page(document: Thread) -> BeautifulSoup:
    return BeautifulSoup("".join(html(document)), "lxml")


def test_a_thread_is_a_list_in_lists() -> None:
    blue = replace(comment("Mine is blue."), author=Author("Anna", "https://anna.example/"))
    found = page(
        thread(blue, comment("Is it?", "Bo Larch", parent=0, depth=1), comment("Gone", gone_since="2026-02-06"))
    )
    assert [each.get_text() for each in found.select("ol.thread > li > ol > li > div")] == ["Is it?"]
    (link,) = found.select("ol.thread > li > p.who a")
    assert (link["href"], link["rel"]) == ("https://anna.example/", ["nofollow", "noopener", "noreferrer"])
    assert [each.select_one("div").get_text() for each in found.select("li.gone")] == ["Gone"]  # type: ignore[union-attr]
    assert found.h2 is not None
    assert found.h2.get_text() == "2 comments, 1 gone"


def test_nothing_runs_and_nothing_is_asked_for() -> None:
    bad = '<p onclick="x()">One<script>x()</script><img src="https://x.example/1.png" alt="A hen &lt;b&gt;">'
    hostile = Comment(text="One", html=bad, author=Author('<b>"Bo"</b>', "javascript:x"))
    article = Article(title="</title><script>", html=bad, language='en"><script>')
    found = page(thread(hostile, article=article, url='https://tea.example/"><script>'))
    assert found.select("script, img, iframe, link, b > b, [onclick], [src]") == []
    policy = found.select_one("meta[http-equiv]")
    assert isinstance(policy, Tag)
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert [each.get_text() for each in found.select("li a")] == ["[picture: A hen <b>]"]
    assert "lang" not in found.html.attrs  # type: ignore[union-attr]


def test_words_without_html_are_paragraphs() -> None:
    found = page(thread(Comment(text="One\ntwo\n\n<three>"), article=Article(language="pt-BR", text="A & B")))
    assert [str(each) for each in found.select("li div p")] == ["<p>One<br/>two</p>", "<p>&lt;three&gt;</p>"]
    assert found.html is not None
    assert found.html["lang"] == "pt-BR"


def test_lists_close_as_they_open_and_deep_answers_stand_at_the_deepest_level() -> None:
    text = "".join(html(deep_thread(5_000)))
    assert text.count("<ol") == text.count("</ol>") == DEEPEST + 1
    assert text.count("<li") == text.count("</li>") == 5_000
    assert page(thread()).select("ol") == []
