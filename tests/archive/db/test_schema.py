from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.db.connection import open_for_reading
from archive.db.descriptions import describe, described
from archive.db.schema import APPLICATION_ID
from archive.db.views import views
from archive.errors import NewerSchema, NoArchive, NotAnArchive
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Archive.open(tmp_path / "a.db").close()
    return tmp_path / "a.db"


def test_every_table_view_and_column_is_described_in_the_file(path: Path) -> None:
    documented = {(row["name"], row["column_name"]) for row in rows(path, "SELECT * FROM schema_docs")}
    tables = rows(path, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')")
    names = {row["name"] for row in tables} - {"sqlite_schema", "sqlite_sequence"}
    existing = {(name, "") for name in names} | {
        (name, row["name"]) for name in names for row in rows(path, "SELECT name FROM pragma_table_info(?)", name)
    }
    full_text = {entry for entry in documented if entry[0].endswith("_fts")}
    assert documented - full_text == existing
    assert {("articles_fts", ""), ("comments_fts", "")} <= full_text


def test_nothing_is_described_that_does_not_exist(path: Path) -> None:
    for name, columns in described()["tables"].items():
        existing = {row["name"] for row in rows(path, "SELECT name FROM pragma_table_info(?)", name)}
        assert existing
        assert set(columns) - {""} <= existing, name
        assert describe(name)


def test_tables_are_strict_and_the_file_says_what_it_is(path: Path) -> None:
    loose = rows(path, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
    assert {row["name"] for row in loose} <= {"sqlite_schema", "_sqlite_migrations"}
    assert rows(path, "PRAGMA application_id") == [{"application_id": APPLICATION_ID}]
    assert rows(path, "PRAGMA journal_mode") == [{"journal_mode": "wal"}]


def test_every_foreign_key_has_an_index(path: Path) -> None:
    """Else removing one row (forget) would read every row of the table that points at it."""
    rare = {("article_versions", "fetch_id"), ("comment_versions", "fetch_id")}
    rare |= {("article_versions", "superseded_by"), ("comment_versions", "superseded_by")}
    for (table,) in [(row["name"],) for row in rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")]:
        leading = {
            row["name"]
            for index in rows(path, "SELECT name FROM pragma_index_list(?)", table)
            for row in rows(path, "SELECT name FROM pragma_index_info(?) WHERE seqno = 0", index["name"])
        }
        keys = {row["from"] for row in rows(path, 'SELECT "from" FROM pragma_foreign_key_list(?)', table)}
        assert {key for key in keys - leading if (table, key) not in rare} == set(), table


def test_the_views_answer_and_conversations_keep_the_reading_order(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.save(
            thread(
                comment("One", "Anna Thimble", id="1", published="2026-01-01T10:00:00Z"),
                comment("Two", "Bo Larch", id="2", parent=0, depth=1, published="2026-01-01T11:30:00+01:00"),
                comment("Three", "Anna Thimble", id="3", published="2026-01-02"),
            ),
            observed_at="2026-02-02",
        )
        archive.save(thread(comment("One!", "Anna Thimble", id="1")), observed_at="2026-02-03")
    for view in views():
        assert rows(path, f"SELECT * FROM {view}"), view
    assert [row["text"] for row in rows(path, "SELECT text FROM conversations")] == ["One!", "Two", "Three"]
    assert rows(path, "SELECT author, answered_author, seconds FROM replies") == [
        {"author": "Bo Larch", "answered_author": "Anna Thimble", "seconds": 1800}
    ]
    assert [row["comment_count"] for row in rows(path, "SELECT * FROM activity ORDER BY day")] == [2, 1]
    figures = rows(path, "SELECT comment_count, gone_count, reply_count, author_count, level_count FROM threads")
    assert figures == [{"comment_count": 1, "gone_count": 2, "reply_count": 1, "author_count": 2, "level_count": 2}]
    assert [row["what"] for row in rows(path, "SELECT what FROM changes ORDER BY at, what")] == [
        "article new",
        *["comment new"] * 3,
        "comment edited",
        *["comment gone"] * 2,
    ]
    stats = rows(path, "SELECT name, comment_count, replies_received FROM authors_stats ORDER BY name")
    assert stats[0] == {"name": "Anna Thimble", "comment_count": 2, "replies_received": 1}


def test_other_files_are_refused_and_stay_as_they_are(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("These are notes, and long enough not to be taken for an empty file. " * 20)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)")
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(NotAnArchive):
            Archive.open(path)
        with pytest.raises(NotAnArchive):
            open_for_reading(path)
        assert path.read_bytes() == before


def test_an_archive_of_a_newer_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerSchema, match="newer"):
        Archive.open(path)
    with pytest.raises(NewerSchema):
        open_for_reading(path)


def test_a_missing_archive_is_made_only_when_that_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        Archive.open(tmp_path / "none.db", create=False)
    with pytest.raises(NoArchive):
        open_for_reading(tmp_path / "none.db")
    with pytest.raises(NoArchive, match="folder"):
        Archive.open(tmp_path / "no" / "folder.db")
    assert list(tmp_path.iterdir()) == []
