"""A thread as Markdown: a reader of Markdown shows the words that were written, and nothing that they were not."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from archive.export.markdown import escaped, markdown, paragraphs
from scraper.thread import Article
from tests.support.threads import comment, deep_thread, thread

MARKS = st.text(st.sampled_from("ab1 \n\t\\`*_[]()#|~$!<>&;.+-={}:/\"'"), max_size=60)


def shown(text: str) -> BeautifulSoup:
    return BeautifulSoup(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text), "lxml")


@given(MARKS)
def test_what_people_wrote_stays_words(text: str) -> None:
    page = shown(paragraphs(text))
    assert {tag.name for tag in page.find_all()} <= {"html", "body", "p", "br"}
    assert page.get_text().split() == text.split()


def test_paragraphs_and_line_ends_are_kept_and_indents_are_no_code() -> None:
    assert paragraphs("One\n    two\n\n\n    three") == "One\\\ntwo\n\nthree"
    assert paragraphs("One\ntwo", "\n") == "One\ntwo"
    assert paragraphs(None) == ""


def test_a_number_at_the_beginning_begins_no_list() -> None:
    assert escaped("1. one") == "1\\. one"
    assert escaped("- one") == "\\- one"
    assert escaped("&amp; &") == "\\&amp; &"


def test_comments_are_quotes_within_quotes() -> None:
    said = thread(
        comment("Mine is *blue*."), comment("Is it?", "Bo Larch", parent=0, depth=1), article=Article(title="#1")
    )
    page = shown("".join(markdown(said)))
    assert page.h1 is not None
    assert page.h1.get_text() == "#1"
    assert [link["href"] for link in page.select("a")] == ["https://tea.example/2026/kettles"]
    (inner,) = page.select("blockquote > blockquote")
    assert [part.get_text() for part in inner.find_all("p")] == ["Bo Larch", "Is it?"]
    assert page.em is None


def test_an_address_that_is_none_becomes_no_link() -> None:
    page = shown("".join(markdown(thread(url="javascript:x"))))
    assert page.a is None
    assert "javascript:x" in page.get_text()


def test_deep_answers_say_whom_they_answer() -> None:
    assert "level 22, to Anna Thimble" in "".join(markdown(deep_thread(22)))
