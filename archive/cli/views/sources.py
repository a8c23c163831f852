"""The sources as people and programs see them, and what people do with them."""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any

from archive.display import counted, json_text, one_line
from archive.export import tables
from archive.sources import opml, sources
from archive.sources.find import Found
from archive.sources.sources import Source

SHOWN = 2
"""Lists of older pages that are named one by one."""

UNITS = {"feed": ("page", "pages"), "sitemap": ("address", "addresses"), "archive": ("page", "pages")}

COLUMNS = ("uid", "kind", "state", "pages", "labels", "title", "url")

SHORT = 8
"""Letters of a uid that the table shows: what else tells sources apart stands in the rest of the row."""

_PAGES = "SELECT source_id, count(*) FROM polls WHERE kind = 'page' AND source_id IS NOT NULL GROUP BY source_id"

_STATES = """
    SELECT source_id, failing_since FROM polls
    WHERE failing_since IS NOT NULL AND source_id IS NOT NULL AND url = (SELECT url FROM sources WHERE id = source_id)
"""


def lines(conn: Connection, labels: Iterable[str], form: str, width: int | None) -> Iterator[str]:
    """The sources with one of the labels (all without) as `table`, `json` (one object a line) or `opml`."""
    found = sources.labelled(sources.every(conn), labels)
    if form == "opml":
        yield from opml.lines(found)
        return
    pages = dict(conn.execute(_PAGES).fetchall())
    failing = dict(conn.execute(_STATES).fetchall())
    if form == "json":
        for source in found:
            more = {"pages": pages.get(source.id, 0), "failing_since": failing.get(source.id)}
            yield json_text({**source.as_dict(), **more})
        return
    rows = [_row(source, pages.get(source.id, 0), failing.get(source.id)) for source in found]
    yield from tables.lines(COLUMNS, rows, "table", width=width)


def edited(changed: Iterable[Source]) -> Iterator[str]:
    """A line for each source as it is watched now."""
    for source in changed:
        yield "  ".join(str(cell) for cell in _row(source, None, None) if cell not in (None, ""))


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


def _row(source: Source, pages: int | None, failing_since: str | None) -> tuple[Any, ...]:
    state = "paused" if source.paused else f"failing since {failing_since[:10]}" if failing_since else "watched"
    return ((source.uid or "")[:SHORT], source.kind, state, pages, ", ".join(source.labels), source.title, source.url)
