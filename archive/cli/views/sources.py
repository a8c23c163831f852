"""The sources as people and programs see them, and what people do with them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.display import counted, json_text, one_line
from archive.export import tables
from archive.sources import opml
from archive.sources.find import Found
from archive.sources.sources import Source

SHOWN = 2
"""Lists of older pages that are named one by one."""

UNITS = {"feed": ("page", "pages"), "sitemap": ("address", "addresses"), "archive": ("page", "pages")}

COLUMNS = ("uid", "kind", "state", "pages", "labels", "title", "url")

SHORT = 8
"""Letters of a uid that the table shows: what else tells sources apart stands in the rest of the row."""


def lines(found: Iterable[tuple[Source, Mapping[str, Any]]], form: str, width: int | None) -> Iterator[str]:
    """Sources, each with how it stands, as `table`, `json` (one object a line) or `opml`."""
    if form == "opml":
        return opml.lines(source for source, _ in found)
    if form == "json":
        return (json_text({**source.as_dict(), **standing}) for source, standing in found)
    return tables.lines(COLUMNS, [_row(source, **standing) for source, standing in found], "table", width=width)


def edited(changed: Iterable[Source]) -> Iterator[str]:
    """A line for each source as it is watched now."""
    for source in changed:
        yield "  ".join(str(cell) for cell in _row(source) if cell not in (None, ""))


def found(each: Found, *, is_new: bool, as_json: bool) -> str:
    """What `add` found at an address, in one line."""
    source = each.source
    if as_json:
        return json_text({**source.as_dict(), "listed": each.listed, "note": each.note, "new": is_new})
    more = len(each.history) - SHOWN
    parts = [
        f"“{source.title}”" if source.title else "",
        "" if each.listed is None else f"lists {counted(each.listed, *UNITS[source.kind])}",
        *(f"and older pages by {url}" for _, url in each.history[:SHOWN]),
        f"and by {more:,} more lists" if more > 0 else "",
        f"[{', '.join(source.labels)}]" if source.labels else "",
        each.note or "",
        "" if is_new else "watched already",
    ]
    return f"{source.kind:<7}  {one_line(source.url)}  {one_line(', '.join(filter(None, parts)))}".rstrip()


def _row(source: Source, pages: int | None = None, failing_since: str | None = None) -> tuple[Any, ...]:
    state = "paused" if source.paused else f"failing since {failing_since[:10]}" if failing_since else "watched"
    return ((source.uid or "")[:SHORT], source.kind, state, pages, ", ".join(source.labels), source.title, source.url)
