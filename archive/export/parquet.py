"""Tables as Parquet files (parquet.apache.org), through the package pyarrow: the extra `parquet`."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from archive import files
from archive.errors import ArchiveError
from archive.export import columns

_BATCH = {"comments": 10_000, "articles": 500, "authors": 10_000, "threads": 50}
"""Rows that are in memory at a time."""


def write(conn: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]], path: Path) -> None:
    """Write rows of one table of `archive.export.columns`. Moments are timestamps, counts are numbers, all else is
    text. ArchiveError where pyarrow is missing, or the file cannot be written."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ArchiveError("Parquet needs the package pyarrow: pip install 'afterword[parquet]'") from error
    names = columns.columns(conn, table)
    schema = _schema(pyarrow, conn, names)
    coming = iter(rows)
    with files.beside(path) as temporary, parquet.ParquetWriter(temporary, schema) as writer:
        while batch := list(islice(coming, _BATCH[table])):
            records = [_record(zip(names, row, strict=True)) for row in batch]
            writer.write_table(pyarrow.Table.from_pylist(records, schema=schema))


def _schema(pyarrow: Any, conn: sqlite3.Connection, names: Sequence[str]) -> Any:
    plain = {"moment": pyarrow.timestamp("s", tz="UTC"), "number": pyarrow.int64(), "truth": pyarrow.bool_()}
    kinds = {name: plain.get(columns.kind(name), pyarrow.string()) for name in names}
    if "comments" in kinds:
        kinds["comments"] = pyarrow.list_(pyarrow.struct(_schema(pyarrow, conn, columns.columns(conn, "comments"))))
    return pyarrow.schema(kinds.items())


def _record(row: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_record(each.items()) for each in value]
    kind = None if value is None else columns.kind(name)
    return datetime.fromisoformat(value) if kind == "moment" else bool(value) if kind == "truth" else value
