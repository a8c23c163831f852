"""Rows as text: an aligned table, CSV, TSV, JSON, NDJSON or Markdown, written as they come."""

import base64
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from archive.display import cells, cut, json_text, one_line

FORMATS = ("table", "csv", "tsv", "json", "ndjson", "markdown")

MEASURED = 1000
"""Rows that an aligned table looks at for the widths of its columns before it begins."""

MIN_COLUMN = 8

WIDEST_RIGID = 26
"""Columns of a uid, the longest word that is of no use in part."""

_LINE_END = "\r\n"
"""The csv module quotes a cell for the characters of its line end only: with another one, line ends in cells would not
be quoted."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\0")

_MARKDOWN = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", **{sign: f"\\{sign}" for sign in "\\|`[]!"}})


def lines(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str, *, width: int | None = None, guard: bool = True
) -> Iterator[str]:
    """The lines of the table, without line ends. `width` cuts an aligned table to a terminal's columns.

    `guard` keeps spreadsheets from taking cells of CSV and TSV for formulas (`guarded`).
    """
    if form == "table":
        return _table(columns, rows, width)
    if form in ("csv", "tsv"):
        return _separated(columns, rows, "," if form == "csv" else "\t", guard=guard)
    return {"json": _json, "ndjson": _ndjson, "markdown": _markdown}[form](columns, rows)


def guarded(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection"): an apostrophe before what begins one.

    Some take the wide forms of East Asian keyboards for the signs themselves.
    """
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]], width: int | None) -> Iterator[str]:
    coming = iter(rows)
    first = [[_shown(value) for value in row] for row in islice(coming, MEASURED)]
    sizes = [max(cells(text) for text in column) for column in zip(columns, *first, strict=True)]
    right = [_is_number(column) for column in zip(*first, strict=True)] if first else [False] * len(columns)
    if width is not None:
        sizes = _fitted(sizes, width, [_is_rigid(column) for column in zip(columns, *first, strict=True)])
    yield _aligned(columns, sizes, right)
    yield "  ".join("─" * size for size in sizes)
    for row in chain(first, ([_shown(value) for value in row] for row in coming)):
        yield _aligned(row, sizes, right)


def _separated(columns: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str, *, guard: bool) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=_LINE_END)
    for row in chain([columns], rows):
        writer.writerow(guarded(_plain(value)) if guard else _plain(value) for value in row)
        yield buffer.getvalue().removesuffix(_LINE_END)
        buffer.seek(0)
        buffer.truncate()


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    before = ""
    for line in _ndjson(columns, rows):
        if before:
            yield f"{before},"
        before = ("[" if not before else " ") + line
    yield f"{before}]" if before else "[]"


def _ndjson(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    names = _distinct(columns)
    for row in rows:
        yield json_text({name: _plain(value) for name, value in zip(names, row, strict=True)})


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield "| " + " | ".join(_cell(name) for name in columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield "| " + " | ".join(_cell(value) for value in row) + " |"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"({len(value)} bytes)" if isinstance(value, bytes) else one_line(str(value))


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _cell(value: Any) -> str:
    """A cell that shows its words and nothing else: Markdown takes HTML and links for what they are."""
    return _shown(value).translate(_MARKDOWN)


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names for an object's keys: a column that comes twice gets a number, so that none is lost."""
    names: list[str] = []
    for column in columns:
        name, number = column, 1
        while name in names:
            number += 1
            name = f"{column}_{number}"
        names.append(name)
    return names


def _aligned(row: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> str:
    parts: list[str] = []
    for text, size, to_right in zip(row, sizes, right, strict=True):
        shown = cut(text, size)
        gap = " " * (size - cells(shown))
        parts.append(gap + shown if to_right else shown + gap)
    return "  ".join(parts).rstrip()


def _fitted(sizes: list[int], width: int, rigid: Sequence[bool]) -> list[int]:
    """Narrow the widest columns until the table fits, or all are narrow; rigid ones only where that is not enough. The
    last one, which is mostly a text, keeps twice the room of others."""
    sizes = list(sizes)
    last = len(sizes) - 1
    yielding = [place for place, is_rigid in enumerate(rigid) if not is_rigid]
    for places in (yielding, range(len(sizes))):
        while places and sum(sizes) + 2 * last > width:
            widest = max(places, key=lambda place: sizes[place] / (2 if place == last else 1))
            if sizes[widest] <= MIN_COLUMN:
                break
            sizes[widest] -= 1
    return sizes


def _is_rigid(column: Sequence[str]) -> bool:
    """Whether the cells below a title are words of one length, such as days and uids: cut, they would tell nothing."""
    cells_of_column = [text for text in column[1:] if text]
    sizes = {cells(text) for text in cells_of_column}
    return len(sizes) == 1 and max(sizes) <= WIDEST_RIGID and not any(" " in text for text in cells_of_column)


def _is_number(column: Sequence[str]) -> bool:
    return any(column) and all(not text or text.lstrip("-").replace(".", "", 1).isdigit() for text in column)
