"""Forgetting in one archive, in two steps: what would go, then the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from archive.connect import open_for_writing, reading
from archive.errors import translated
from archive.forget import Forgotten, Plan, choose, forget, plan

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path


def dry_run(path: Path, names: Sequence[str], authors: Sequence[str] = (), *, also_mentions: bool = False) -> Plan:
    """What forgetting would remove; the archive is only read. NotFound names the first that is not there."""
    with reading(path) as conn:
        conn.execute("BEGIN")
        return plan(conn, choose(conn, names, authors), also_mentions=also_mentions)


class Forgetting:
    """Opens the archive and plans what goes (NotFound names the first that is not there); `do` removes it."""

    def __init__(
        self, path: Path, names: Sequence[str], authors: Sequence[str] = (), *, also_mentions: bool = False
    ) -> None:
        self._path = path
        self._names, self._authors, self._also_mentions = names, authors, also_mentions
        self._db = open_for_writing(path, create=False)
        try:
            with translated(path):
                self._db.conn.execute("BEGIN")
                self.plan, self._state = self._planned(), _state(self._db.conn)
                self._db.conn.execute("ROLLBACK")
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def do(self, reason: str | None = None) -> Forgotten:
        """Remove it, all or nothing, and return what went: by a new `plan` where others have changed the archive."""
        conn = self._db.conn
        with translated(self._path):
            conn.execute("PRAGMA secure_delete = ON")
            conn.execute("BEGIN IMMEDIATE")
            try:
                if _state(conn) != self._state:
                    self.plan = self._planned()
                done = forget(self._db, self.plan, reason)
                conn.execute("COMMIT")
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise
        return done

    def _planned(self) -> Plan:
        conn = self._db.conn
        return plan(conn, choose(conn, self._names, self._authors), also_mentions=self._also_mentions)


def _state(conn: sqlite3.Connection) -> int:
    """A number that is another one after others have written (sqlite.org/pragma.html#pragma_data_version)."""
    number: int = conn.execute("PRAGMA data_version").fetchone()[0]
    return number
