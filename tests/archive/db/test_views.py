"""The views answer what most people ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    blue = comment("Mine is blue.", id="1", published="2026-01-05T10:00:00Z")
    dented = comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1, published="2026-01-05T10:01:30Z")
    old = comment("Mine is old.", "Cyd Moss", id="3")
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(blue, dented, old), observed_at="2026-01-06T00:00:00Z")
        archive.save(thread(blue, dented, comment("Mine is older.", "Cyd Moss", id="3")), observed_at="2026-01-07")
        archive.save(thread(blue, comment("Mine is older.", "Cyd Moss", id="3")), observed_at="2026-01-08")
    return tmp_path / "a.db"


def test_conversations_name_what_each_comment_answers(path: Path) -> None:
    found = rows(
        path, "SELECT author, parent_author, depth, title, gone_since FROM conversations WHERE parent_uid > ''"
    )
    assert found == [
        {"author": "Bo Larch", "parent_author": "Anna Thimble", "depth": 1, "title": "Kettles I have known",
         "gone_since": "2026-01-08T00:00:00Z"},
    ]  # fmt: skip


def test_threads_count(path: Path) -> None:
    (found,) = rows(path, "SELECT * FROM threads")
    assert (found["comment_count"], found["gone_count"], found["reply_count"], found["author_count"]) == (2, 1, 1, 3)
    assert (found["level_count"], found["site"], found["last_visit_at"]) == (2, "tea.example", "2026-01-08T00:00:00Z")
    assert (found["first_comment_utc"], found["last_comment_utc"]) == ("2026-01-05T10:00:00Z", "2026-01-05T10:01:30Z")


def test_changes_tell_what_was_new_edited_and_gone(path: Path) -> None:
    found = rows(path, "SELECT substr(at, 1, 10) AS day, what, text FROM changes ORDER BY at, what, text")
    assert [tuple(each.values()) for each in found] == [
        ("2026-01-06", "article new", "Kettles I have known"),
        ("2026-01-06", "comment new", "Mine is blue."),
        ("2026-01-06", "comment new", "Mine is dented."),
        ("2026-01-06", "comment new", "Mine is old."),
        ("2026-01-07", "comment edited", "Mine is older."),
        ("2026-01-08", "comment gone", "Mine is dented."),
    ]


def test_replies_activity_and_authors_are_counted(path: Path) -> None:
    assert rows(path, "SELECT author, answered_author, seconds FROM replies") == [
        {"author": "Bo Larch", "answered_author": "Anna Thimble", "seconds": 90}
    ]
    assert rows(path, "SELECT day, comment_count, author_count FROM activity") == [
        {"day": "2026-01-05", "comment_count": 2, "author_count": 2}
    ]
    figures = "comment_count, replies_written, replies_received, gone_count"
    found = rows(path, f"SELECT name, {figures} FROM authors_stats ORDER BY name")
    assert [tuple(each.values()) for each in found] == [
        ("Anna Thimble", 1, 0, 1, 0),
        ("Bo Larch", 1, 1, 0, 1),
        ("Cyd Moss", 1, 0, 0, 0),
    ]
