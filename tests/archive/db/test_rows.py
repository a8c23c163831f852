"""Rows go into tables by the names of their columns."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from archive.db.rows import insert, insert_many, update, update_many


@pytest.fixture
def db() -> Database:
    db = Database(memory=True)
    db.conn.execute("CREATE TABLE comments (id INTEGER PRIMARY KEY, text TEXT, likes INTEGER)")
    return db


def rows(db: Database) -> list[tuple[object, ...]]:
    return db.conn.execute("SELECT * FROM comments ORDER BY id").fetchall()


def test_a_row_is_inserted_and_its_key_given(db: Database) -> None:
    assert insert(db, "comments", {"text": "Mine is blue."}) == 1
    assert insert(db, "comments", {"id": 7, "text": "'); DROP TABLE comments; --", "likes": 2}) == 7
    assert rows(db) == [(1, "Mine is blue.", None), (7, "'); DROP TABLE comments; --", 2)]


def test_many_rows_of_the_same_columns_are_inserted(db: Database) -> None:
    insert_many(db, "comments", [{"id": 1, "text": "a"}, {"id": 2, "text": None}])
    insert_many(db, "comments", [])
    assert rows(db) == [(1, "a", None), (2, None, None)]


def test_only_what_is_given_is_updated(db: Database) -> None:
    insert_many(db, "comments", [{"id": key, "text": "a", "likes": 0} for key in (1, 2, 3)])
    update(db, "comments", 1, {"likes": 5})
    update_many(db, [{"id": 2, "text": "b"}, {"id": 3, "likes": 9, "text": "c"}, {"id": 1}])
    assert rows(db) == [(1, "a", 5), (2, "b", 0), (3, "c", 9)]
