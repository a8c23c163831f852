"""Opening the file: the right kind, the right version, the right settings."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from archive.db.backup import backup
from archive.db.migrations import SCHEMA_VERSION, migrate
from archive.db.schema import APPLICATION_ID
from archive.db.transactions import immediate
from archive.errors import ArchiveError, ArchiveReadOnly, NewerSchema, NoArchive, NotAnArchive, OlderSchema, translated

BUSY_SECONDS = 60.0
"""How long a writer waits for another one. A visit's transaction takes milliseconds, so this is generous."""

OLDEST_SQLITE = (3, 38, 0)  # strict tables, unixepoch

_EMPTY = "it holds no archive; restore it from a backup, or fill it with `afterword scrape`"


def open_for_writing(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open an archive, made or brought up to date where needed, in write-ahead mode with foreign keys on.

    NoArchive when it is missing and `create` is false; NotAnArchive, NewerSchema and the errors of SQLite otherwise.
    """
    _check_sqlite()
    if not path.exists():
        if not create:
            raise _missing(path)
        if not path.parent.is_dir():
            raise NoArchive(f"{path}: the folder {path.parent} does not exist; make it first")
    with translated(path):
        conn = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            version = _state(conn, path)
            if version == 0 and not create:
                raise NotAnArchive(f"{path}: {_EMPTY}")
            if version < SCHEMA_VERSION:
                _bring_up_to_date(conn, path)
            _use_write_ahead_log(conn)
            conn.execute("PRAGMA foreign_keys = ON")
            conn.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            conn.close()
            raise
        return conn


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open an archive so that nothing can be written through this connection, and no file appears.

    NoArchive when it is missing; NotAnArchive, NewerSchema and the errors of SQLite otherwise.
    """
    _check_sqlite()
    if not path.is_file():
        raise _missing(path)
    with translated(path):
        conn = _connect_read_only(path)
        try:
            version = _state(conn, path)
            if version == 0:
                raise NotAnArchive(f"{path}: {_EMPTY}")
            if version < SCHEMA_VERSION:
                raise OlderSchema(f"{path}: an older afterword wrote it; `afterword scrape` brings it up to date")
            conn.execute("PRAGMA query_only = ON")
        except BaseException:
            conn.close()
            raise
        return conn


def is_same(one: Path, other: Path) -> bool:
    """Whether two names stand for one file, there or not, through whatever links."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    return one.exists() and other.exists() and one.samefile(other)


def is_archive(path: Path) -> bool:
    """Whether a file is an archive, of whatever version (sqlite.org/fileformat2.html, "The Database Header")."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4)


def _bring_up_to_date(conn: sqlite3.Connection, path: Path) -> None:
    from sqlite_utils import Database

    conn.execute("PRAGMA foreign_keys = OFF")
    with immediate(Database(conn, execute_plugins=False)) as db:
        version = _state(conn, path)
        if version < SCHEMA_VERSION:  # else another program was quicker
            if version:
                _save_before_migration(path, version)
            migrate(db)


def _save_before_migration(path: Path, version: int) -> None:
    """A verified copy beside the file. The caller holds the write lock, so nothing changes in between."""
    number, beside = 1, path.with_name(f"{path.name}.schema-{version}.bak")
    while beside.exists():
        number += 1
        beside = path.with_name(f"{path.name}.schema-{version}-{number}.bak")
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as conn:
        backup(conn, beside)


def tidy(path: Path) -> None:
    """Let the files of write-ahead mode go: a read-only connection makes them but cannot take them away again."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as conn:
        conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()


def _connect_read_only(path: Path) -> sqlite3.Connection:
    """Read-only; as immutable where the folder cannot take the files of write-ahead mode, and there are none."""
    address = path.resolve().as_uri()
    conn = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        conn.close()
        log = Path(f"{path}-wal")
        blocked = (error.sqlite_errorcode & 0xFF) in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not blocked or (log.exists() and log.stat().st_size):
            raise
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error:
        conn.close()
        raise
    return conn


def _state(conn: sqlite3.Connection, path: Path) -> int:
    """The file's schema version; 0 for an empty file."""
    application = conn.execute("PRAGMA application_id").fetchone()[0]
    version: int = conn.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION_ID:
        if version > SCHEMA_VERSION:
            raise NewerSchema(
                f"{path}: a newer afterword wrote it (schema {version}, this one reads {SCHEMA_VERSION}); update"
            )
        return version
    if application or version or conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        raise NotAnArchive(f"{path}: it is a database, but not an archive of afterword; name another file")
    return 0


def _use_write_ahead_log(conn: sqlite3.Connection) -> None:
    """Readers and one writer side by side. Changing the mode does not wait for others, so this does."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            mode = conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
            continue
        if mode != "wal":
            raise ArchiveReadOnly("the archive cannot use write-ahead mode here; move it to a local disk")
        return


def _missing(path: Path) -> NoArchive:
    if path.is_dir():
        return NoArchive(f"{path}: a folder, not an archive; name a file in it")
    return NoArchive(f"{path}: there is no archive here; `afterword scrape` makes one, --archive names another")


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise ArchiveError(f"SQLite {sqlite3.sqlite_version} is too old: afterword needs {oldest}; update Python")
