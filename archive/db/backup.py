"""A copy of an archive that is whole: taken while others write, looked at before it takes its name."""

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.db.schema import APPLICATION_ID
from archive.errors import ArchiveCorrupt, ArchiveError, translated
from archive.files import beside

TOLD = 5
"""How many of SQLite's complaints one message repeats."""


def backup(source: sqlite3.Connection, destination: Path) -> Path:
    """Copy the archive behind `source`, as it is at one moment, to a new file. Returns the file.

    `destination` must not exist; other programs may write on meanwhile (sqlite.org/backup.html). The copy is one file
    in rollback mode, so that it can be carried anywhere. ArchiveCorrupt when the copy does not prove whole,
    ArchiveError when the place will not do; nothing is left behind then.
    """
    if destination.exists():
        raise ArchiveError(f"{destination}: there is a file of this name already; name another one")
    if not destination.parent.is_dir():
        raise ArchiveError(f"{destination}: the folder {destination.parent} does not exist; make it first")
    with beside(destination) as copy, translated(destination):
        with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
            source.backup(conn)  # in one step, which is one moment
            conn.execute("PRAGMA journal_mode = DELETE")
        verify(copy)
    return destination


def verify(path: Path) -> None:
    """Look at a whole archive file with SQLite's own eyes. ArchiveCorrupt names what it finds."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ArchiveCorrupt(f"{path}: the copy is no archive; try again")
        found = complaints(conn, TOLD)
        if found:
            raise ArchiveCorrupt(f"{path}: the copy is damaged ({'; '.join(found)}); see `afterword check`")


def complaints(conn: sqlite3.Connection, most: int) -> list[str]:
    """What SQLite finds wrong with a file, a line each; nothing where it is intact."""
    found = [" ".join(line.split()) for (line,) in conn.execute(f"PRAGMA integrity_check({most})")]
    return [] if found == ["ok"] else found
