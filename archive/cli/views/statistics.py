"""Figures of an archive for a terminal, with bars, and for programs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.display import cells, counted, cut, one_line
from archive.export.tables import lines
from archive.query.statistics import Section

TITLES = {
    "sites": "Sites",
    "threads": "Busiest threads",
    "authors": "Most active authors",
    "depth": "Comments by level",
    "answers": "How soon answers come",
    "months": "Comments by month",
    "years": "Comments by year",
}

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")

_EIGHTHS = " ▏▎▍▌▋▊▉"


def shown(found: Iterable[Section], width: int, *, colour: bool = False) -> Iterator[str]:
    """The sections as lines, each table in at most `width` columns."""
    for section in found:
        if section.name == "total":
            yield from _total(section)
        elif section.rows:
            title = TITLES[section.name]
            yield from ("", f"\x1b[1m{title}\x1b[0m" if colour else title)
            if section.bars:
                yield from _bars(section, width)
            else:
                yield from lines(section.columns, map(_with_days, section.rows), "table", width=width)


def as_dict(found: Iterable[Section]) -> dict[str, Any]:
    """One object: the total as an object, every other section as a list of objects."""
    figures = {each.name: [dict(zip(each.columns, row, strict=True)) for row in each.rows] for each in found}
    return {**figures, "total": figures["total"][0]}


def _with_days(row: Sequence[Any]) -> list[Any]:
    """A row with days instead of moments."""
    return [value[:10] if isinstance(value, str) and _MOMENT.match(value) else value for value in row]


def _total(section: Section) -> Iterator[str]:
    figures = dict(zip(section.columns, section.rows[0], strict=True))
    if not figures["threads"]:
        yield "no threads"
        return
    gone = f", {figures['gone']:,} gone" if figures["gone"] else ""
    yield ", ".join(counted(figures[f"{word}s"], word) for word in ("thread", "comment", "site")) + gone
    yield f"{figures['complete']:,} of the threads are known to be complete"
    if figures["first_article"]:
        yield f"articles from {one_line(figures['first_article'][:10])} to {one_line(figures['last_article'][:10])}"


def _bars(section: Section, width: int) -> Iterator[str]:
    """A line for each row: name, count, and a bar that is as long as the count is of the largest."""
    counts = [int(row[section.columns.index(section.bars or "")]) for row in section.rows]
    names = [cut(one_line(str(row[0])), 24) for row in section.rows]
    wide, most = max(map(cells, names)), max(max(counts), 1)
    digits = max(len(f"{count:,}") for count in counts)
    room = max(width - wide - digits - 4, 8)
    for name, count in zip(names, counts, strict=True):
        gap = " " * (wide - cells(name))
        whole, eighths = divmod(max(count * room * 8 // most, 1), 8)
        yield f"{name}{gap}  {count:>{digits},}  {'█' * whole}{_EIGHTHS[eighths]}".rstrip()
