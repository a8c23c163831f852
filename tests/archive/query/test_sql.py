from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.errors import NoArchive, QueryFailed, QueryRefused, QueryTimeout
from tests.support.archives import query
from tests.support.threads import comment, contents, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("Mine is blue."), comment("Mine is dented.", "Bo Larch")))
    return tmp_path / "a.db"


def answer(path: Path, sql: str, *, timeout: float = 60) -> list[tuple[object, ...]]:
    with query(path, sql, timeout=timeout) as result:
        return list(result.rows)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT author FROM conversations",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3) SELECT x FROM n",
        "SELECT snippet(comments_fts, 1, '[', ']', '', 9) FROM comments_fts WHERE comments_fts MATCH 'blue'",
        "SELECT value FROM json_each('[1, 2]')",
        "SELECT name FROM pragma_table_info('comments')",
        "PRAGMA user_version",
        "EXPLAIN QUERY PLAN SELECT * FROM comments",
        "SELECT 1; -- done",
    ],
)
def test_reading_is_answered(path: Path, sql: str) -> None:
    assert answer(path, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO sites (uid, host, first_seen_at) VALUES ('u', 'h', 't')",
        "INSERT INTO sites (uid, host, first_seen_at) VALUES ('u', 'h', 't') RETURNING id",
        "UPDATE comments SET text = '' RETURNING id",
        "DELETE FROM comments",
        "REPLACE INTO sites (id, uid, host, first_seen_at) VALUES (1, 'u', 'h', 't')",
        "WITH x AS (SELECT 1) DELETE FROM comments",
        "ATTACH '{folder}/other.db' AS other",
        "VACUUM INTO '{folder}/copy.db'",
        "VACUUM",
        "PRAGMA user_version = 7",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA wal_checkpoint",
        "PRAGMA temp_store_directory = '{folder}'",
        "CREATE TEMP TABLE t (x)",
        "CREATE TABLE t (x)",
        "DROP VIEW conversations",
        "REINDEX",
        "ANALYZE",
        "BEGIN IMMEDIATE",
        "SAVEPOINT s",
        "INSERT INTO comments_fts(comments_fts) VALUES ('optimize')",
        "SELECT load_extension('{folder}/x')",
        "SELECT 1; SELECT 2",
        "SELECT 1; DELETE FROM comments",
        "EXPLAIN DELETE FROM comments",
        "",
    ],
)
def test_all_else_is_refused_in_one_line_and_leaves_no_file(path: Path, sql: str) -> None:
    before = contents(path, without=set())
    with pytest.raises(QueryRefused) as refusal:
        answer(path, sql.format(folder=path.parent))
    assert "\n" not in str(refusal.value)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert contents(path, without=set()) == before


def test_the_schema_cannot_be_rewritten(path: Path) -> None:
    before = contents(path, without=set())
    for sql in ("UPDATE sqlite_schema SET sql = '' RETURNING name", "DELETE FROM sqlite_master"):
        with pytest.raises((QueryRefused, QueryFailed)):
            answer(path, sql)
    assert contents(path, without=set()) == before


def test_a_mistake_is_told_in_one_line(path: Path) -> None:
    with pytest.raises(QueryFailed, match="no such column: autor"):
        answer(path, "SELECT autor FROM conversations")
    with pytest.raises(QueryFailed, match="syntax error"):
        answer(path, "SELECT FROM")


def test_a_query_that_takes_too_long_is_ended(path: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "
    for sql in (endless + "count(*) FROM n", endless + "x FROM n"):
        with pytest.raises(QueryTimeout, match=r"0\.1 s"):
            answer(path, sql, timeout=0.1)


def test_a_query_of_few_long_operations_is_ended_too(path: Path) -> None:
    some = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 900) SELECT "
    with pytest.raises(QueryTimeout, match=r"0\.1 s"):
        answer(path, some + "sum(length(randomblob(30000000))) FROM n", timeout=0.1)


def test_reading_makes_no_archive(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        answer(tmp_path / "none.db", "SELECT 1")
    assert list(tmp_path.iterdir()) == []


def test_readers_and_a_writer_do_not_stop_each_other(path: Path) -> None:
    with ExitStack() as stack:
        result = stack.enter_context(query(path, "SELECT text FROM conversations"))
        first = next(result.rows)
        writer = threading.Thread(target=_save_another, args=(path,))
        writer.start()
        writer.join(timeout=30)
        assert not writer.is_alive()
        assert [first, *result.rows] == [("Mine is blue.",), ("Mine is dented.",)]
    assert answer(path, "SELECT count(*) FROM articles") == [(2,)]


def _save_another(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.save(thread(url="https://tea.example/other"))
