"""The handle of an open archive: what functions get instead of a path."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Self

from archive.db.connection import open_for_reading, open_for_writing, tidy
from archive.db.rows import Database
from archive.db.transactions import immediate
from archive.errors import ArchiveReadOnly, from_sqlite, translated


class Handle:
    """An open archive file. Other programs may read and write beside it.

    `conn` reads; what writes does so inside `transaction`.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False, create: bool = True) -> None:
        self.path, self.read_only = Path(path), read_only
        self.conn = open_for_reading(self.path) if read_only else open_for_writing(self.path, create=create)

    @cached_property
    def db(self) -> Database:
        """The connection as sqlite-utils has it."""
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def close(self) -> None:
        """Close the file; what was saved is in it. The write-ahead log is emptied unless another program holds it."""
        if not self.read_only:
            with suppress(sqlite3.Error):
                self.conn.execute("PRAGMA busy_timeout = 0")
                self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self.conn.close()
        if self.read_only:
            tidy(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise from_sqlite(error, self.path) from error

    def need_writable(self) -> None:
        """ArchiveReadOnly where it was opened only to read."""
        if self.read_only:
            raise ArchiveReadOnly(f"{self.path}: it is open for reading only; open it without read_only to write")

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """The database, to be written all or not at all. ArchiveReadOnly where it was opened only to read."""
        self.need_writable()
        with translated(self.path), immediate(self.db) as db:
            yield db

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """A connection that cannot write, whatever it is told: its own, or one beside it."""
        if self.read_only:
            yield self.conn
            return
        with closing(open_for_reading(self.path)) as conn:
            yield conn
