"""The runs that are on record, each with its report, for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from archive.display import counted, json_text, one_line, size
from archive.export import tables

COLUMNS = ("run", "started", "seconds", "command", "outcome", "requests", "new", "changed", "failed", "comments")

SHOWN = 20
"""Failures that the text names one by one; the JSON has them all."""


def lines(runs: Sequence[Mapping[str, Any]], width: int | None) -> Iterator[str]:
    """The runs, a line each."""
    return tables.lines(COLUMNS, [_cells(run) for run in runs], "table", width=width)


def one(run: Mapping[str, Any]) -> Iterator[str]:
    """All that is known of one run."""
    yield f"run       {run['run']}: {run['command']}, {run['outcome'] or 'at work or killed'}"
    yield f"began     {run['started_at']}" + (f", ended {run['finished_at']}" if run["finished_at"] else "")
    report = run["report"] or {}
    if "slowest" in report:
        yield from figures(report)
    else:
        yield from (f"{name:<9} {json_text(value)}" for name, value in report.items() if value not in (None, 0, []))


def figures(report: Mapping[str, Any]) -> Iterator[str]:
    """A report (as `as_dict` gives it) for people."""
    pages, comments = report["pages"], report["comments"]
    requests = sum(report["requests"].values())
    answers = ", ".join(f"{count:,} × {status}" for status, count in report["requests"].items())
    yield f"sources   {report['sources']:,}, {counted(report['lists'], 'feed or sitemap', 'feeds and sitemaps')} asked"
    yield f"requests  {requests:,}" + (f" ({answers}), {size(report['bytes'])}" if requests else "")
    yield f"pages     {', '.join(f'{count:,} {name}' for name, count in pages.items())}"
    yield f"comments  {', '.join(f'{count:,} {name}' for name, count in comments.items())}"
    slowest = ", ".join(f"{each['host']} ({each['seconds']:.1f} s)" for each in report["slowest"])
    yield f"time      {report['seconds']:.1f} s{f'; most of it for {slowest}' if slowest else ''}"
    if report["waiting"]:
        yield f"waiting   {report['waiting']:,} pages are due and were not visited"
    if report["interrupted"] is not None:
        yield "interrupted; what was finished is kept"
    new = set(report["new_failures"])
    for failure in report["failures"][:SHOWN]:
        yield f"failed    {one_line(failure)}{'' if failure in new else ' (as the last time)'}"
    if (more := len(report["failures"]) - SHOWN) > 0:
        yield f"failed    {more:,} more; --json names them all"
    for host, why in report["left_alone"].items():
        yield f"paused    {one_line(host)} {one_line(why)}"
    for warning in report["warnings"]:
        yield f"warning   {one_line(warning)}"


def _cells(run: Mapping[str, Any]) -> tuple[Any, ...]:
    report = run["report"] or {}
    is_scheduled = isinstance(report.get("pages"), dict)
    pages = report["pages"] if is_scheduled else report
    new = report["comments"]["new"] if is_scheduled else report.get("new_comments")
    seconds = None
    if run["finished_at"]:
        took = datetime.fromisoformat(run["finished_at"]) - datetime.fromisoformat(run["started_at"])
        seconds = int(took.total_seconds())
    requests = sum(report["requests"].values()) if is_scheduled else None
    figures = (pages.get(name) for name in ("new", "changed", "failed"))
    return (run["run"], run["started_at"], seconds, run["command"], run["outcome"], requests, *figures, new)
