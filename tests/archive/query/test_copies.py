"""Copies of an article have one conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.errors import NotFound
from archive.query import copies
from scraper.thread import Article
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path

WORDS = " ".join(f"The {number}th kettle whistled in its own way and was put away." for number in range(60))
ARTICLE = Article(title="Kettles I have known", text=WORDS, html=f"<p>{WORDS}</p>")
OLD, NEW = "https://tea.example/kettles", "https://kettles.example/known"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    blue = comment("Mine is blue.", id="1", published="2026-01-05T10:00:00Z")
    answer = comment("Is it?", "Bo Larch", id="2", parent=0, depth=1)
    moved = comment("Mine is blue.", id="71", published="2026-01-05T11:00:00+01:00")
    again = comment("Mine is blue.", id="72", published="2026-03-05T10:00:00Z")
    since = comment("It is.", "Cyd Moss", id="73", parent=0, depth=1)
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(blue, answer, url=OLD, article=ARTICLE), observed_at="2026-02-01")
        new = thread(moved, since, again, url=NEW, article=ARTICLE, id_scope="kettles.example", complete=None)
        archive.save(new, observed_at="2026-02-02")
    return tmp_path / "a.db"


def test_a_comment_that_moved_along_is_there_once_with_the_answers_of_both_places(path: Path) -> None:
    with reading(path) as conn:
        joint, notes = copies.thread(conn, NEW)
    told = [(each.text, each.depth, note) for each, note in zip(joint.comments, notes, strict=True)]
    assert told == [
        ("Mine is blue.", 0, ""),
        ("Is it?", 1, f"at {OLD}"),
        ("It is.", 1, ""),
        ("Mine is blue.", 0, ""),
    ]
    assert joint.url == NEW
    assert joint.complete is None
    assert len(joint.channels) == 2


def test_a_thread_that_is_not_there_is_told(path: Path) -> None:
    with reading(path) as conn, pytest.raises(NotFound):
        copies.thread(conn, "https://tea.example/cups")
