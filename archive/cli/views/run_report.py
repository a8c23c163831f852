"""The report of a scheduled run, for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.display import counted, one_line, size

SHOWN = 20
"""Failures that the text names one by one; the JSON has them all."""


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """A report (as `as_dict` gives it) for people."""
    pages, comments = report["pages"], report["comments"]
    requests = sum(report["requests"].values())
    answers = ", ".join(f"{count:,} × {status}" for status, count in report["requests"].items())
    yield f"sources   {report['sources']:,}, {counted(report['lists'], 'feed or sitemap', 'feeds and sitemaps')} asked"
    yield f"requests  {requests:,}" + (f" ({answers}), {size(report['bytes'])}" if requests else "")
    yield f"pages     {', '.join(f'{count:,} {name}' for name, count in pages.items())}"
    yield f"comments  {', '.join(f'{count:,} {name}' for name, count in comments.items())}"
    yield f"time      {report['seconds']:.1f} s" + (
        "; most of it for " + ", ".join(f"{entry['host']} ({entry['seconds']:.1f} s)" for entry in report["slowest"])
        if report["slowest"]
        else ""
    )
    if report["waiting"]:
        yield f"waiting   {report['waiting']:,} pages are due and were not visited"
    if report["interrupted"] is not None:
        yield "interrupted; what was finished is kept"
    new = set(report["new_failures"])
    for number, failure in enumerate(report["failures"]):
        if number == SHOWN:
            yield f"failed    {len(report['failures']) - SHOWN:,} more; --json names them all"
            break
        yield f"failed    {one_line(failure)}{'' if failure in new else ' (as the last time)'}"
    for host, why in report["left_alone"].items():
        yield f"paused    {one_line(host)} {one_line(why)}"
    for warning in report["warnings"]:
        yield f"warning   {one_line(warning)}"
