"""The sources as people and programs see them, and what people do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.display import json_text
from archive.export import tables
from archive.sources import opml, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Connection

    from archive.sources.sources import Source

COLUMNS = ("uid", "kind", "state", "pages", "labels", "title", "url")

SHORT = 8
"""Letters of a uid that the table shows: as many as tell sources of one second apart are in the rest of the row."""

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
            told = {"pages": pages.get(source.id, 0), "failing_since": failing.get(source.id)}
            yield json_text({**source.as_dict(), **told})
        return
    rows = [row(source, pages.get(source.id, 0), failing.get(source.id)) for source in found]
    yield from tables.lines(COLUMNS, rows, "table", width=width)


def row(source: Source, pages: int | None, failing_since: str | None) -> tuple[Any, ...]:
    state = "paused" if source.paused else f"failing since {failing_since[:10]}" if failing_since else "watched"
    return ((source.uid or "")[:SHORT], source.kind, state, pages, ", ".join(source.labels), source.title, source.url)
