from __future__ import annotations

from dataclasses import replace

import pytest

from scraper import parse
from scraper.article.body import find_blocks, strip_machinery
from scraper.page.page import read_page
from tests.scraper.article.pages import BODY, SENTENCES, URL, page


@pytest.mark.parametrize("name", ["entry-content", "post-body", "single-articleText", "nothing-known"])
def test_the_part_named_for_the_article_is_read_without_what_stands_around_it(name: str) -> None:
    around = "<div class=box><p>The ferry leaves at nine, and whoever is late may wait for the one at noon.</p></div>"
    html = f"<body>{around}<div class={name}>{BODY}</div><div class=box>{around}</div></body>"
    text = parse(html.encode(), URL).article.text
    assert "eleven volumes" in text
    assert name == "nothing-known" or "ferry" not in text


def test_a_teaser_in_a_part_named_so_does_not_stand_for_the_article() -> None:
    teaser = "<div class=post-text><p>In the next number: the ferry, and who is late for it every morning.</p></div>"
    html = f"<body>{teaser}<div class=page><h1>The tide book</h1>{BODY * 4}</div></body>"
    assert "eleven volumes" in parse(html.encode(), URL).article.text


def test_a_page_without_an_article_gives_an_empty_one() -> None:
    assert parse(b"<html><body></body></html>", URL).article.text == ""


def test_an_article_5000_elements_deep_does_no_harm() -> None:
    html = f"<html><body><article><h1>Deep</h1>{BODY}{'<div>' * 5000}<p>bottom</p></article></body></html>"
    assert "eleven volumes" in parse(html.encode(), URL).article.text


def test_the_blocks_of_an_article_come_with_their_text_and_what_of_it_is_links() -> None:
    inside = f"<article><p>See <a href=/map>the map of the harbour</a> first.</p>{BODY}</article>"
    blocks = find_blocks(read_page(page(inside), URL))
    assert [block.text for block in blocks] == ["See the map of the harbour first.", *SENTENCES]
    assert not any(block.is_links for block in blocks)
    assert replace(blocks[0], text="the map of the harbour.").is_links


def test_machinery_leaves_the_tree_and_the_article_stays() -> None:
    made = read_page(page(f"<nav>Home</nav>{BODY}<script>run()</script><form><button>Go</button></form>"), URL)
    strip_machinery(made)
    assert made.body.css("nav, script, button") == []
    assert SENTENCES[0] in made.body.text()
