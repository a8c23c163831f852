"""The full text of a table follows its rows, also when another program writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from archive.db import search_schema


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE comments (id INTEGER PRIMARY KEY, author TEXT, text TEXT, likes INTEGER)")
        conn.execute("INSERT INTO comments VALUES (1, 'Łukasz Brød', 'Straße am Hafen', 0)")
        for statement in search_schema.statements("comments"):
            conn.execute(statement)
        conn.execute("INSERT INTO comments VALUES (2, 'Anna', '京都の茶碗', 0)")
        yield conn


def found(conn: sqlite3.Connection, words: str, index: str = "comments_fts") -> list[int]:
    return [key for (key,) in conn.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", [words])]


def whole(conn: sqlite3.Connection) -> bool:
    for index in ("comments_fts", "comments_cjk_fts"):
        conn.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    return True


def test_rows_from_before_and_since_are_found_by_folded_words(conn: sqlite3.Connection) -> None:
    assert found(conn, "lukasz brod") == found(conn, "strasse") == [1]
    assert found(conn, "anna") == [2]


def test_letters_without_spaces_are_found_by_trigrams_and_others_take_no_room(conn: sqlite3.Connection) -> None:
    assert found(conn, "の茶碗", "comments_cjk_fts") == [2]
    assert found(conn, "haf", "comments_cjk_fts") == []
    assert whole(conn)


def test_edits_and_removals_are_followed(conn: sqlite3.Connection) -> None:
    conn.execute("UPDATE comments SET text = '大阪の茶碗' WHERE id = 2")
    assert found(conn, "京都の", "comments_cjk_fts") == []
    assert found(conn, "大阪の", "comments_cjk_fts") == [2]
    conn.execute("DELETE FROM comments WHERE id = 1")
    assert found(conn, "strasse") == []
    assert whole(conn)


def test_what_is_not_searched_does_not_rewrite_the_index(conn: sqlite3.Connection) -> None:
    before = conn.execute("SELECT count(*), max(id) FROM comments_fts_data").fetchone()
    conn.execute("UPDATE comments SET likes = 9")
    assert conn.execute("SELECT count(*), max(id) FROM comments_fts_data").fetchone() == before
