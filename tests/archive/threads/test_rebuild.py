"""Rows made again from the visits alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.threads.history import Listed, pack
from archive.threads.rebuild import rebuild
from tests.support.threads import comment, contents, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = comment("It whistled.", id="1")
PAGE = thread(FIRST, comment("Mine, too.", "Bo Larch", id="2", parent=0, depth=1))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        opened.save(PAGE, observed_at="2026-02-01")
        opened.save(replace(PAGE, comments=(replace(FIRST, text="It sang."),)), observed_at="2026-03-01")
        yield opened


def test_what_agrees_with_the_visits_is_not_written(archive: Archive) -> None:
    before = contents(archive.path, without=set())
    with archive.transaction() as db:
        changes = db.conn.total_changes
        assert rebuild(db, 1) is not None
        assert db.conn.total_changes == changes
    assert contents(archive.path, without=set()) == before


def test_what_was_changed_by_hand_is_made_as_the_visits_showed_it(archive: Archive) -> None:
    before = contents(archive.path, without=set())
    with archive.transaction() as db:
        db.conn.execute("UPDATE comments SET text = 'changed', version = 1, gone_since = NULL, depth = 3, position = 7")
        db.conn.execute("UPDATE articles SET comment_count = 9, complete = NULL")
        history = rebuild(db, 1)
    assert history is not None
    assert [standing.gone_since is None for standing in history.standings.values()] == [True, False]
    assert contents(archive.path, without=set())["articles"] == before["articles"]
    assert [row[:1] for row in contents(archive.path)["comments"]] == [row[:1] for row in before["comments"]]


def test_an_article_that_no_visit_showed_has_no_history(archive: Archive) -> None:
    with archive.transaction() as db:
        db.conn.execute("UPDATE fetches SET observation_id = NULL")
        assert rebuild(db, 1) is None


def test_a_comment_that_has_no_row_cannot_be_made(archive: Archive) -> None:
    with archive.transaction() as db:
        db.conn.execute("UPDATE observations SET listing = ?", [pack([Listed(77, 1, None)])])
        with pytest.raises(LookupError):
            rebuild(db, 1)
