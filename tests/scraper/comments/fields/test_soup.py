"""The soup that is made of lexbor's own HTML, beside the one that BeautifulSoup's own parser makes of it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scraper.comments.fields.soup import element_of, markup_in, own_parts
from scraper.comments.find.regions import MARK
from scraper.html import safe_html

PIECES = [
    '<div class="one two" id="c1">',
    "</div>",
    "<p title='a > b \"c\" <d'>",
    "</p>",
    "<b>",
    "</b>",
    "<i x=1 y z=''>",
    "</i>",
    "<pre>\n\n ",
    "</pre>",
    "<br/>",
    '<img src="?a=1&b=2" alt="">',
    '<a rel="nofollow author" href="/x">',
    "</a>",
    "<table><tr><td>",
    "</table>",
    "<li>",
    "<ul>",
    "</ul>",
    "<!-- <p> -- -->",
    "<?php echo 1 ?>",
    " \n ",
    "   ",
    "a & b &lt; c &nbsp;",
    "<",
    "words\u3000",
]


def written(markup: str) -> str:
    """The markup as lexbor writes it."""
    body = LexborHTMLParser(f"<body><section>{markup}").body
    assert body is not None
    assert body.child is not None
    return body.child.html or ""


def contents(tag: Tag) -> list[object]:
    """Everything that a reader could see, in reading order: names with attributes, and strings."""
    return [(node.name, node.attrs) if isinstance(node, Tag) else node for node in tag.descendants]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_soup_is_the_one_that_html_parser_makes(markup: str) -> None:
    html = written(markup)
    soup = BeautifulSoup(html, "html.parser")
    for unseen in soup.find_all(string=lambda string: isinstance(string, PreformattedString)):
        unseen.extract()
    theirs, ours = soup.find(True), element_of(html)
    assert isinstance(theirs, Tag)
    assert ours is not None
    assert contents(ours) == contents(theirs)
    assert ours.decode() == theirs.decode()


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_markup_is_safe_to_read_again_and_says_what_beautifulsoup_writes(markup: str) -> None:
    section = element_of(written(markup))
    assert section is not None
    base = "https://mole.example/"
    assert safe_html(markup_in(section), base) == safe_html(section.decode_contents(), base)
    again = element_of(f"<section>{markup_in(section)}</section>")
    assert again is not None
    # The white space around a comment is one space when read again.
    assert again.decode().split() == section.decode().split()


def test_markup_5000_elements_deep_is_written() -> None:
    section = element_of("<section>" + "<b>" * 5_000 + "deep" + "</b>" * 5_000 + "</section>")
    assert section is not None
    assert markup_in(section) == "<b>" * 5_000 + "deep" + "</b>" * 5_000


@pytest.mark.parametrize("html", ["", "words alone", "<!-- nothing -->"])
def test_no_element_no_soup(html: str) -> None:
    assert element_of(html) is None


def test_a_name_may_hold_what_looks_like_a_quote_or_a_tag() -> None:
    section = element_of(written("<p b\"c=x =y='>' <b a\u00a0b='1\u2028' hidden>words</p>"))
    assert section is not None
    comment = section.p
    assert comment is not None
    assert comment.attrs == {'b"c': "x", "=y": ">", "<b": "", "a\u00a0b": "1\u2028", "hidden": ""}
    assert comment.string == "words"


def test_soup_can_be_taken_apart_and_searched() -> None:
    comment = element_of('<li class="comment"><cite class="fn">Ann</cite><p>One <b>two</b></p></li>')
    assert comment is not None
    name = comment.select_one("cite.fn")
    assert name is not None
    assert name.find_next("b") is not None
    name.extract()
    assert comment.decode_contents() == "<p>One <b>two</b></p>"
    assert list(comment.strings) == ["One ", "two"]


def test_what_is_nested_belongs_to_itself_alone() -> None:
    html = (
        f'<ol><li {MARK}="0"><p>One<br>and more</p><ul><li {MARK}="1"><p>Two</p></li></ul><i>end</i></li>'
        f'<li {MARK}="2"><!-- <li> --><img src="x">Three</li></ol>'
    )
    assert own_parts(html) == {
        0: f'<li {MARK}="0"><p>One<br>and more</p><ul></ul><i>end</i></li>',
        1: f'<li {MARK}="1"><p>Two</p></li>',
        2: f'<li {MARK}="2"><!-- <li> --><img src="x">Three</li>',
    }


def test_a_region_without_marks_has_no_parts() -> None:
    assert own_parts("<ol><li>One</li></ol>") == {}


def test_thousands_of_levels_are_cut() -> None:
    levels = 5000
    html = "".join(f'<div {MARK}="{level}">{level}' for level in range(levels)) + "</div>" * levels
    assert own_parts(html)[levels - 1] == f'<div {MARK}="{levels - 1}">{levels - 1}</div>'
