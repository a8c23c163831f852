from __future__ import annotations

import pytest

from scraper import Article, parse
from scraper.parse import inspect
from tests.scraper.article.pages import article, json_ld

URL = "https://harbour.example/tide/"

TEXT = "<p>The tide came in twice today, as it does, and the harbour master wrote both times into his book.</p>" * 5

FAR = "<p>Filler of the harbour.</p>" * 70


def page(below: str, *, head: str = "", above: str = "") -> bytes:
    body = f"<h1>The tide book of the harbour</h1>{above}<div>{TEXT}</div>{below}"
    return f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'.encode()


def read(below: str, *, head: str = "", above: str = "") -> Article:
    return parse(page(below, head=head, above=above), URL).article


@pytest.mark.parametrize(
    "line",
    [
        "Updated 4 December 2012",
        "Last updated: December 4, 2012",
        "TideBook/Harbour (last edited 2012-12-04 by Ida)",
        "page revision: 8, last edited:</p><p>4 Dec 2012",
        "This page was last modified on 4 December 2012.",
        "Diese Seite wurde zuletzt am 4. Dezember 2012 geändert.",
        "<b>Aktualisiert am </b>04.12.2012.",
        "Letzte Änderung:</p><p>04.12.2012",
        "[Stand: 04.12.2012]",
        "Article mis à jour le 4 décembre 2012",
        "最終更新: 2012年12月4日",
    ],
)
def test_a_line_at_the_end_states_the_last_change(line: str) -> None:
    article = read(f"{FAR}<p>{line}</p>")
    assert (article.modified, article.published) == ("2012-12-04", "2012-12-04")


@pytest.mark.parametrize(
    "line",
    [
        "The declaration on cookies was last updated on 4 December 2012",
        "Die Cookie-Erklärung wurde das letzte Mal am 04.12.2012 aktualisiert",
        "Der Fahrplan der Fähre, Stand 04.12.2012",
    ],
)
def test_the_change_of_something_else_is_not_that_of_the_page(line: str) -> None:
    article = read(f"{FAR}<p>{line}</p>")
    assert (article.modified, article.published) == (None, None)


def test_of_lines_that_differ_the_one_near_the_headline_holds_and_none_elsewhere() -> None:
    others = f"{FAR}<p>Updated: 5 December 2012</p><p>Eels</p><p>Updated: 6 December 2012</p>"
    assert read(others, above="<p>Updated: 4 December 2012</p>").modified == "2012-12-04"
    assert read(others).modified is None


def test_the_head_comes_before_what_is_printed() -> None:
    head = '<meta property="article:modified_time" content="2012-12-04T08:00:00Z">'
    assert read("", head=head, above="<p>Updated: 5 December 2012</p>").modified == "2012-12-04T08:00:00Z"


def test_the_rule_says_that_a_date_is_that_of_the_last_change() -> None:
    notes = inspect(page("<p>Updated: 4 December 2012</p>"), URL).article_evidence
    assert notes["published"] == ("last change, line", "Updated: 4 December 2012")


@pytest.mark.parametrize(
    "head",
    [
        json_ld('{"@type": "Article", "dateModified": "2012-12-05T08:00:00Z"}'),
        '<meta property="article:modified_time" content="2012-12-05T08:00:00Z">',
        '<meta property="og:updated_time" content="2012-12-05T08:00:00Z">',
    ],
)
def test_the_date_of_the_last_change_is_the_one_stated(head: str) -> None:
    assert article(head).modified == "2012-12-05T08:00:00Z"
