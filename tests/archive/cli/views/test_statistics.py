"""Figures of an archive, drawn."""

from __future__ import annotations

from archive.cli.views import statistics as views
from archive.display import cells
from archive.query.statistics import Section

TOTAL = Section(
    "total",
    ("threads", "comments", "gone", "sites", "complete", "first_article", "last_article", "undated_articles"),
    [(3, 2000, 1, 1, 0, "2012-12-04T10:00:00Z", "2014", 1)],
)


def test_the_total_is_told_in_words() -> None:
    assert list(views.shown([TOTAL], 80)) == [
        "3 threads, 2,000 comments, 1 site, 1 gone",
        "0 of the threads are known to be complete",
        "articles from 2012-12-04 to 2014, 1 without a date",
    ]


def test_bars_are_as_long_as_their_counts_and_never_nothing() -> None:
    months = Section("months", ("month", "comments"), [("2012-12", 1000), ("2013-01", 500), ("2013-02", 1)], "comments")
    lines = list(views.shown([months], 60))
    assert lines[:2] == ["", "Comments by month"]
    assert max(map(cells, lines)) == 60
    whole, half, least = (line.split()[2] for line in lines[2:])
    assert len(half) == len(whole) // 2 + len(whole) % 2
    assert least == "▏"


def test_what_no_page_states_is_a_bar_of_its_own() -> None:
    months = Section("months", ("month", "comments"), [("2012-12", 2), (None, 1)], "comments")
    assert list(views.shown([months], 40))[3].startswith("not stated  1  ")


def test_sections_without_rows_are_left_out_and_titles_stand_out() -> None:
    empty, authors = Section("depth", ("level", "comments"), []), Section("authors", ("author",), [("Anna Thimble",)])
    assert list(views.shown([empty, authors], 80, colour=True))[1] == "\x1b[1mMost active authors\x1b[0m"


def test_a_program_gets_one_object() -> None:
    found = views.as_dict([TOTAL, Section("authors", ("author", "comments"), [("Anna", 2)])])
    assert found["total"]["comments"] == 2000
    assert found["authors"] == [{"author": "Anna", "comments": 2}]
