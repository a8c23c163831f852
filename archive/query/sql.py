"""A person's SQL against the archive: one statement that reads, and nothing else.

Read-only mode alone does not hold (INSERT ... RETURNING, ATTACH of another file and VACUUM INTO get past one or the
other bar), so there are four: the file is opened with `mode=ro`, `PRAGMA query_only` is on, no database can be
attached, and an authorizer (sqlite.org/c3ref/set_authorizer.html) lets through reading and nothing else.
"""

import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from archive.db.handle import Handle
from archive.display import one_line
from archive.errors import QueryFailed, QueryRefused, QueryTimeout, translated
from archive.query import sql_hints

TIMEOUT_SECONDS = 60.0

MAX_SQL_LENGTH = 1_000_000

_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})

_TELLING = frozenset(
    f"{name}_{what}" for name in ("table", "index", "function", "foreign_key") for what in ("info", "xinfo", "list")
)

_VALUES = frozenset(
    {"application_id", "user_version", "data_version", "page_count", "page_size", "freelist_count", "compile_options"}
)

_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "writefile", "edit"})

_OPERATIONS_BETWEEN_LOOKS = 10_000


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: names of the columns, and the rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def query(
    archive: Handle, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), *, timeout: float = TIMEOUT_SECONDS
) -> Iterator[Result]:
    """Answer one reading statement.

    `timeout` in seconds counts for the whole of it, the fetching of rows included. QueryRefused for anything that is
    not one reading statement; QueryFailed when SQLite does not understand it; QueryTimeout when it took too long.
    Rows must be taken inside the block.
    """
    with translated(archive.path), archive.reader() as conn, _guarded(conn, timeout) as refused:
        with _explained(refused, timeout, lambda message: sql_hints.explain(conn, sql, message)):
            cursor = conn.execute(sql, parameters)
            if cursor.description is None:
                raise QueryRefused("only statements that read are allowed here, such as SELECT")
            names = tuple(column[0] for column in cursor.description)
        with closing(cursor):
            yield Result(names, _explained_rows(cursor, refused, timeout))


@contextmanager
def _guarded(conn: sqlite3.Connection, timeout: float) -> Iterator[list[str]]:
    """Let the connection do nothing but read, and no longer than `timeout`. Yields what it refuses, as it comes."""
    refused: list[str] = []
    deadline = time.monotonic() + timeout
    limits = {sqlite3.SQLITE_LIMIT_ATTACHED: 0, sqlite3.SQLITE_LIMIT_SQL_LENGTH: MAX_SQL_LENGTH}
    before = {limit: conn.setlimit(limit, value) for limit, value in limits.items()}
    conn.set_authorizer(lambda *asked: _authorize(refused, *asked))
    conn.set_progress_handler(lambda: time.monotonic() > deadline, _OPERATIONS_BETWEEN_LOOKS)
    timer = threading.Timer(timeout, conn.interrupt)  # between two looks single operations may take minutes
    timer.daemon = True
    timer.start()
    try:
        yield refused
    finally:
        timer.cancel()
        conn.set_progress_handler(None, 0)
        conn.set_authorizer(None)
        for limit, value in before.items():
            conn.setlimit(limit, value)


def _authorize(
    refused: list[str], action: int, one: str | None, two: str | None, _database: str | None, _trigger: str | None
) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in _FORBIDDEN_FUNCTIONS:
        refused.append(f"the function {two}()")
        return sqlite3.SQLITE_DENY
    if action in _READING:
        return sqlite3.SQLITE_OK
    pragma = (one or "").lower() if action == sqlite3.SQLITE_PRAGMA else ""
    if pragma in _TELLING or (pragma in _VALUES and two is None):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_UPDATE and one == "sqlite_master":
        # SQLite asks for this when it declares a virtual table (full text, json_each). A person's own update of the
        # schema it refuses by itself: that would need PRAGMA writable_schema.
        return sqlite3.SQLITE_OK
    refused.append("")
    return sqlite3.SQLITE_DENY


@contextmanager
def _explained(refused: list[str], timeout: float, place: Callable[[str], str] = str) -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError as error:
        if "one statement" in str(error):
            raise QueryRefused("one statement at a time: leave out everything after the first semicolon") from error
        unbound = re.search(r"binding parameter :(\w+)", str(error))
        if unbound:
            raise QueryFailed(
                f"the query has no value for :{unbound[1]}; give it: --param {unbound[1]}=VALUE"
            ) from error
        raise QueryFailed(f"the query cannot be run: {one_line(str(error))}") from error
    except sqlite3.Error as error:
        code = error.sqlite_errorcode & 0xFF
        if refused or code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH):
            what = next(filter(None, refused), None)
            detail = f" ({what} is not allowed)" if what else ""
            raise QueryRefused(f"the archive is only read here: use a statement such as SELECT{detail}") from error
        if code == sqlite3.SQLITE_INTERRUPT:
            raise QueryTimeout(
                f"the query took longer than {timeout:g} s; ask for less, or allow more with --timeout"
            ) from error
        if code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE):
            message = place(str(error))
            raise QueryFailed(f"SQLite does not understand the query: {one_line(message)}") from error
        raise


def _explained_rows(cursor: sqlite3.Cursor, refused: list[str], timeout: float) -> Iterator[tuple[Any, ...]]:
    with _explained(refused, timeout):
        yield from iter(cursor.fetchone, None)
