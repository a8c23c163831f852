"""A visit's thread beside what is stored, and what is noted of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.threads import articles, write
from archive.threads.history import Listed, unpack
from archive.threads.rebuild import rebuild
from archive.threads.versions import Noted
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scraper.thread import Thread

FEBRUARY, MARCH = "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        opened.save(talk(), observed_at=FEBRUARY)
        yield opened


def talk() -> Thread:
    return thread(
        comment("Mine is blue.", id="1"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
    )


def grown() -> Thread:
    first, second = talk().comments
    return replace(
        talk(), comments=(replace(first, text="Mine was blue."), second, comment("Copper.", "Cyd Moss", id="3"))
    )


def test_known_comments_have_their_rows_and_new_ones_a_number(archive: Archive) -> None:
    shown = write.recognise(archive.db, 1, grown())
    assert [entry.comment for entry in shown.incoming] == [1, 2, 3]
    assert [entry.method for entry in shown.incoming] == ["id", "id", "new"]
    assert [entry.stored is None for entry in shown.incoming] == [False, False, True]
    assert shown.listed == [Listed(1, 1, None), Listed(2, 1, 1), Listed(3, 1, None)]


def observed(archive: Archive, document: Thread, then: dict[int, int] | None = None) -> tuple[int, int]:
    with archive.transaction() as db:
        article = articles.load(db, 1)
        shown = write.recognise(db, 1, document)
        write.insert_new(db, article, shown, MARCH)
        observation, fresh, _ = write.observe(db, 1, shown, Noted(MARCH, None, "page", "7.0"), 1, then)
        return observation, fresh


def test_an_observation_lists_the_versions_shown(archive: Archive) -> None:
    observation, fresh = observed(archive, grown())
    assert fresh == 1
    (row,) = rows(archive.path, "SELECT * FROM observations WHERE id = ?", observation)
    assert (row["channel"], row["parser_version"], row["comment_count"]) == ("page", "7.0", 3)
    assert unpack(row["listing"]) == (Listed(1, 2, None), Listed(2, 1, 1), Listed(3, 1, None))
    assert rows(archive.path, "SELECT system_id FROM comment_ids ORDER BY id") == [{"system_id": n} for n in "123"]


def test_the_same_state_is_the_same_observation(archive: Archive) -> None:
    first = observed(archive, grown())
    assert observed(archive, grown()) == (first[0], 0)


def test_a_comment_stays_the_version_it_was_read_as_where_that_agrees(archive: Archive) -> None:
    observed(archive, grown())
    observation, _ = observed(archive, grown(), {1: 1})  # what it was read as says something else
    listing = rows(archive.path, "SELECT listing FROM observations WHERE id = ?", observation)[0]["listing"]
    assert unpack(listing)[0].version == 2


def test_rows_are_made_from_the_visits_alone(archive: Archive) -> None:
    with archive.transaction() as db:
        db.conn.execute("UPDATE comments SET position = 7, depth = 3, gone_since = '2026'")
        assert rebuild(db, 1) is not None
    found = rows(archive.path, "SELECT position, depth, gone_since FROM comments ORDER BY position")
    assert [tuple(row.values()) for row in found] == [(0, 0, None), (1, 1, None)]
