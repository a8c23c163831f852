"""The rows of comments: read whole, refreshed in place, removed with all that is theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.threads import comments, observations, write
from archive.threads.rebuild import rebuild
from scraper.thread import Author, Comment
from tests.support.threads import comment, healthy, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = Comment("It whistled.\n\nLoudly.", "<p>It whistled.</p>", "1", author=Author("Anna"), published="2026-01-05")
REPLY = comment("Mine, too.", "Bo Larch", id="2", parent_id="9")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        opened.save(thread(FIRST, REPLY), observed_at="2026-02-01")
        yield opened


def first_row(archive: Archive) -> dict[str, object]:
    return rows(archive.path, "SELECT * FROM comments WHERE id = 1")[0]


def test_everything_stored_of_an_article_is_read_in_order_with_ids_and_earlier_wordings(archive: Archive) -> None:
    archive.save(thread(replace(FIRST, text="It sang."), REPLY), observed_at="2026-03-01")
    stored = comments.load(archive.db, 1, ("wordpress", "tea.example"))
    assert list(stored.rows) == [1, 2]
    assert stored.ids == {1: {"1"}, 2: {"2"}}
    assert sorted(text for _, text in stored.earlier[1]) == ["It sang.", FIRST.text]
    assert comments.load(archive.db, 1, ("isso", "elsewhere")).ids == {}
    assert comments.next_key(archive.db) == 3


def test_a_reply_is_answered_below_once_its_parent_is_known(archive: Archive) -> None:
    assert comments.answers(comments.load(archive.db, 1, ("wordpress", "tea.example"))) == {}
    shown = write.recognise(archive.db, 1, thread(FIRST, REPLY, comment("The one above.", id="9")))
    assert comments.answers(shown.stored, shown) == {2: 3}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"likes": 3}, ("likes", 3)),
        ({"published": "2026-01-05T10:00:00Z"}, ("published", "2026-01-05T10:00:00Z")),
        ({"published": "2026-01"}, ("published", "2026-01-05")),
        ({"text": "It whistled. Loudly.", "html": "<p>it</p>"}, ("text", FIRST.text)),
        ({"author": Author()}, ("author", "Anna")),
        (
            {"author": Author("Anna", avatar="https://anna.example/a.png")},
            ("author_avatar", "https://anna.example/a.png"),
        ),
    ],
)
def test_a_visit_puts_in_place_what_it_knows_better(
    archive: Archive, change: dict[str, object], expected: tuple[str, object]
) -> None:
    archive.save(thread(replace(FIRST, **change), REPLY), observed_at="2026-03-01")  # type: ignore[arg-type]
    row = first_row(archive)
    assert row[expected[0]] == expected[1]
    assert row["version_count"] == 1
    assert row["html"] == FIRST.html


def test_a_comment_is_removed_with_all_that_is_its_own(archive: Archive) -> None:
    archive.save(thread(replace(FIRST, text="It sang."), replace(REPLY, parent=0, depth=1)), observed_at="2026-03-01")
    with archive.transaction() as db:
        observations.without(db, 1, [1])
        assert comments.remove_comments(db.conn, [1]) == 1
        rebuild(db, 1)
    assert [(row["id"], row["parent_id"]) for row in rows(archive.path, "SELECT * FROM comments")] == [(2, None)]
    for table in ("comment_versions", "comment_ids"):
        assert not rows(archive.path, f"SELECT * FROM {table} WHERE comment_id = 1")
    assert healthy(archive.path)
