"""The runs that are on record, as people and programs see them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from archive.cli.views import run_report
from archive.display import json_text
from archive.export import tables

COLUMNS = ("run", "started", "seconds", "command", "outcome", "requests", "new", "changed", "failed", "comments")


def lines(runs: Sequence[Mapping[str, Any]], width: int | None) -> Iterator[str]:
    """The runs, a line each."""
    return tables.lines(COLUMNS, [_cells(run) for run in runs], "table", width=width)


def one(run: Mapping[str, Any]) -> Iterator[str]:
    """All that is known of one run."""
    yield f"run       {run['run']}: {run['command']}, {run['outcome'] or 'at work or killed'}"
    yield f"began     {run['started_at']}" + (f", ended {run['finished_at']}" if run["finished_at"] else "")
    report = run["report"] or {}
    if "slowest" in report:
        yield from run_report.lines(report)
    else:
        yield from (f"{name:<9} {json_text(value)}" for name, value in report.items() if value not in (None, 0, []))


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
