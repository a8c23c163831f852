"""Tables as Parquet: numbers, truths and moments are what they are."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive
from archive.errors import ArchiveError
from archive.export import columns, parquet
from archive.query import read
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        one = comment("One", id="1", likes=3, published="2026-01-05T11:00:00+01:00")
        archive.save(thread(one, comment("Two", id="2")), observed_at="2026-02-01")
    return tmp_path / "a.db"


def written(path: Path, table: str) -> list[dict[str, Any]]:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    with reading(path) as conn:
        parquet.write(conn, table, columns.rows(conn, table, read.keys(conn)), path.with_suffix(".parquet"))
    found: list[dict[str, Any]] = pyarrow.read_table(path.with_suffix(".parquet")).to_pylist()
    return found


def test_values_have_their_types(path: Path) -> None:
    one, two = written(path, "comments")
    assert (one["likes"], one["published"], one["text"]) == (3, "2026-01-05T11:00:00+01:00", "One")
    assert one["published_utc"] == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert one["first_seen_at"] == datetime(2026, 2, 1, tzinfo=UTC)
    assert (two["likes"], two["published_utc"], two["gone_since"]) == (None, None, None)
    (article,) = written(path, "articles")
    assert article["complete"] is True


def test_threads_nest_their_comments(path: Path) -> None:
    (found,) = written(path, "threads")
    assert [(each["text"], each["likes"]) for each in found["comments"]] == [("One", 3), ("Two", None)]


def test_many_rows_are_written_in_batches(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(parquet._BATCH, "comments", 1)
    assert [row["text"] for row in written(path, "comments")] == ["One", "Two"]


def test_without_pyarrow_the_extra_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with reading(path) as conn, pytest.raises(ArchiveError, match=r"afterword\[parquet\]"):
        parquet.write(conn, "comments", [], path.with_suffix(".parquet"))
    assert not path.with_suffix(".parquet").exists()
