from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.article.pages import article, json_ld

TEXT = "<p>The tide came in twice today, as it does, and the harbour master wrote both times into his book.</p>" * 3


def title(head: str, body: str, url: str = "https://coast.example/2012/tide/") -> str | None:
    page = f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}<div>{TEXT}</div></body></html>"
    return parse(page.encode(), url).article.title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Tide books, explained</title>", "<h1>The tide book of the harbour</h1>"),
        ("<title>News | Coast</title>", "<h1 class=aural>Navigation</h1><h1>The tide book of the harbour</h1>"),
        (
            "<title>The tide book of the harbour</title>",
            "<main><h1>Contact</h1></main><h1>The tide book of the harbour</h1><h1>More</h1>",
        ),
        (
            '<meta property="og:title" content="The tide book of the harbour">',
            (
                '<h1 itemprop="headline" class="entry-title">The tide book of the harbour</h1>'
                '<h3 class="entry-title">Eels</h3>'
            ),
        ),
        (
            "<title>The tide book of the harbour | Coast</title>",
            "<h1>Coast diary, day by day</h1><h2>The tide book of the harbour</h2>",
        ),
        (
            "<title>The tide book of the harbour | Coast</title>",
            '<h1><span class="kicker">Harbours</span> <span>The tide book of the harbour</span></h1>',
        ),
        (
            '<meta property="og:title" content="The tide book of the harbour">',
            "<h1><b>Harbours</b> <b>The tide book of the harbour</b> <i>12 May</i></h1>",
        ),
        (
            "<title>Notes » Blog Archive » The tide book of the harbour</title>",
            '<h1><a href="/">Notes</a></h1><h2>The tide book of the harbour</h2>',
        ),
        (
            "<title>The tide book of the harbour</title>",
            '<h1><a href="https://coast.example/">Ebb and flow</a></h1><h3>The tide book of the harbour</h3>',
        ),
        ("<title>The tide book of the harbour » Waders e.V.</title>", "<h1>Waders e.V. and friends of the shore</h1>"),
    ],
)
def test_the_title_is_the_heading_that_the_head_of_the_page_agrees_with(head: str, body: str) -> None:
    assert title(head, body) == "The tide book of the harbour"


@pytest.mark.parametrize(
    ("heading", "address"),
    [
        ("The tide book of the harbour", "the-tide-book-of-the-harbour"),
        ("The tide book of the harbour", "The_tide_book_of_the_harbour.html"),
        ("Für Ebbe & Flut", "fuer-ebbe-flut/"),
        ("Für Ebbe & Flut", "fur-ebbe-flut"),
        ("Für Ebbe & Flut", "f%C3%BCr-ebbe-flut"),
        ("Прилив и отлив: начало", "прилив-и-отлив-начало"),
    ],
)
def test_the_heading_that_the_address_spells_is_the_title_where_others_name_a_section(
    heading: str, address: str
) -> None:
    head, body = "<title>News | Coast</title>", f"<h1>News</h1><h2>Eels</h2><h2>{heading}</h2>"
    assert title(head, body, url=f"https://coast.example/news/{address}") == heading
    assert title(head, body, url="https://coast.example/news/4711") == "News"


def test_two_words_in_an_address_may_be_those_of_a_section() -> None:
    head, body = "<title>The book | Coast</title>", "<h1>The book</h1><h2>Tide books</h2>"
    assert title(head, body, url="https://coast.example/tide-books") == "The book"


def test_where_the_head_names_only_the_site_the_title_is_the_heading_most_like_the_address() -> None:
    head = "<title>Coast Letters</title>"
    body = "<h1>Coast Letters</h1><h2>Latest posts</h2><h3>The TBH: Tide books of harbours</h3><h3>Eels</h3>"
    url = "https://coastletters.example/2012/12/04/tide-books-of-harbours/"
    assert title(head, body, url=url) == "The TBH: Tide books of harbours"


def test_of_the_titles_in_the_head_the_one_that_most_others_contain_is_the_title() -> None:
    head = json_ld('{"@type": "Article", "headline": "Read aloud: The tide book"}')
    head += '<meta property="og:title" content="The tide book">'
    assert title(f"{head}<title>The tide book, page by page</title>", "") == "The tide book"
    assert title("<title>?!</title>", "") == "?!"
    assert title("<title>| Coast</title>", "") is None


@pytest.mark.parametrize("hidden", ["sr-only", "screen-reader-text", "site-title"])
def test_an_entry_title_counts_though_its_class_says_that_it_is_not_seen(hidden: str) -> None:
    body = (
        f'<h1 class="entry-title {hidden}">The tide book of the harbour</h1><h2 class="{hidden}">Tide books, read</h2>'
    )
    assert title("<title>Tide books, read</title>", body) == "The tide book of the harbour"


def test_the_readings_of_characters_are_no_part_of_the_title() -> None:
    assert title("", "<h1><ruby>潮<rt>しお</rt></ruby>の<ruby>本<rt>ほん</rt></ruby></h1>") == "潮の本"


def test_marks_of_quotation_part_no_title() -> None:
    assert title("<title>Of ebb, flow and «the book»</title>", "<h1>Of ebb, flow and «the book»</h1>") == (
        "Of ebb, flow and «the book»"
    )


def test_on_the_front_page_the_name_of_the_site_is_the_title() -> None:
    assert title("<title>Coast</title>", "<h1>Coast</h1>", url="https://coast.example/") == "Coast"


def test_ten_thousand_headings_do_no_harm() -> None:
    assert (
        title("<title>The tide book</title>", "".join(f"<h1>{number}</h1>" for number in range(10_000)))
        == "The tide book"
    )


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
    assert article(head, above=above).title == "The tide book"


@pytest.mark.parametrize("title", ["Ebb - and flow", "The tide: a history", "Tide | Time"])
def test_a_title_with_marks_of_its_own_is_kept_whole(title: str) -> None:
    head = f"<title>{title} - Harbour Letters</title>"
    assert article(head, above=f"<h1>{title}</h1>").title == title


def test_a_heading_is_the_title_though_the_site_names_itself_first() -> None:
    head = "<title>Harbour Letters » The tide book</title>"
    assert article(head, above='<h2 class="entry-title">The tide book</h2>').title == "The tide book"
