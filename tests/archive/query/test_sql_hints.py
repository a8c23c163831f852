"""A mistake in SQL is told with its line and column, and the nearest name that exists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from archive.query.sql_hints import explain


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE schema_docs (name TEXT, column_name TEXT)")
        docs = [("comments", ""), ("comments", "author"), ("comments", "text"), ("articles", "")]
        conn.executemany("INSERT INTO schema_docs VALUES (?, ?)", docs)
        conn.execute("CREATE TABLE comments (author TEXT, text TEXT)")
        conn.execute("CREATE TABLE articles (author TEXT)")
        yield conn


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT author FORM comments", 'near "comments": syntax error (line 1, column 20)'),
        ("SELECT 1\n  , FROM x", 'near "FROM": syntax error (line 2, column 5)'),
        ("SELECT 'FROM' -- FROM\nFROM WHERE", 'near "WHERE": syntax error (line 2, column 6)'),
        ("SELECT (1", "incomplete input: it ends too early (line 1, column 10)"),
        ("SELECT 1 FROM coments", "no such table: coments (line 1, column 15); did you mean comments?"),
        ('SELECT "x", c.autor\nFROM comments c', "no such column: c.autor (line 1, column 15); did you mean author?"),
        ("SELECT 'autor', autor FROM comments", "no such column: autor (line 1, column 17); did you mean author?"),
        ("SELECT author FROM comments, articles", "ambiguous column name: author (line 1, column 8)"),
        ("SELECT nothing_like_it FROM comments", "no such column: nothing_like_it (line 1, column 8)"),
        ("SELECT upside(1)", "no such function: upside (line 1, column 8)"),
        ("SELECT max()", "wrong number of arguments to function max()"),
    ],
)
def test_a_mistake_is_told_with_its_place(conn: sqlite3.Connection, sql: str, told: str) -> None:
    with pytest.raises(sqlite3.Error) as error:
        conn.execute(sql)
    assert explain(conn, sql, str(error.value)) == told


def test_a_word_that_stands_a_thousand_times_ends_the_search(conn: sqlite3.Connection) -> None:
    sql = f"SELECT {'author, ' * 1500} FORM comments comments comments"
    assert explain(conn, sql, 'near "comments": syntax error').startswith('near "comments": syntax error')
