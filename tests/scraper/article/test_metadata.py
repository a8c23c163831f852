from __future__ import annotations

import pytest

from scraper.article.metadata import Statements
from scraper.page.page import read_page
from tests.scraper.article.pages import URL, article, json_ld, page


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ('<meta property="article:tag" content="tide"><meta property="article:tag" content="sea">', ("tide", "sea")),
        (json_ld('{"@type": "Article", "keywords": ["tide", "sea", "tide"]}'), ("tide", "sea")),
        (json_ld('{"@type": "Article", "keywords": "tide, sea"}'), ("tide", "sea")),
        ('<meta name="keywords" content="tide, sea,">', ("tide", "sea")),
        ("", ()),
    ],
)
def test_tags_are_those_stated(head: str, tags: tuple[str, ...]) -> None:
    assert article(head).tags == tags


def test_links_marked_as_tags_are_tags() -> None:
    assert article(above='<p><a rel="tag" href="/t">tide</a> <a rel="category tag" href="/s">sea</a></p>').tags == (
        "tide",
        "sea",
    )


def test_json_ld_of_unexpected_shapes_does_no_harm() -> None:
    for value in ("null", "7", '"x"', "[]", '{"name": null}', "[[1]]", '{"name": ["Ida Brink"]}', '{"name": {"a": 1}}'):
        head = json_ld(
            f'{{"@type": "Article", "headline": {value}, "author": {value}, "datePublished": {value},'
            f' "dateModified": {value}, "keywords": {value}, "inLanguage": {value}, "commentCount": {value}}}'
        )
        assert "eleven volumes" in article(head).text


def statements(head: str, inside: str = "") -> Statements:
    return Statements(read_page(page(inside, head=head), URL))


def test_the_json_ld_of_the_article_is_told_from_that_of_other_things() -> None:
    graph = """{"@graph": [{"@type": "WebPage", "headline": "Page"}, {"@type": "Product", "headline": "Rope"},
        {"@type": ["Thing", "BlogPosting"], "headline": "The tide book"}, {"@type": "Article"}]}"""
    assert statements(json_ld(graph)).entry["headline"] == "The tide book"
    assert statements(json_ld('{"@type": "Person", "name": "Ida Brink"}')).entry == {}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content="Coast Letters">', "Coast Letters"),
        ('<meta name="application-name" content="Coast Letters">', "Coast Letters"),
        (json_ld('{"@type": "WebSite", "name": "Coast &amp; Letters"}'), "Coast & Letters"),
        (json_ld('{"@type": "Organization", "name": "Coast Letters"}'), None),
        ("<title>Coast Letters</title>", None),
    ],
)
def test_the_name_of_the_site_is_the_one_that_it_states(head: str, name: str | None) -> None:
    assert statements(head).site == name


def test_each_value_is_noted_with_the_rule_that_found_it() -> None:
    said = statements(
        '<meta name="author" content="Ida Brink"><meta property="article:modified_time" content="2012-12-05">',
        "<h1>The tide book</h1><p>Posted on 4 December 2012</p>",
    )
    assert said.found == {
        "title": ("The tide book", ("heading", "")),
        "author": ("Ida Brink", ("meta", "")),
        "published": ("2012-12-04", ("line", "Posted on 4 December 2012")),
        "modified": ("2012-12-05", ("meta", "2012-12-05")),
    }
    assert statements("").found == {}
