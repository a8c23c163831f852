from __future__ import annotations

import pytest

from scraper import Article, parse
from tests.scraper.article.pages import BODY, SENTENCES, URL, WHOLE, page


def read(inside: str) -> Article:
    return parse(page(inside), URL).article


def test_the_title_stands_once() -> None:
    assert read(f"<article><h1>The tide book</h1>{BODY}</article>").text == WHOLE


@pytest.mark.parametrize(
    "line",
    [
        "<p>Related: <a href=/e>Eels, and how to count them</a></p>",
        "<p>Lesen Sie auch: <a href=/e>Aale, und wie man sie zählt</a></p>",
        "<h3>Read more</h3><ul><li><a href=/e>Eels, and how to count them</a></li></ul>",
    ],
)
def test_a_pointer_to_another_article_is_left_out(line: str) -> None:
    parts = [f"<p>{text}</p>" for text in SENTENCES]
    assert read(f"<article>{''.join(parts[:3])}{line}{parts[3]}</article>").text == WHOLE


def test_the_article_ends_where_others_are_recommended() -> None:
    teasers = "<p>Eels come up the river in spring, by the thousand, and nobody has ever counted them all.</p>" * 3
    assert read(f"<article>{BODY}<p>You may also like...</p>{teasers}</article>").text == WHOLE


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter and get a letter from the coast each week.",
        "Follow us on Twitter and tell your friends about it.",
        "© 2012 Harbour Letters",
        "Photo: Olav Tern for the harbour",
        "Tags: tide, sea, books and harbours",
        "Quelle: Hafenamt der Stadt Brink",
    ],
)
def test_appeals_and_lines_of_rights_at_the_end_are_left_out(line: str) -> None:
    assert read(f"<article>{BODY}<p>{line}</p></article>").text == WHOLE


def test_an_article_that_speaks_of_subscribing_keeps_its_words() -> None:
    line = "<p>Eleven people came to subscribe to the paper that day.</p>"
    text = read(f"<article>{line.replace('<p>', '<p>First. ', 1)}{BODY}{BODY.replace('The', 'A')}</article>").text
    assert SENTENCES[0] in text
    middle = read(f"<article>{BODY}{line}{BODY.replace('The', 'A').replace('People', 'Guests') * 2}</article>").text
    assert "Eleven people" in middle


def test_a_page_of_nothing_but_appeals_keeps_them() -> None:
    line = "Subscribe to our newsletter and get a letter from the coast each week, by post or by pigeon."
    assert line in read(f"<article><p>{line}</p></article>").text
