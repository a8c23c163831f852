"""The runs on record, each with its report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archive.errors import NotFound

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_SELECT = "SELECT id, uid, command, started_at, finished_at, outcome, report FROM runs"


def runs(conn: sqlite3.Connection, limit: int | None = None) -> list[dict[str, Any]]:
    """The runs, the newest first."""
    return [_run(row) for row in conn.execute(f"{_SELECT} ORDER BY id DESC LIMIT coalesce(?, -1)", [limit])]


def run(conn: sqlite3.Connection, number: int) -> dict[str, Any]:
    """One run, the last one for 0. NotFound when there is none."""
    row = conn.execute(f"{_SELECT} WHERE ?1 IN (0, id) ORDER BY id DESC LIMIT 1", [number]).fetchone()
    if row is None:
        raise NotFound(f"no run {number or 'yet'}; `afterword runs` lists them")
    return _run(row)


def count(conn: sqlite3.Connection, command: str) -> int:
    """How many runs of a command are on record."""
    (number,) = conn.execute("SELECT count(*) FROM runs WHERE command = ?", [command]).fetchone()
    return int(number)


def _run(row: Sequence[Any]) -> dict[str, Any]:
    key, uid, command, started, finished, outcome, report = row
    return {
        "run": key,
        "uid": uid,
        "command": command,
        "started_at": started,
        "finished_at": finished,
        "outcome": outcome,
        "report": json.loads(report) if report else None,
    }
