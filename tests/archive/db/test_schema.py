from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.db.connection import open_for_reading
from archive.db.schema import APPLICATION_ID, describe, described, views
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


def test_what_is_particular_to_a_table_goes_before_what_is_common() -> None:
    assert describe("articles", "uid") == describe("comments", "uid")
    assert describe("articles", "text") != describe("comments", "text")
    assert describe("comments", "") is not None


def test_what_does_not_exist_has_no_description() -> None:
    assert describe("articles", "nothing") is None
    assert describe("nothing", "") is None


@pytest.fixture
def kettles(tmp_path: Path) -> Path:
    blue = comment("Mine is blue.", id="1", published="2026-01-05T10:00:00Z")
    dented = comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1, published="2026-01-05T10:01:30Z")
    old = comment("Mine is old.", "Cyd Moss", id="3")
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(blue, dented, old), observed_at="2026-01-06T00:00:00Z")
        archive.save(thread(blue, dented, comment("Mine is older.", "Cyd Moss", id="3")), observed_at="2026-01-07")
        archive.save(thread(blue, comment("Mine is older.", "Cyd Moss", id="3")), observed_at="2026-01-08")
    return tmp_path / "a.db"


def test_conversations_name_what_each_comment_answers(kettles: Path) -> None:
    found = rows(
        kettles, "SELECT author, parent_author, depth, title, gone_since FROM conversations WHERE parent_uid > ''"
    )
    assert found == [
        {"author": "Bo Larch", "parent_author": "Anna Thimble", "depth": 1, "title": "Kettles I have known",
         "gone_since": "2026-01-08T00:00:00Z"},
    ]  # fmt: skip


def test_threads_count(kettles: Path) -> None:
    (found,) = rows(kettles, "SELECT * FROM threads")
    assert (found["comment_count"], found["gone_count"], found["reply_count"], found["author_count"]) == (2, 1, 1, 3)
    assert (found["level_count"], found["site"], found["last_visit_at"]) == (2, "tea.example", "2026-01-08T00:00:00Z")
    assert (found["first_comment_utc"], found["last_comment_utc"]) == ("2026-01-05T10:00:00Z", "2026-01-05T10:01:30Z")


def test_changes_tell_what_was_new_edited_and_gone(kettles: Path) -> None:
    found = rows(kettles, "SELECT substr(at, 1, 10) AS day, what, text FROM changes ORDER BY at, what, text")
    assert [tuple(each.values()) for each in found] == [
        ("2026-01-06", "article new", "Kettles I have known"),
        ("2026-01-06", "comment new", "Mine is blue."),
        ("2026-01-06", "comment new", "Mine is dented."),
        ("2026-01-06", "comment new", "Mine is old."),
        ("2026-01-07", "comment edited", "Mine is older."),
        ("2026-01-08", "comment gone", "Mine is dented."),
    ]


def test_replies_activity_and_authors_are_counted(kettles: Path) -> None:
    assert rows(kettles, "SELECT author, answered_author, seconds FROM replies") == [
        {"author": "Bo Larch", "answered_author": "Anna Thimble", "seconds": 90}
    ]
    assert rows(kettles, "SELECT day, comment_count, author_count FROM activity") == [
        {"day": "2026-01-05", "comment_count": 2, "author_count": 2}
    ]
    figures = "comment_count, replies_written, replies_received, gone_count"
    found = rows(kettles, f"SELECT name, {figures} FROM authors_stats ORDER BY name")
    assert [tuple(each.values()) for each in found] == [
        ("Anna Thimble", 1, 0, 1, 0),
        ("Bo Larch", 1, 1, 0, 1),
        ("Cyd Moss", 1, 0, 0, 0),
    ]
