from __future__ import annotations

import pytest

from scraper import Article, parse

URL = "https://harbour.example/2012/tide/"

BODY = "".join(
    f"<p>{text}</p>\n"
    for text in (
        "The tide came in twice today, as it does, and the harbour master wrote both times into his book.",
        "Nobody in the village had asked him to, and nobody ever read the book, which filled eleven volumes.",
        "This week the library put the first of them into its window, open at the day of the great storm.",
    )
)


def read(head: str = "", *, above: str = "<h1>The tide book</h1>", language: str = 'lang="en-GB"') -> Article:
    body = f"<body><article>{above}<div>{BODY}</div></article></body>"
    html = f"<!DOCTYPE html><html {language}><head>{head}</head>{body}</html>"
    return parse(html.encode(), URL).article


def json_ld(entry: str) -> str:
    return f'<script type="application/ld+json">{entry}</script>'


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ("<title>The tide book - Harbour Letters</title>", "<h1>The tide book</h1>"),
        ("<title>The tide book | Harbour Letters</title>", "<h1>The tide book</h1>"),
        (
            '<title>The tide book - Harbour Letters</title><meta property="og:site_name" content="Harbour Letters">',
            "",
        ),
        (
            '<title>Harbour Letters » The tide book</title><meta property="og:site_name" content="Harbour Letters">',
            "",
        ),
        ('<meta property="og:title" content="The tide book"><title>Welcome</title>', ""),
        (json_ld('{"@type": "BlogPosting", "headline": "The tide book"}') + "<title>Welcome</title>", ""),
        (json_ld('{"@type": ["Thing", "NewsArticle"], "headline": "The tide book"}'), ""),
        ("", "<h1>The tide book</h1>"),
        ("<title>The tide&nbsp;book\n</title>", ""),
    ],
)
def test_the_title_stands_without_the_name_of_the_site(head: str, above: str) -> None:
    assert read(head, above=above).title == "The tide book"


@pytest.mark.parametrize("title", ["Ebb - and flow", "The tide: a history", "Tide | Time"])
def test_a_title_with_marks_of_its_own_is_kept_whole(title: str) -> None:
    head = f"<title>{title} - Harbour Letters</title>"
    assert read(head, above=f"<h1>{title}</h1>").title == title


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
    assert read(head, above=above).author == "Ida Brink"


def test_several_authors_stand_in_one_line() -> None:
    head = json_ld(
        '{"@type": "Article", "author": [{"name": "Ida Brink"}, {"name": "Olav Tern"}, {"name": "Ida Brink"}]}'
    )
    assert read(head).author == "Ida Brink, Olav Tern"


@pytest.mark.parametrize(
    ("head", "above", "published"),
    [
        (
            json_ld('{"@type": "Article", "datePublished": "2012-12-04T10:31:00+01:00"}'),
            "",
            "2012-12-04T10:31:00+01:00",
        ),
        ('<meta property="article:published_time" content="2012-12-04T10:31:00Z">', "", "2012-12-04T10:31:00Z"),
        ('<meta itemprop="datePublished" content="2012-12-04">', "", "2012-12-04"),
        ('<meta name="dc.date" content="2012-12-04">', "", "2012-12-04"),
        ("", '<time datetime="2012-12-04T10:31">last week</time>', "2012-12-04T10:31"),
        ("", '<p class="posted-on">Posted on 4 December 2012</p>', "2012-12-04"),
        ("", '<abbr class="published" title="2012-12-04T10:31:00-05:00">Tuesday</abbr>', "2012-12-04T10:31:00-05:00"),
        ("", "<p class='posted-on'>3 days ago</p>", None),
        ("", "", None),
    ],
)
def test_the_date_of_publication_is_the_one_stated(head: str, above: str, published: str | None) -> None:
    assert read(head, above=above).published == published


def test_a_copyright_notice_and_a_year_in_the_title_date_nothing() -> None:
    html = f"""<html lang="en"><head><title>The storms of 2012</title></head><body><article><h1>The storms of 2012</h1>
    {BODY}</article><footer>Copyright 2009-2014 Harbour Letters</footer></body></html>"""
    assert parse(html.encode(), URL).article.published is None


@pytest.mark.parametrize(
    "head",
    [
        json_ld('{"@type": "Article", "dateModified": "2012-12-05T08:00:00Z"}'),
        '<meta property="article:modified_time" content="2012-12-05T08:00:00Z">',
        '<meta property="og:updated_time" content="2012-12-05T08:00:00Z">',
    ],
)
def test_the_date_of_the_last_change_is_the_one_stated(head: str) -> None:
    assert read(head).modified == "2012-12-05T08:00:00Z"


def test_a_page_that_states_only_its_last_change_is_dated_by_it() -> None:
    change = '<meta property="article:modified_time" content="2012-12-05T08:00:00Z">'
    assert read(change).published == "2012-12-05T08:00:00Z"
    assert read(f'{change}<meta name="date" content="2012-12-04">').published == "2012-12-04"


def test_a_heading_is_the_title_though_the_site_names_itself_first() -> None:
    head = "<title>Harbour Letters » The tide book</title>"
    assert read(head, above='<h2 class="entry-title">The tide book</h2>').title == "The tide book"


def test_a_short_name_behind_a_bar_is_the_name_of_the_site() -> None:
    assert read("<title>The tide book of the harbour master | Letters</title>", above="").title == (
        "The tide book of the harbour master"
    )


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
    assert read(head).tags == tags


def test_links_marked_as_tags_are_tags() -> None:
    assert read(above='<p><a rel="tag" href="/t">tide</a> <a rel="category tag" href="/s">sea</a></p>').tags == (
        "tide",
        "sea",
    )


def test_the_language_is_the_one_stated() -> None:
    assert read().language == "en-GB"
    assert read(json_ld('{"@type": "Article", "inLanguage": "fr"}'), language="").language == "fr"
    assert read(language="").language is None


def test_the_text_is_the_article_and_its_links_are_absolute() -> None:
    article = read(above='<h1>The tide book</h1><p>See <a href="/map">the map of the whole harbour</a> first.</p>')
    assert "eleven volumes" in article.text
    assert "<script" not in article.html
    assert 'href="https://harbour.example/map"' in article.html


def test_links_within_the_page_keep_the_address_of_the_page() -> None:
    article = read(above='<h1>The tide book</h1><p>The <a href="#storm">great storm</a> has a note of its own.</p>')
    assert f'href="{URL}#storm"' in article.html


def test_links_are_absolute_by_the_base_that_the_page_states() -> None:
    above = '<h1>The tide book</h1><p>See <a href="map">the map</a> first, and then the book.</p>'
    assert (
        'href="https://mole.example/atlas/map"' in read('<base href="https://mole.example/atlas/">', above=above).html
    )


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


def test_json_ld_of_unexpected_shapes_does_no_harm() -> None:
    for value in ("null", "7", '"x"', "[]", '{"name": null}', "[[1]]", '{"name": ["Ida Brink"]}', '{"name": {"a": 1}}'):
        head = json_ld(
            f'{{"@type": "Article", "headline": {value}, "author": {value}, "datePublished": {value},'
            f' "dateModified": {value}, "keywords": {value}, "inLanguage": {value}, "commentCount": {value}}}'
        )
        assert "eleven volumes" in read(head).text


def test_an_article_5000_elements_deep_does_no_harm() -> None:
    html = f"<html><body><article><h1>Deep</h1>{BODY}{'<div>' * 5000}<p>bottom</p></article></body></html>"
    assert "eleven volumes" in parse(html.encode(), URL).article.text
