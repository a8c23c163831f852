from __future__ import annotations

import pytest

from scraper import Article, parse

URL = "https://harbour.example/2012/tide/"

SENTENCES = (
    "The tide came in twice today, as it does, and the harbour master wrote both times into his book.",
    "Nobody in the village had asked him to, and nobody ever read the book, which filled eleven volumes.",
    "This week the library put the first of them into its window, open at the day of the great storm.",
    "People stand before it in the rain and read what the water did to their grandparents' houses.",
)

BODY = "".join(f"<p>{text}</p>" for text in SENTENCES)

WHOLE = "\n\n".join(SENTENCES)


def read(inside: str, *, head: str = "<title>The tide book</title>") -> Article:
    page = f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{inside}</body></html>"
    return parse(page.encode(), URL).article


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


LEAD = "In a window of the library lies a book that nobody has ever read, and now everybody wants to read it."


@pytest.mark.parametrize(
    "lead",
    [
        f'<p class="teaser">{LEAD}</p>',
        f'<div class="lead-text">{LEAD}</div>',
        f'<div class="intro"><p>{LEAD}</p></div>',
    ],
)
def test_a_lead_that_stands_apart_belongs_to_the_article(lead: str) -> None:
    article = read(f"<header><h1>The tide book</h1>{lead}</header><div class='article-body'>{BODY}</div>")
    assert article.text == f"{LEAD}\n\n{WHOLE}"
    assert article.html.count(LEAD[:40]) == 1


@pytest.mark.parametrize(
    "other",
    [
        f'<figcaption class="teaser">{LEAD}</figcaption>',
        f'<p class="image-caption">{LEAD}</p>',
        f'<div class="teaser"><a href="/other">{LEAD}</a></div>',
        '<p class="intro">Too short to be a lead.</p>',
        f'<form><p class="intro">{LEAD}</p></form>',
    ],
)
def test_captions_links_and_boxes_are_no_lead(other: str) -> None:
    article = read(f"<header><h1>The tide book</h1>{other}</header><div class='article-body'>{BODY}</div>")
    assert article.text == WHOLE


def test_a_page_of_nothing_but_appeals_keeps_them() -> None:
    line = "Subscribe to our newsletter and get a letter from the coast each week, by post or by pigeon."
    assert line in read(f"<article><p>{line}</p></article>").text
