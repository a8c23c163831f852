"""A page's records become one thread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scraper.imports.assemble import DumpThread, address, assemble_thread
from scraper.imports.formats import isso
from scraper.imports.records import DumpComment, Orphan, Page, Private, Tally
from tests.scraper.imports import dumps
from tests.scraper.imports.support import read, tree

URL = "http://quayside.example/2012/11/tide-table/"
PAGE = Page("1", URL, "How to read a tide table")


def test_numbers_made_up_page_by_page_lead_to_parents_on_the_same_page(tmp_path: Path) -> None:
    """Two pages of a dump may be one page of the web, each counted from one."""
    reply = (
        "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_author>{}</wp:comment_author>"
        "<wp:comment_content>{}</wp:comment_content><wp:comment_parent>{}</wp:comment_parent></wp:comment>"
    )
    item = "<item><title>Fog</title><link>http://quayside.example/fog/</link>{}</item>\n"
    items = item.format(reply.format(1, "Ida", "One.", 0) + reply.format(2, "Tove", "To Ida.", 1))
    items += item.format(reply.format(1, "Piers", "Other one.", 0) + reply.format(2, "Hen", "To Piers.", 1))
    found = read(tmp_path, dumps.wxr(items=items).replace("WordPress/3.4.2", "another"))
    assert [tree(thread) for thread in found.threads] == [
        ["Ida: One.", ".Tove: To Ida.", "Piers: Other one.", ".Hen: To Piers."]
    ]


def test_comments_that_an_export_gives_with_two_pages_of_one_address_count_once(tmp_path: Path) -> None:
    start, end = dumps.ITEMS.index("\t<item>"), dumps.ITEMS.index("</item>\n") + len("</item>\n")
    found = read(tmp_path, dumps.wxr(items=dumps.ITEMS[start:end] * 2))
    assert [each.id for each in found.comments] == ["31", "32", "33", "35"]
    assert found.comments[1].depth == 1
    assert found.tally.skipped["repeated"] == 4


def gather(
    *records: DumpComment, page: Page = PAGE, base: str | None = None, missing: str = ""
) -> tuple[DumpThread, Tally]:
    """The thread that these records make, and what was counted."""
    tally = Tally(breaks=[missing] if missing else [])
    return assemble_thread([page], records, isso.FORMATS[0], base, tally), tally


def said(number: int, parent: int | None = None, **more: Any) -> DumpComment:
    return DumpComment("1", str(number), f"Words of {number}.", parent=None if parent is None else str(parent), **more)


def test_comments_stand_below_those_they_answer_in_the_order_of_their_dates() -> None:
    found, tally = gather(
        said(4, 2, published="2012-11-21T13:00:00+01:00"),
        said(3, published="2012-11-21T12:30:00"),
        said(2, published="2012-11-21T10:00:00+00:00"),
    )
    assert [(each.id, each.parent, each.depth) for each in found.thread.comments] == [
        ("2", None, 0),
        ("4", 0, 1),
        ("3", None, 0),
    ]
    assert tally.orphan_count == 0


def test_where_one_has_no_date_all_stand_as_they_came() -> None:
    found, _ = gather(said(3, published="2013-01-01T00:00:00"), said(2), said(1, published="2012-01-01T00:00:00"))
    assert [each.id for each in found.thread.comments] == ["3", "2", "1"]


def test_a_comment_that_answers_none_of_them_stands_at_the_top_and_keeps_what_it_named() -> None:
    found, tally = gather(said(2, 9), said(3, 3))
    assert [(each.id, each.depth, each.parent_id) for each in found.thread.comments] == [("2", 0, "9"), ("3", 0, None)]
    assert tally.orphans == [Orphan(URL, "2", "9"), Orphan(URL, "3", "3")]


def test_a_dump_that_breaks_off_makes_threads_that_may_be_incomplete() -> None:
    whole, _ = gather(said(1))
    cut, _ = gather(said(1), missing="line 7")
    assert (whole.thread.complete, cut.thread.complete) == (True, False)
    assert whole.thread.channels[0].complete is True
    assert cut.thread.channels[0].complete is False


def test_numbers_count_within_the_forum_or_the_site_or_not_at_all() -> None:
    for page, scope, number in (
        (PAGE, "quayside.example", "1"),
        (replace(PAGE, forum="quayside"), "quayside", "1"),
        (replace(PAGE, numbered=False), None, None),
    ):
        thread = gather(said(1), page=page)[0].thread
        assert (thread.id_scope, thread.comments[0].id) == (scope, number)
        assert (thread.system, thread.id_system) == ("isso", "isso" if number else None)


def test_the_writer_of_the_article_is_known_by_the_account() -> None:
    found, _ = gather(said(1, account="7"), said(2, account="8"), said(3), page=replace(PAGE, account="7"))
    assert [each.author.is_article_author for each in found.thread.comments] == [True, None, None]


def test_what_no_page_shows_stays_with_its_comment_through_every_sorting() -> None:
    found, _ = gather(
        said(2, published="2012-01-02T00:00:00", private=Private("b@x.example"), elsewhere="32"),
        said(1, published="2012-01-01T00:00:00", private=Private("a@x.example"), elsewhere="31"),
    )
    assert [each.email for each in found.private] == ["a@x.example", "b@x.example"]
    assert found.elsewhere == ("31", "32")


@pytest.mark.parametrize(
    ("url", "base", "whole"),
    [
        ("http://quayside.example/a", None, "http://quayside.example/a"),
        ("/a", "http://quayside.example/blog/", "http://quayside.example/a"),
        ("/a", None, None),
        ("a", "http://quayside.example/", None),
        ("http://[bad/", None, None),
        ("http://" + "x" * 9_000, None, None),
        ("javascript:alert(1)", None, None),
    ],
)
def test_an_address_is_its_own_or_a_path_below_the_base(url: str, base: str | None, whole: str | None) -> None:
    assert address(url, base) == whole
