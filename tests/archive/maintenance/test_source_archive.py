"""Another archive, read as its visits and what each showed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from archive.maintenance.source_archive import Other
from scraper.visit.records import Outcome, Part
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://tea.example/2026/kettles"
FIRST = comment("It whistled.", id="1")
PAGE = thread(FIRST, comment("Mine, too.", "Bo Larch", id="2", parent=0, depth=1))
EDITED = replace(PAGE, comments=(replace(FIRST, text="It sang."), *PAGE.comments[1:]), declared_count=2)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Other]:
    with Archive.open(tmp_path / "a.db") as opened:
        part = Part(Visit(f"{URL}?page=2", status=200), b"<p>")
        opened.save(PAGE, observed_at="2026-02-01", visit=Visit(URL, status=200, parts=(part,)))
        opened.save(EDITED, observed_at="2026-03-01")
        opened.record(Visit(URL, status=404, fetched_at="2026-04-01"))
        yield Other(opened.conn, 1)


def test_each_visit_shows_the_thread_as_it_was_then(other: Other) -> None:
    first, second, gone = other.visits()
    for visit, document in ((first, PAGE), (second, EDITED)):
        told = other.shown(visit)
        assert told is not None
        assert [each.text for each in told.comments] == [each.text for each in document.comments]
        assert [each.parent for each in told.comments] == [None, 0]
        assert (told.declared_count, told.complete) == (document.declared_count, True)
        assert told.article.text == PAGE.article.text
        assert [channel.name for channel in told.channels] == ["page"]
    assert (other.shown(gone), gone["outcome"]) == (None, Outcome.GONE)


def test_parts_come_with_their_visit(other: Other) -> None:
    visits = other.visits()
    assert len(visits) == 3
    (part,) = other.parts(visits[0])
    assert (part["url"], part["outcome"]) == (f"{URL}?page=2", Outcome.PART)


def test_comments_come_with_their_ids(other: Other) -> None:
    assert [tuple(ids) for _, *ids in other.ids()] == [("wordpress", "tea.example", number) for number in "12"]
