"""What was forgotten is known again by hashes and ids alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from archive.threads import tombstones
from archive.urls import url_key
from scraper.thread import Author
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, REPLY = comment("It whistled.", id="1"), comment("Mine, too.", "Bo Larch", id="2", parent=0, depth=1)
PAGE = thread(FIRST, REPLY)
HOST = "tea.example"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def left(archive: Archive, *stones: tuple[str, str | None, tuple[str, ...]]) -> list[str]:
    with archive.transaction() as db:
        for kind, digest, ids in stones:
            tombstones.add(db, kind, digest, None, ids)
    allowed = tombstones.allowed(archive.db, PAGE, None)
    return [each.text for each in allowed.comments] if allowed else []


def test_without_tombstones_a_thread_is_itself(archive: Archive) -> None:
    assert tombstones.allowed(archive.db, PAGE, None) is PAGE


@pytest.mark.parametrize(
    "stone",
    [
        ("comment", tombstones.comment_digest(HOST, " ANNA thimble", "it  WHISTLED."), ()),
        ("comment", None, ("wordpress", "tea.example", "1")),
        ("author", tombstones.author_digest(HOST, "Anna Thimble", None), ()),
        ("author", tombstones.author_digest(tombstones.ANYWHERE, "anna thimble", None), ()),
    ],
)
def test_a_comment_stays_out_by_words_id_or_author(
    archive: Archive, stone: tuple[str, str | None, tuple[str, ...]]
) -> None:
    assert left(archive, stone) == ["Mine, too."]


def test_other_sites_and_the_numbering_of_a_page_forbid_nothing(archive: Archive) -> None:
    stones = (
        ("comment", tombstones.comment_digest("pots.example", "Anna Thimble", FIRST.text), ()),
        ("comment", None, ("isso", "tea.example", "1")),
    )
    assert left(archive, *stones) == ["It whistled.", "Mine, too."]


def test_an_article_stays_out_by_each_of_its_addresses(archive: Archive) -> None:
    with archive.transaction() as db:
        for _ in range(2):
            tombstones.add(db, "article", tombstones.article_digest(url_key("https://tea.example/?p=7")), "by letter")
    assert len(rows(archive.path, "SELECT * FROM tombstones")) == 1
    assert tombstones.are_forgotten(archive.db, ["https://tea.example/1", "https://www.tea.example/?p=7"])
    led = Visit("https://tea.example/?p=7", final_url=PAGE.url)
    assert tombstones.allowed(archive.db, PAGE, led) is None
    assert tombstones.allowed(archive.db, replace(PAGE, canonical_url="https://tea.example/?p=7"), None) is None


def test_replies_stand_below_what_the_forgotten_one_answered() -> None:
    last = comment("And mine.", "Cyd Moss", id="3", parent=1, depth=2)
    document = thread(FIRST, REPLY, last, replace(FIRST, author=Author("Bo"), id="4"))
    assert [(each.id, each.parent, each.depth) for each in tombstones.without(document, [1]).comments] == [
        ("1", None, 0),
        ("3", 0, 1),
        ("4", None, 0),
    ]
