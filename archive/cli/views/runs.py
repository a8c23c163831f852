"""The runs that are on record, as people and programs see them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archive.cli.views import run_report
from archive.display import json_text
from archive.errors import NotFound
from archive.export import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from sqlite3 import Connection

COLUMNS = ("run", "started", "seconds", "command", "outcome", "requests", "new", "changed", "failed", "comments")

_SELECT = "SELECT id, uid, command, started_at, finished_at, outcome, report FROM runs"


def lines(conn: Connection, limit: int, *, as_json: bool, width: int | None) -> Iterator[str]:
    """The newest runs, a line each."""
    found = [_row(row) for row in conn.execute(f"{_SELECT} ORDER BY id DESC LIMIT ?", [limit])]
    if as_json:
        yield from map(json_text, found)
    else:
        yield from tables.lines(COLUMNS, [_cells(run) for run in found], "table", width=width)


def one(conn: Connection, number: int, *, as_json: bool) -> Iterator[str]:
    """All that is known of one run, of the last one for 0. NotFound when there is none."""
    row = conn.execute(f"{_SELECT} WHERE ?1 IN (0, id) ORDER BY id DESC LIMIT 1", [number]).fetchone()
    if row is None:
        raise NotFound(f"no run {number or 'yet'}; `afterword runs` lists them")
    run = _row(row)
    if as_json:
        yield json_text(run, indent=2)
        return
    yield f"run       {run['run']}: {run['command']}, {run['outcome'] or 'at work or killed'}"
    yield f"began     {run['started_at']}" + (f", ended {run['finished_at']}" if run["finished_at"] else "")
    report = run["report"] or {}
    if "slowest" in report:
        yield from run_report.lines(report)
    else:
        yield from (f"{name:<9} {json_text(value)}" for name, value in report.items() if value not in (None, 0, []))


def count(conn: Connection, command: str) -> int:
    """How many runs of a command are on record."""
    (number,) = conn.execute("SELECT count(*) FROM runs WHERE command = ?", [command]).fetchone()
    return int(number)


def _row(row: Sequence[Any]) -> dict[str, Any]:
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


def _cells(run: Mapping[str, Any]) -> tuple[Any, ...]:
    report = run["report"] or {}
    pages = report.get("pages") if isinstance(report.get("pages"), dict) else report
    comments = report.get("comments")
    new = comments["new"] if isinstance(comments, dict) else report.get("new_comments")
    seconds = None
    if run["finished_at"]:
        took = datetime.fromisoformat(run["finished_at"]) - datetime.fromisoformat(run["started_at"])
        seconds = int(took.total_seconds())
    requests = sum(report["requests"].values()) if "requests" in report else None
    figures = (pages.get(name) if isinstance(pages, dict) else None for name in ("new", "changed", "failed"))
    return (run["run"], run["started_at"], seconds, run["command"], run["outcome"], requests, *figures, new)
