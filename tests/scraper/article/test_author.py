from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.article.pages import article, json_ld

URL = "https://harbour.example/2012/tide/"

TEXT = "<p>The tide came in twice today, as it does, and the harbour master wrote both times into his book.</p>" * 3


def author(above: str = "", *, below: str = "", head: str = "") -> str | None:
    body = f"<h1>The tide book of the harbour</h1>{above}<div>{TEXT}</div>{below}"
    return parse(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), URL).article.author


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By Ida Brink</p>",
        "<p>Von <em>Ida Brink</em></p>",
        "<p>Ein Artikel von <b>Ida Brink</b> | 27.01.2012 - 12:45</p>",
        "<p>Erstellt von <a href=/ida>Ida Brink</a> am Dienstag, 4. Dezember 2012</p>",
        "<p>04.12.2012 13:30 von Ida Brink</p>",
        "<p>Par Ida Brink</p>",
        "<span>Autorin: Ida Brink, Hafenmeisterin</span>",
        "<h5>Author:</h5>Ida Brink",
        "<p>Автор: Ida Brink</p>",
        "<p>Text &amp; Fotos: Ida Brink</p>",
        "<p>Von Ida Brink, dpa</p>",
        '<div class="post-meta-author">Posted by Ida Brink in Tides</div>',
        '<span class="byline">By Ida Brink @idabrink</span>',
        '<a rel="author" href="/ida">Ida Brink</a>',
        '<li><a href="/author/ida/">Ida Brink</a></li>',
        "<p>Von Ida Brink am <a href=/2012>4. Dezember 2012</a></p>",
        "<p>Von: Ida Brink/HBR-TV</p>",
        "<p>Autorin: Ida Brink, Leiterin der Hafenbehörde in Bremen.</p>",
        '<div class="submitted">Submitted by <span class="username">Ida Brink</span></div>',
        '<div class="widget Blog"><span class="post-author vcard"><span class="fn">Ida Brink</span></span></div>',
    ],
)
def test_a_byline_names_the_author_in_the_words_of_many_languages(byline: str) -> None:
    assert author(byline) == "Ida Brink"


@pytest.mark.parametrize(
    "below", ["<p>Auteur : Ida Brink</p>", "<p>Autorin Ida Brink</p>", "<h4>Autorin</h4><p>Ida Brink</p>"]
)
def test_an_author_is_named_below_the_article_after_a_label(below: str) -> None:
    assert author(below=below) == "Ida Brink"


@pytest.mark.parametrize(
    "above",
    [
        "<p>By the time the tide had turned, nobody was left.</p>",
        "<p>Von Hand geschrieben sind die Bücher des Hafens.</p>",
        "<p>By <a href=/k>King</a> and country they swore.</p>",
        "<p>By admin</p>",
        "<h4>Author</h4><ul><li>Ida Brink</li><li>Olav Tern</li></ul>",
        "<p><b>Ida Brink</b>, <i>author</i></p><p>Olav Tern</p>",
        "<p>Author archives</p>",
        '<a href="/author/ida/">View Blog</a>',
        '<a rel="author" href="/author/ida/">See all posts</a>',
        "<p>Posted on <a href=/d>4 December 2012</a></p>",
        "<p>By ida@harbour.example</p>",
        '<form class="comment-form"><label class="comment-form-author">Name (required)</label></form>',
        '<div class="related"><span class="author">Olav Tern</span></div>',
        '<ul class="widget"><li class="author">Olav Tern</li></ul>',
        '<p class="comment-author">Olav Tern</p>',
    ],
)
def test_what_is_no_byline_names_nobody(above: str) -> None:
    assert author(above) is None


def test_a_person_in_json_ld_may_be_a_reference() -> None:
    graph = '[{"@type": "Article", "author": {"@id": "#p1"}}, {"@type": "Person", "@id": "#p1", "name": "Ida Brink"}]'
    assert author(head=json_ld(f'{{"@graph": {graph}}}')) == "Ida Brink"
    assert author(head=json_ld('{"@type": "Article", "author": {"@id": "#nobody"}}')) is None


def test_a_person_comes_before_an_organisation_and_a_login() -> None:
    firm = '<meta name="author" content="Tide Media GmbH">'
    assert author("<p>By Ida Brink</p>", head=firm) == "Ida Brink"
    assert author(head=firm) == "Tide Media GmbH"
    login = json_ld('{"@type": "Article", "author": {"@type": "Person", "name": "idabrink"}}')
    assert author("<p>By Ida Brink</p>", head=login) == "Ida Brink"
    assert author(head=login) == "idabrink"


def test_the_name_of_the_site_is_the_last_author() -> None:
    head = '<meta property="og:site_name" content="Harbour Letters"><meta name="author" content="Harbour Letters">'
    assert author("<p>By Ida Brink</p>", head=head) == "Ida Brink"
    assert author(head=head) == "Harbour Letters"


def test_a_first_name_gives_way_to_the_full_name() -> None:
    assert author("<p>A column by Ida Brink</p>", head='<meta name="author" content="Ida">') == "Ida Brink"


def test_initials_give_way_to_a_full_name_and_to_nothing_else() -> None:
    initials = '<meta name="author" content="IB">'
    assert author("<p>By Ida Brink</p>", head=initials) == "Ida Brink"
    assert author(head=initials) == "IB"
    assert author("<p>By idabrink</p>", head=json_ld('{"@type": "Article", "author": "IB"}')) == "IB"


def test_all_authors_of_one_byline_are_named() -> None:
    names = '<p class="authors"><a rel="author">Ida Brink</a>, <a rel="author">Olav Tern</a></p>'
    assert author(names) == "Ida Brink, Olav Tern"
    metas = '<meta name="dc.creator" content="Ida Brink"><meta name="dc.creator" content="Olav Tern">'
    assert author(head=metas) == "Ida Brink, Olav Tern"


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (json_ld('{"@type": "BlogPosting", "author": {"@type": "Person", "name": "Ida Brink"}}'), ""),
        (json_ld('{"@type": "BlogPosting", "author": [{"name": "Ida Brink"}]}'), ""),
        (json_ld('{"@graph": [{"@type": "Article", "author": "Ida Brink"}]}'), ""),
        ('<meta name="author" content="Ida Brink">', ""),
        ('<meta name="author" content="By Ida Brink">', ""),
        (
            '<meta property="article:author" content="https://a.example/"><meta name="author" content="Ida Brink">',
            "",
        ),
        ("", '<p itemprop="author" itemscope>By <span itemprop="name">Ida Brink</span></p>'),
        ("", '<p>By <a rel="author" href="/ida">Ida Brink</a></p>'),
        ("", '<p class="author vcard">By <a class="url fn" href="/ida">Ida Brink</a></p>'),
    ],
)
def test_the_author_is_found_where_a_page_states_one(head: str, above: str) -> None:
    assert article(head, above=above).author == "Ida Brink"


def test_several_authors_stand_in_one_line() -> None:
    head = json_ld(
        '{"@type": "Article", "author": [{"name": "Ida Brink"}, {"name": "Olav Tern"}, {"name": "Ida Brink"}]}'
    )
    assert article(head).author == "Ida Brink, Olav Tern"
