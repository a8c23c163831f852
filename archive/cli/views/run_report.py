"""The report of a scheduled run, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.display import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHOWN = 20
"""Failures that the text names one by one; the JSON has them all."""


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """A report (as `as_dict` gives it) for people."""
    pages, comments = told["pages"], told["comments"]
    requests = sum(told["requests"].values())
    answers = ", ".join(f"{count:,} × {status}" for status, count in told["requests"].items())
    yield f"sources   {told['sources']:,}, {told['lists']:,} feeds and sitemaps asked"
    yield f"requests  {requests:,}" + (f" ({answers}), {_size(told['bytes'])}" if requests else "")
    yield f"pages     {', '.join(f'{count:,} {name}' for name, count in pages.items())}"
    yield f"comments  {', '.join(f'{count:,} {name}' for name, count in comments.items())}"
    yield f"time      {told['seconds']:.1f} s" + (
        "; most of it for " + ", ".join(f"{entry['host']} ({entry['seconds']:.1f} s)" for entry in told["slowest"])
        if told["slowest"]
        else ""
    )
    if told["waiting"]:
        yield f"waiting   {told['waiting']:,} pages are due and were not visited"
    if told["interrupted"] is not None:
        yield "interrupted; what was finished is kept"
    new = set(told["new_failures"])
    for number, failure in enumerate(told["failures"]):
        if number == SHOWN:
            yield f"failed    {len(told['failures']) - SHOWN:,} more; --json names them all"
            break
        yield f"failed    {one_line(failure)}{'' if failure in new else ' (as the last time)'}"
    for host, why in told["left_alone"].items():
        yield f"paused    {one_line(host)} {one_line(why)}"
    for warning in told["warnings"]:
        yield f"warning   {one_line(warning)}"


def _size(count: int) -> str:
    size, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:,.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"
