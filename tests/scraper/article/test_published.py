from __future__ import annotations

import pytest

from scraper import Article, parse
from scraper.parse import inspect
from tests.scraper.article.pages import BODY, article, json_ld

URL = "https://harbour.example/tide/"

FAR = "<p>Filler of the harbour.</p>" * 40

TEXT = "<p>The tide came in twice today, as it does, and the harbour master wrote both times into his book.</p>" * 3


def published(above: str = "", *, before: str = "", head: str = "", below: str = "", url: str = URL) -> str | None:
    body = f"{before}<h1>The tide book of the harbour</h1>{above}<div>{TEXT}</div>{below}"
    page = f'<!DOCTYPE html><html lang="de"><head>{head}</head><body>{body}</body></html>'
    return parse(page.encode(), url).article.published


@pytest.mark.parametrize(
    "above",
    [
        "<p>4. Dezember 2012</p>",
        "<p>Hamburg, 4. Dezember 2012</p>",
        "<span class=label>Datum:</span> <span class=value>04.12.2012</span>",
        "<p>Pressemitteilung vom 04.12.2012</p>",
        "<p>4.12.2012 - Bei der Erinnerung an die Flut vor hundert Jahren kamen viele an den Hafen.</p>",
        "<p><span>04.</span> <span>Dezember</span> <span>2012</span></p>",
        '<abbr title="2012-12-04">gestern</abbr>',
        '<div class="widget Blog"><abbr title="2012-12-04">gestern</abbr></div>',
        '<span class="updated">2013-01-07T17:27:31+02:00</span><span>4. Dezember 2012</span>',
        '<p class="date">Aktualisiert: 05.12.2012</p><p>04.12.2012</p>',
    ],
)
def test_the_date_at_the_headline_is_read(above: str) -> None:
    assert published(above) == "2012-12-04"


def test_the_date_of_the_article_comes_before_those_around_it() -> None:
    others = '<article class="card"><time datetime="2012-11-30"></time></article>'
    eels = '<p class="post-date"><time class="published" datetime="2012-11-29">then</time></p>'
    below = f"<article><h3>Eels</h3>{eels}</article>"
    assert published("<p>04.12.2012</p>", before=f"<p class=date>Mittwoch, 05.12.2012</p>{others}", below=below) == (
        "2012-12-04"
    )


def test_the_heading_of_the_article_comes_before_one_of_the_page_that_also_names_the_site() -> None:
    logo = "<h1>The tide book of the harbour <b>Harbour Letters</b></h1>"
    page = f"""<!DOCTYPE html><html lang="es"><head><title>The tide book of the harbour</title></head><body>{logo}
        <time datetime="2012-12-05">5</time><h3>The tide book of the harbour</h3><p>Bremen | 04/12/2012</p>{TEXT}
        </body></html>"""
    assert parse(page.encode(), URL).article.published == "2012-12-04"


def test_the_last_of_several_days_before_the_headline_is_that_of_another_article() -> None:
    one = "<p>04.12.2012</p><p>Eels</p>"
    assert published(before=one) == "2012-12-04"
    assert published(before=f"<p>02.12.2012</p><p>Terns</p><p>03.12.2012</p><p>Gulls</p>{one}") is None


def test_a_line_at_the_end_may_say_when_it_was_posted() -> None:
    below = (
        "<p>Filler of the harbour.</p>" * 40
        + "<p>Dieser Artikel wurde am 4. Dezember 2012 um 14:48 von Ida verfasst.</p>"
    )
    assert published(below=below) == "2012-12-04T14:48"


def test_of_statements_that_differ_the_one_that_is_printed_holds() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2012-12-01T08:00:00Z"}</script>'
        '<meta property="article:published_time" content="2012-12-04T14:25:00Z">'
    )
    assert published("<p>4. Dezember 2012</p>", head=head) == "2012-12-04T14:25:00Z"
    assert published(head=head) == "2012-12-01T08:00:00Z"


def test_what_is_printed_comes_before_a_meta_that_may_be_the_last_change() -> None:
    head = '<meta name="date" content="2013-02-12">'
    assert published("<p>04.12.2012</p>", head=head) == "2012-12-04"
    assert published(head=head) == "2013-02-12"


def test_the_day_is_that_of_the_site_where_the_page_tells_its_time() -> None:
    head = '<meta property="article:published_time" content="2012-12-03T23:04:00Z">'
    assert published("<p>4. Dezember 2012 00:04 Uhr</p>", head=head) == "2012-12-04T00:04:00+01:00"
    assert published('<time datetime="2012-12-04T00:04:00+01:00">heute</time>', head=head) == "2012-12-03T23:04:00Z"
    assert published('<time datetime="2012-12-04T00:04:00+01:00">Dienstag</time>', head=head) == (
        "2012-12-04T00:04:00+01:00"
    )
    assert published("<p>4. Dezember 2012 10:17 Uhr</p>", head=head) == "2012-12-03T23:04:00Z"


def test_the_day_that_readers_are_shown_holds_where_head_or_address_know_it_too() -> None:
    head = '<meta property="article:published_time" content="2012-12-03T23:40:00+00:00">'
    assert published("<p>04.12.2012</p>", head=head, url="https://harbour.example/2012/12/04/tide/") == "2012-12-04"
    dated_anew = f'{head}<meta property="article:modified_time" content="2014-05-01T08:00:00+00:00">'
    assert published("<p>1. Mai 2014</p>", head=dated_anew) == "2014-05-01"
    assert published("<p>Aktualisiert: 1. Mai 2014</p>", head=dated_anew) == "2012-12-03T23:40:00+00:00"
    assert published("<p>2. Mai 2014</p>", head=dated_anew) == "2012-12-03T23:40:00+00:00"


def test_a_printed_day_is_not_turned_into_the_one_before_by_another_offset() -> None:
    entry = '{"@type": "Article", "datePublished": "2012-12-03T21:00:00-05:00"}'
    head = f"""<script type="application/ld+json">{entry}</script>
        <meta property="article:published_time" content="2012-12-04T02:00:00Z">"""
    assert published("<p>4. Dezember 2012</p>", head=head) == "2012-12-04T02:00:00Z"


def test_a_day_in_the_address_is_stated() -> None:
    assert published(url="https://harbour.example/2012/12/04/tide/") == "2012-12-04"
    assert published(url="https://harbour.example/2012/12/tide/") is None
    assert published(url="https://harbour.example/2012/13/04/tide/") is None


@pytest.mark.parametrize(
    "above",
    ["<p>Heute: 4.12.2012</p>", "<p>Current date: 4.12.2012</p>", "<p>Last visit: 4.12.2012</p>"],
)
def test_the_day_of_the_visit_is_no_day_of_publication(above: str) -> None:
    assert published(above) is None


@pytest.mark.parametrize(
    "line",
    [
        "Zuletzt geändert am 05.12.2012",
        "Last updated: 5 December 2012",
        "5 December 2012 (updated)",
        "Dernière mise à jour : 5 décembre 2012",
        "Última actualización: 5 de diciembre de 2012",
        "2012年12月5日更新",
    ],
)
def test_the_day_of_a_change_gives_way_to_that_of_publication(line: str) -> None:
    assert published(f"<p>{line}</p>", below=FAR + "<p>Veröffentlicht am 4. Dezember 2012</p>") == "2012-12-04"


@pytest.mark.parametrize("tag", ["p", 'p class="date"'])
def test_of_one_line_with_both_days_that_of_publication_is_read(tag: str) -> None:
    line = f"<{tag}>Veröffentlicht am 4. Dezember 2012, zuletzt aktualisiert am 5. Dezember 2012</p>"
    assert published(line) == "2012-12-04"


def test_a_day_that_stands_alone_above_the_text_dates_it_far_from_the_headline() -> None:
    alone = FAR + "<p>04.12.2012</p>" + TEXT * 2
    assert published(below=alone) == "2012-12-04"
    assert published(below=f"{alone}<p>05.12.2012</p>{TEXT * 2}") is None
    assert published(below=FAR + "<p>04.12.2012</p>") is None


@pytest.mark.parametrize(
    "line",
    ["Dienstag, 4. Dezember 2012", "Printed on:</p><p>04.12.2012", "4. Dezember 2012.", "seit dem 4. Dezember 2012"],
)
def test_a_day_that_may_be_that_of_something_else_stands_not_alone(line: str) -> None:
    assert published(below=f"{FAR}<p>{line}</p>{TEXT * 2}") is None


def test_a_head_with_a_change_before_publication_gives_way_to_the_one_day_that_is_printed() -> None:
    head = (
        '<meta property="article:published_time" content="2014-05-01T10:33:13Z">'
        '<meta property="article:modified_time" content="2014-05-01T10:32:18Z">'
    )
    assert published("<p>04.12.2012</p>", head=head) == "2012-12-04"
    assert published("<p>04.12.2012</p><p>05.12.2012</p>", head=head) == "2014-05-01T10:33:13Z"
    assert published("<p>04.12.2012</p>", head=head.replace("10:32:18", "10:34:18")) == "2014-05-01T10:33:13Z"


def test_of_statements_that_differ_the_one_in_the_title_of_the_window_holds() -> None:
    head = (
        "<title>The tide book of the harbour - 04/12/2012 - Harbour Letters</title>"
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2012-12-03T23:35:00"}</script>'
        '<meta property="article:published_time" content="2012-12-04T04:10:00-03:00">'
    )
    assert published(head=head) == "2012-12-04T04:10:00-03:00"


def test_a_korean_line_of_publication_is_read_wherever_it_stands() -> None:
    assert published(below=f"{FAR}<p>기사입력 :[ 2012-12-04 15:24 ]</p>") == "2012-12-04T15:24"


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
    assert article(head, above=above).published == published


def test_a_copyright_notice_and_a_year_in_the_title_date_nothing() -> None:
    html = f"""<html lang="en"><head><title>The storms of 2012</title></head><body><article><h1>The storms of 2012</h1>
    {BODY}</article><footer>Copyright 2009-2014 Harbour Letters</footer></body></html>"""
    assert parse(html.encode(), URL).article.published is None


def test_a_page_that_states_only_its_last_change_is_dated_by_it() -> None:
    change = '<meta property="article:modified_time" content="2012-12-05T08:00:00Z">'
    assert article(change).published == "2012-12-05T08:00:00Z"
    assert article(f'{change}<meta name="date" content="2012-12-04">').published == "2012-12-04"


# --- the last change


FARTHER = "<p>Filler of the harbour.</p>" * 70

LONG_TEXT = TEXT * 2


def english_page(below: str, *, head: str = "", above: str = "") -> bytes:
    body = f"<h1>The tide book of the harbour</h1>{above}<div>{LONG_TEXT}</div>{below}"
    return f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'.encode()


def changed(below: str, *, head: str = "", above: str = "") -> Article:
    return parse(english_page(below, head=head, above=above), URL).article


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
    article = changed(f"{FARTHER}<p>{line}</p>")
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
    article = changed(f"{FARTHER}<p>{line}</p>")
    assert (article.modified, article.published) == (None, None)


def test_of_lines_that_differ_the_one_near_the_headline_holds_and_none_elsewhere() -> None:
    others = f"{FARTHER}<p>Updated: 5 December 2012</p><p>Eels</p><p>Updated: 6 December 2012</p>"
    assert changed(others, above="<p>Updated: 4 December 2012</p>").modified == "2012-12-04"
    assert changed(others).modified is None


def test_the_head_comes_before_what_is_printed() -> None:
    head = '<meta property="article:modified_time" content="2012-12-04T08:00:00Z">'
    assert changed("", head=head, above="<p>Updated: 5 December 2012</p>").modified == "2012-12-04T08:00:00Z"


def test_the_rule_says_that_a_date_is_that_of_the_last_change() -> None:
    notes = inspect(english_page("<p>Updated: 4 December 2012</p>"), URL).article_evidence
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
