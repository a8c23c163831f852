"""What was new, edited or gone, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.errors import NotFound
from archive.query.changes import since
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("at", "what", "thread_uid", "comment_uid", "title", "author", "version", "text")

URL, CUPS = "https://tea.example/2026/kettles", "https://tea.example/2026/cups"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("Mine is blue.", id="1"), comment("Two", id="2")), observed_at="2026-01-01")
        archive.save(thread(comment("Mine is green.", id="1")), observed_at="2026-01-02")
        archive.save(thread(comment("Cups!", id="9"), url=CUPS), observed_at="2026-01-03")
    return tmp_path / "a.db"


def told(path: Path, begin: str | None = None, name: str | None = None, limit: int | None = None) -> list[str]:
    with reading(path) as conn:
        rows = list(since(conn, begin, name, limit))
    assert all(tuple(row) == COLUMNS for row in rows)
    return [f"{row['at'][8:10]} {row['what']} {row['text']}" for row in rows]


def test_changes_come_newest_first(path: Path) -> None:
    *newer, one, two = told(path)
    assert newer == [
        "03 article new Kettles I have known",
        "03 comment new Cups!",
        "02 comment edited Mine is green.",
        "02 comment gone Two",
        "01 article new Kettles I have known",
    ]
    assert {one, two} == {"01 comment new Mine is blue.", "01 comment new Two"}


def test_changes_of_a_time_of_a_thread_and_only_some(path: Path) -> None:
    assert told(path, "2026-01-02T00:00:00Z", URL) == ["02 comment edited Mine is green.", "02 comment gone Two"]
    assert told(path, name=CUPS) == ["03 article new Kettles I have known", "03 comment new Cups!"]
    assert len(told(path, limit=3)) == 3
    assert told(path, "2026-01-04T00:00:00Z") == []


def test_a_thread_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(NotFound):
        told(path, name="https://tea.example/none")
