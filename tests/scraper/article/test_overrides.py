from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scraper import Article
from scraper.article.overrides import hinted, take_noise
from scraper.comments.systems import ArticleHints
from scraper.page.page import Page, read_page
from tests.scraper.article.pages import URL, page

FOUND = Article(
    title="Found", author="Found Author", published="2001-01-01", text="Found text", html="<p>Found text</p>"
)

INSIDE = """<p class=kicker>From the wheelhouse, 28.11.2012</p><h2>The ferry</h2><h2>The ferry again</h2>
<i>Ivo Brandt</i><i>Tove Lind</i><i>Ivo Brandt</i><time datetime="2012-11-28T10:00">lately</time>
<div class=log>The <a href="/paint">paint</a> was cheap.<script>run()</script><p class=ad>Buy rope.</p></div>"""


def ferry() -> Page:
    return read_page(page(INSIDE), URL)


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        (ArticleHints(title="h2"), {"title": "The ferry"}),
        (ArticleHints(author="i"), {"author": "Ivo Brandt, Tove Lind"}),
        (ArticleHints(date="time"), {"published": "2012-11-28T10:00"}),
        (ArticleHints(date="h2, .kicker"), {"published": "2012-11-28"}),
        (ArticleHints(body=".ad"), {"text": "Buy rope.", "html": "Buy rope."}),
    ],
)
def test_what_a_rule_names_takes_the_place_of_what_was_found(hints: ArticleHints, expected: dict[str, Any]) -> None:
    article, evidence = hinted(ferry(), FOUND, hints)
    assert article == replace(FOUND, **expected)
    assert all(found.rule == "rule" and found.text for found in evidence.values())
    assert set(evidence) == set(expected) - {"html"}


@pytest.mark.parametrize(
    "hints",
    [
        ArticleHints(),
        ArticleHints(title="h5", author="h5", date="h5", body="h5"),
        ArticleHints(date="h2", body="script"),
    ],
)
def test_what_a_rule_does_not_find_stays_as_it_was_found(hints: ArticleHints) -> None:
    assert hinted(ferry(), FOUND, hints) == (FOUND, {})


def test_the_body_is_read_without_scripts_and_its_links_are_absolute() -> None:
    article, _ = hinted(ferry(), FOUND, ArticleHints(body=".log"))
    assert article.text == "The paint was cheap.\n\nBuy rope."
    assert 'href="https://harbour.example/paint"' in article.html
    assert "run()" not in article.html


def test_noise_leaves_the_page_but_the_page_as_a_whole_stays() -> None:
    made = ferry()
    take_noise(made, ArticleHints(noise="body, .ad"))
    assert "rope" not in made.body.text()
    assert "paint" in made.body.text()
    take_noise(made, ArticleHints())
    assert "paint" in made.body.text()
