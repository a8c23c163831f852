from __future__ import annotations

import pytest

from scraper.dates import month_number, order_of, parse_date, parse_epoch

STATED = [
    # ISO 8601 and its relatives
    ("2012-12-04T10:31:00-05:00", "2012-12-04T10:31:00-05:00"),
    ("2012-12-04T10:31:00Z", "2012-12-04T10:31:00Z"),
    ("2012-12-04T10:31:00.123456+00:00", "2012-12-04T10:31:00+00:00"),
    ("2012-12-04T10:31:07", "2012-12-04T10:31:07"),
    ("2012-12-04T10:31+0530", "2012-12-04T10:31+05:30"),
    ("2012-12-04 10:31", "2012-12-04T10:31"),
    ("2012-12-04 10:31:55 UTC", "2012-12-04T10:31:55Z"),
    ("2012-12-04", "2012-12-04"),
    ("20121204T103100Z", "2012-12-04T10:31:00Z"),
    ("Published 2012-12-04, read twice", "2012-12-04"),
    ("2012/12/04 10:31", "2012-12-04T10:31"),
    ("2012.12.4", "2012-12-04"),
    # e-mail and server dates
    ("Tue, 04 Dec 2012 10:31:00 +0000", "2012-12-04T10:31:00+00:00"),
    ("Tue, 04 Dec 2012 10:31:00 GMT", "2012-12-04T10:31:00Z"),
    ("Tue, 4 Dec 2012 10:31:00 -0800", "2012-12-04T10:31:00-08:00"),
    # English
    ("December 4, 2012 at 10:31 am", "2012-12-04T10:31"),
    ("December 4, 2012 at 10:31 pm", "2012-12-04T22:31"),
    ("December 4th, 2012", "2012-12-04"),
    ("Dec. 4, 2012", "2012-12-04"),
    ("Tuesday, December 4, 2012 12:05 AM", "2012-12-04T00:05"),
    ("4 December 2012 at 12:05 PM", "2012-12-04T12:05"),
    ("4th of December 2012", "2012-12-04"),
    ("on 04-Dec-2012 at 23:59", "2012-12-04T23:59"),
    ("Sept 3, 2011 | 5:07 a.m.", "2011-09-03T05:07"),
    ("26 | 01 | 2022", "2022-01-26"),
    ("Monday 3 March 2014 5pm", "2014-03-03T17:00"),
    ("Feb 29, 2012", "2012-02-29"),
    ("12/25/2012 3:15 PM", "2012-12-25T15:15"),
    ("25/12/2012", "2012-12-25"),
    ("4/4/2012", "2012-04-04"),
    # German
    ("4. Dezember 2012 um 10:31", "2012-12-04T10:31"),
    ("Dienstag, 4. März 2014, 18:05 Uhr", "2014-03-04T18:05"),
    ("04.12.2012 - 10:31", "2012-12-04T10:31"),
    ("04.12.12, 10:31", "2012-12-04T10:31"),
    ("4. Jan. 2013", "2013-01-04"),
    # French
    ("4 décembre 2012 à 10 h 31 min", "2012-12-04T10:31"),
    ("4 décembre 2012 à 10:31", "2012-12-04T10:31"),
    ("le 1er août 2010 à 9h05", "2010-08-01T09:05"),
    ("mardi 4 février 2014", "2014-02-04"),
    ("4 juil. 2012", "2012-07-04"),
    # Spanish
    ("4 de diciembre de 2012 a las 10:31", "2012-12-04T10:31"),
    ("martes, 4 de enero del 2011", "2011-01-04"),
    ("agosto 4, 2012", "2012-08-04"),
    # Portuguese
    ("4 de dezembro de 2012 às 10:31", "2012-12-04T10:31"),
    ("15 de março de 2015", "2015-03-15"),
    # Italian
    ("4 dicembre 2012 alle 10:31", "2012-12-04T10:31"),
    ("15 gennaio 2015", "2015-01-15"),
    # Dutch
    ("4 december 2012 om 10:31", "2012-12-04T10:31"),
    ("15 maart 2015", "2015-03-15"),
    # Polish
    ("4 grudnia 2012 o 10:31", "2012-12-04T10:31"),
    ("15 stycznia 2015", "2015-01-15"),
    # Russian and Ukrainian
    ("4 декабря 2012 в 10:31", "2012-12-04T10:31"),
    ("15 мая 2015 г.", "2015-05-15"),
    ("15 січня 2015", "2015-01-15"),
    # Czech, Hungarian, Lithuanian, Turkish, Swedish, Danish, Finnish, Greek
    ("4. prosince 2012 v 10:31", "2012-12-04T10:31"),
    ("2012. 12. 04. 10:31", "2012-12-04T10:31"),
    ("2012. december 4.", "2012-12-04"),
    ("2012 m. gruodžio 4 d.", "2012-12-04"),
    ("4 Aralık 2012, 10:31", "2012-12-04T10:31"),
    ("4 Şubat 2012", "2012-02-04"),
    ("4 december 2012 kl. 10:31", "2012-12-04T10:31"),
    ("4. maj 2012", "2012-05-04"),
    ("4. joulukuuta 2012", "2012-12-04"),
    ("4 Δεκεμβρίου 2012", "2012-12-04"),
    # Chinese, Japanese, Korean
    ("2012年12月4日 10:31", "2012-12-04T10:31"),
    ("2012年12月4日", "2012-12-04"),
    ("２０１２年１２月４日", "2012-12-04"),
    ("2012년 12월 4일", "2012-12-04"),
    # Arabic digits and words
    ("4 ديسمبر 2012", "2012-12-04"),
    ("٤ ديسمبر ٢٠١٢", "2012-12-04"),
    # Hebrew, Indonesian, Romanian, Vietnamese, Hindi
    ("4 Desember 2012", "2012-12-04"),
    ("4 decembrie 2012", "2012-12-04"),
    ("4 בדצמבר 2012", "2012-12-04"),
]

NOT_STATED = [
    # counted from now
    "2 days ago",
    "vor 3 Tagen",
    "il y a 2 heures",
    "hace 5 minutos",
    "yesterday at 10:31",
    "gestern um 10:31",
    "1 year ago, 2 replies",
    # without a year, or without a day
    "December 4 at 10:31 am",
    "4. Dezember, 10:31",
    "Dec 4",
    "4/12",
    "December 2012",
    "2012",
    "10:31 am",
    # day or month first: nobody can tell
    "04/12/2012",
    "4-12-2012",
    "1/2/13",
    # years that date nothing
    "Copyright 2014",
    "© 2009-2014 The Harbour",
    "Top 10 of 2012",
    "4 apples 2012",
    "2024 visitors on 3 boats",
    # no such day
    "31 February 2012",
    "Dec 32, 2012",
    "2012-13-04",
    "45/13/2012",
    "0000-00-00 00:00:00",
    # other numbers
    "ISBN 978-3-16-148410-0",
    "192.168.10.20",
    "version 1.2.2012.4",
    "+49 170 1234567",
    "#12345",
    "Reader 20121204",
    "anna19850412",
    "120121204",
    "1,234 comments",
    "no digits at all",
    "",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_stated_date_is_read_as_stated(text: str, expected: str) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_states_no_full_date_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_nothing_gives_none() -> None:
    assert parse_date(None) is None


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("04/12/2012", "2012-12-04", "2012-04-12"),
        ("4-12-2012 10:31", "2012-12-04T10:31", "2012-04-12T10:31"),
        ("1/2/13, 5:07 pm", "2013-02-01T17:07", "2013-01-02T17:07"),
    ],
)
def test_the_order_of_day_and_month_settles_what_the_text_leaves_open(
    text: str, day_first: str, month_first: str
) -> None:
    assert parse_date(text, order="DMY") == day_first
    assert parse_date(text, order="MDY") == month_first


def test_a_date_that_allows_one_reading_only_is_read_so_whatever_the_page_does() -> None:
    assert parse_date("25/12/2012", order="MDY") == parse_date("12/25/2012", order="DMY") == "2012-12-25"


@pytest.mark.parametrize(
    ("sisters", "language", "order"),
    [
        (["04/12/2012", "25/12/2012"], None, "DMY"),
        (["04/12/2012", "12/25/2012"], None, "MDY"),
        (["04/12/2012", "11/12/2012"], None, None),
        (["04/12/2012", "25/12/2012"], "en-US", "DMY"),
        (["25/12/2012", "12/25/2012"], None, None),
        ([], "en-US", "MDY"),
        ([], "en_US", "MDY"),
        ([], "en-GB", "DMY"),
        ([], "fr", "DMY"),
        ([], "en", None),
        ([], None, None),
    ],
)
def test_the_order_comes_from_sister_dates_then_from_the_language(
    sisters: list[str], language: str | None, order: str | None
) -> None:
    assert order_of(sisters, language) == order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1354617060", "2012-12-04T10:31:00Z"),
        ("1354617060000", "2012-12-04T10:31:00Z"),
        (" 1354617060 ", "2012-12-04T10:31:00Z"),
        ("135461706", None),
        ("9999999999", None),
        ("1354617060 comments", None),
        ("", None),
        (None, None),
    ],
)
def test_seconds_and_milliseconds_since_1970_are_read_as_utc(text: str | None, expected: str | None) -> None:
    assert parse_epoch(text) == expected


@pytest.mark.parametrize(
    ("name", "language", "number"),
    [
        ("March", None, 3),
        ("Sept.", None, 9),
        ("März", "de", 3),
        ("août", "fr-CA", 8),
        ("mayo", "es", 5),
        ("мая", "ru", 5),
        ("April", "xx-unknown", 4),
        ("grudnia", "xx-unknown", 12),
        ("harbour", None, None),
        ("harbour", "en", None),
    ],
)
def test_a_month_is_known_in_the_language_of_the_page_and_in_others(
    name: str, language: str | None, number: int | None
) -> None:
    assert month_number(name, language) == number


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    assert parse_date("4 December 2012" + " 1" * 1_000_000) == "2012-12-04"
    assert parse_date("x " * 1_000_000 + "4 December 2012") is None
