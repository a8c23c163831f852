"""The runs on record, each with its report."""

import json
import sqlite3
from typing import Any

from archive.db.rows import Row, select, value
from archive.errors import NotFound


def runs(conn: sqlite3.Connection, limit: int | None = None) -> list[Row]:
    """The runs, the newest first."""
    return _select(conn, "ORDER BY id DESC LIMIT coalesce(?, -1)", limit)


def run(conn: sqlite3.Connection, number: int | None = None) -> Row:
    """One run; the last one without a number. NotFound when there is none."""
    wanted = None if number is None else str(number)  # SQLite's own numbers end somewhere
    for found in _select(conn, "WHERE id = coalesce(?, (SELECT max(id) FROM runs))", wanted):
        return found
    raise NotFound(f"no run {'yet' if number is None else number}; `afterword runs` lists them")


def count(conn: sqlite3.Connection, command: str) -> int:
    """How many runs of a command are on record."""
    return int(value(conn, "SELECT count(*) FROM runs WHERE command = ?", command))


def _select(conn: sqlite3.Connection, which: str, given: Any) -> list[Row]:
    query = f"SELECT id AS run, uid, command, started_at, finished_at, outcome, report FROM runs {which}"  # noqa: S608
    return [row | {"report": json.loads(row["report"] or "null")} for row in select(conn, query, [given])]
