from __future__ import annotations

import pytest

from scraper import Article, parse
from tests.scraper.article.pages import BODY, URL, WHOLE, page

LEAD = "In a window of the library lies a book that nobody has ever read, and now everybody wants to read it."


def read(inside: str) -> Article:
    return parse(page(inside), URL).article


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
