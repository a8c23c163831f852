"""The runs on record, each with its report."""

import json
import sqlite3

from archive.db.rows import Row, select
from archive.errors import NotFound

_SELECT = "SELECT id AS run, uid, command, started_at, finished_at, outcome, report FROM runs"


def runs(conn: sqlite3.Connection, limit: int | None = None) -> list[Row]:
    """The runs, the newest first."""
    found = select(conn, f"{_SELECT} ORDER BY id DESC LIMIT coalesce(?, -1)", [limit])
    return [row | {"report": json.loads(row["report"] or "null")} for row in found]


def run(conn: sqlite3.Connection, number: int) -> Row:
    """One run, the last one for 0. NotFound when there is none."""
    for found in runs(conn, None if number else 1):
        if number in (0, found["run"]):
            return found
    raise NotFound(f"no run {number or 'yet'}; `afterword runs` lists them")


def count(conn: sqlite3.Connection, command: str) -> int:
    """How many runs of a command are on record."""
    (number,) = conn.execute("SELECT count(*) FROM runs WHERE command = ?", [command]).fetchone()
    return int(number)
