"""Words of dumps become the text that a page of the same words gives."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.html import plain_text, safe_html
from scraper.imports.records import Markup
from scraper.imports.syntax import markup
from scraper.imports.syntax import markup as words

BASE = "http://quayside.example/tide/"

PIECES = st.sampled_from(
    '<p>|</p>|<br>|<br />|<b>|</b>|<a href=\'x>y\'>|<a href="/x" rel="nofollow">|</a>|<i class=x>|</i>|<li>|<ul>|</ul>'
    "|<img alt=':)' src=x>|<code>|</code>|<pre>|</pre>|high| |\n|\n\n|\t|water|&amp;|&lt;|&nbsp;|&#8203;|&zwj;|&|;|<|>"
    "|\u00a0|\u200b|\u00ad|é|ツ|<p class=x>|<blockquote>|</blockquote>|&#0;|\x07|<!-- x -->|<script>|</script>".split(
        "|"
    )
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_short_way_to_the_text_ends_where_the_tree_does(fragment: str) -> None:
    text, _ = markup.render(fragment, "html", BASE)
    assert text == plain_text(BeautifulSoup(fragment, "html.parser"))


@given(st.lists(st.one_of(PIECES, st.sampled_from(["<p>", "</p>", "<p>a", "b</p>"])), max_size=12).map("".join))
def test_the_short_way_to_safe_markup_ends_where_the_sanitiser_does(fragment: str) -> None:
    _, html = markup.render(fragment, "html", BASE)
    assert html == safe_html(fragment, BASE)


@pytest.mark.parametrize(
    ("typed", "text", "html"),
    [
        ("One.\n\nTwo\nlines.", "One.\n\nTwo\nlines.", "<p>One.</p>\n<p>Two<br>\nlines.</p>"),
        ("One.\r\n\r\nTwo.", "One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        (
            "So: <blockquote>Q</blockquote>\nA",
            "So:\n\nQ\n\nA",
            "<p>So:</p>\n<blockquote><p>Q</p></blockquote>\n<p>A</p>",
        ),
        (
            "See\n<pre><code>if a:\n\n    b()</code></pre>\nok?",
            "See\n\nif a:\n\n    b()\n\nok?",
            "<p>See</p>\n<pre><code>if a:\n\n    b()</code></pre>\n<p>ok?</p>",
        ),
        ("<PRE>a\n\n  b", "a\n\nb", None),
        ("One<br />\ntwo<br>three", "One\ntwo\nthree", "<p>One<br>\ntwo<br>three</p>"),
        (
            "<blockquote>Q\n\nmore</blockquote>\nA",
            "Q\n\nmore\n\nA",
            "<blockquote><p>Q</p>\n<p>more</p></blockquote>\n<p>A</p>",
        ),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nA", "- a\n- b\n\nA", None),
        ("<p>a</p>\n<p>b</p>", "a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("<script>x</script>a & b", "a & b", "<p>a &amp; b</p>"),
        ("", "", ""),
    ],
)
def test_what_was_typed_becomes_the_paragraphs_that_wordpress_prints(typed: str, text: str, html: str | None) -> None:
    found = markup.render(typed, "typed", BASE)
    assert found == (text, found[1] if html is None else html)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("<water<")
@example("<high\né</script>")
@example("<high\n\nwater&lt;<pre>")
def test_no_words_of_what_was_typed_are_lost(fragment: str) -> None:
    def bare(markup: Markup) -> str:
        return "".join(words.render(fragment, markup, BASE)[0].split())

    assert bare("typed") == bare("html")


def test_tags_that_nothing_ends_take_no_time() -> None:
    """What looks for the end of each takes hours for these."""
    assert markup.render("<a" * 500_000, "typed", BASE)[0].count("<a") == 500_000


def test_white_space_without_end_takes_no_time() -> None:
    """What looks for white space before a tag, from each of it on, takes hours for these."""
    text, _ = markup.render(f"high{' ' * 1_000_000}water", "html", BASE)
    assert text == "high water"


def test_plain_words_are_no_markup() -> None:
    assert markup.render("a <b> & c", "plain", BASE) == ("a <b> & c", "<p>a &lt;b&gt; &amp; c</p>")


def test_markdown_is_read_and_nothing_in_it_runs() -> None:
    text, html = markup.render("**Late**, ~~early~~ [see](/x)\nnow\n\n<script>x</script>", "markdown", BASE)
    assert text == "Late, early see\nnow"
    assert 'href="http://quayside.example/x"' in html
    assert "script" not in html
