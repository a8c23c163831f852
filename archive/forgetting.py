"""Forgetting in one archive, in two steps: what is meant, then the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from archive.connect import open_for_writing
from archive.errors import translated
from archive.forget import Forgotten, choose, forget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Forgetting:
    """Opens the archive and finds what is named (NotFound names the first that is not there); `do` removes it."""

    def __init__(self, path: Path, names: Sequence[str], authors: Sequence[str] = ()) -> None:
        self._path = path
        self._names, self._authors = names, authors
        self._db = open_for_writing(path, create=False)
        try:
            with translated(path):
                self.chosen = choose(self._db.conn, names, authors)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def do(self, reason: str | None = None) -> Forgotten:
        """Remove it, all or nothing: what stands under the names by then."""
        conn = self._db.conn
        with translated(self._path):
            conn.execute("PRAGMA secure_delete = ON")
            conn.execute("BEGIN IMMEDIATE")
            try:
                done = forget(self._db, choose(conn, self._names, self._authors), reason)
                conn.execute("COMMIT")
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise
        return done
