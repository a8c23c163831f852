"""Rows out of tables and into them.

In straight SQL: `Table.insert` and `Table.update` look the whole schema up each time, `insert_all` at every value.
"""

from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database as Database
else:  # a quarter of a second to import, which reading does without
    Database = Any

Row = dict[str, Any]


def value(conn: Connection, query: str, *given: Any) -> Any:
    """The first value of the first row that a query finds; None where it finds none."""
    row = conn.execute(query, given).fetchone()
    return None if row is None else row[0]


def column(conn: Connection, query: str, *given: Any) -> list[Any]:
    """The first column of what a query finds."""
    return [row[0] for row in conn.execute(query, given)]


def select(conn: Connection, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """What a query finds, each row by its columns' names."""
    cursor = conn.execute(query, parameters)
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def insert_many(db: Database, table: str, rows: Sequence[Row]) -> None:
    """All rows hold the same columns."""
    if rows:
        db.conn.executemany(_insertion(table, rows[0]), rows)


def _insertion(table: str, row: Mapping[str, Any]) -> str:
    columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608


def update_many(db: Database, updates: Iterable[Row]) -> None:
    alike: dict[tuple[str, ...], list[Row]] = {}
    for values in updates:
        if len(values) > 1:
            alike.setdefault(tuple(values), []).append(values)
    for names, rows in alike.items():
        assignments = ", ".join(f"{name} = :{name}" for name in names if name != "id")
        db.conn.executemany(f"UPDATE comments SET {assignments} WHERE id = :id", rows)  # noqa: S608


def insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    return int(db.conn.execute(_insertion(table, row), row).lastrowid or 0)


def update(db: Database, table: str, key: int, values: Mapping[str, Any]) -> None:
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    db.conn.execute(f"UPDATE {table} SET {assignments} WHERE id = :id", {**values, "id": key})  # noqa: S608
