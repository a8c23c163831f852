"""The tables of an export: one row a comment, an article, an author, or a thread with its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive
from archive.export import columns
from archive.query import read
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("One", id="1"), comment("Two", "Bo Larch", id="2", parent=0, depth=1)))
        archive.save(thread(comment("Cups!", id="1"), url="https://cups.example/1", id_scope="cups.example"))
    return tmp_path / "a.db"


def rows(path: Path, table: str, *places: int) -> list[dict[str, Any]]:
    with reading(path) as conn:
        every = read.keys(conn)
        names = columns.columns(conn, table)
        found = columns.rows(conn, table, [every[place] for place in places])
        return [dict(zip(names, row, strict=True)) for row in found]


def test_comments_come_in_reading_order_with_what_they_answer(path: Path) -> None:
    found = rows(path, "comments", 1, 0)
    assert [(row["site"], row["author"], row["parent_author"], row["depth"]) for row in found] == [
        ("cups.example", "Anna Thimble", None, 0),
        ("tea.example", "Anna Thimble", None, 0),
        ("tea.example", "Bo Larch", "Anna Thimble", 1),
    ]


def test_articles_have_their_figures_and_their_text(path: Path) -> None:
    (found,) = rows(path, "articles", 0)
    assert (found["comment_count"], found["reply_count"], found["tags"]) == (2, 1, "[]")
    assert found["text"].startswith("The first one whistled.")


def test_authors_are_those_who_wrote_in_these_threads(path: Path) -> None:
    assert [row["name"] for row in rows(path, "authors", 1)] == ["Anna Thimble"]
    assert sorted(row["name"] for row in rows(path, "authors", 0)) == ["Anna Thimble", "Bo Larch"]


def test_a_thread_holds_its_comments(path: Path) -> None:
    (found,) = rows(path, "threads", 0)
    assert [each["text"] for each in found["comments"]] == ["One", "Two"]


def test_the_kinds_of_columns_are_told(path: Path) -> None:
    with reading(path) as conn:
        names = {name for table in columns.TABLES for name in columns.columns(conn, table)}
    assert names >= columns.NUMBERS | columns.TRUTHS
    moments = {name for name in names if columns.kind(name) == "moment"}
    assert {"published_utc", "first_seen_at", "gone_since", "last_visit_at"} <= moments
    assert not moments & (columns.NUMBERS | columns.TRUTHS | {"published", "text"})
