"""The one place where transactions begin."""

from __future__ import annotations

import gc
import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

import archive
from archive.db.transactions import immediate, one_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "cups.db"
    conn = connect(path)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("CREATE TABLE cups (colour TEXT)")
    conn.close()
    return path


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    db = Database(connect(path), execute_plugins=False)
    yield db
    db.close()


def cups(path: Path) -> list[str]:
    conn = connect(path)
    found = [colour for (colour,) in conn.execute("SELECT colour FROM cups")]
    conn.close()
    return found


def test_all_that_a_block_writes_is_written_together(db: Database, path: Path) -> None:
    with immediate(db) as same:
        same.conn.execute("INSERT INTO cups VALUES ('blue')")
        assert cups(path) == []
        same.conn.execute("INSERT INTO cups VALUES ('dented')")
    assert cups(path) == ["blue", "dented"]
    assert not db.conn.in_transaction


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, sqlite3.IntegrityError])
def test_a_block_that_raises_writes_nothing(db: Database, path: Path, error: type[BaseException]) -> None:
    def write() -> None:
        with immediate(db):
            db.conn.execute("INSERT INTO cups VALUES ('blue')")
            raise error

    with pytest.raises(error):
        write()
    assert cups(path) == []
    assert not db.conn.in_transaction


def test_a_block_may_take_back_what_it_wrote(db: Database, path: Path) -> None:
    with immediate(db):
        db.conn.execute("INSERT INTO cups VALUES ('blue')")
        db.conn.rollback()
    assert cups(path) == []


def test_the_write_lock_is_taken_at_once(db: Database, path: Path) -> None:
    other = connect(path)
    with immediate(db), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("INSERT INTO cups VALUES ('theirs')")
    other.close()


def test_the_cyclic_collector_rests_and_goes_on_afterwards(db: Database) -> None:
    assert gc.isenabled()
    with immediate(db):
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with immediate(db):
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_one_state_is_read_while_others_write(db: Database, path: Path) -> None:
    other, select = connect(path), "SELECT count(*) FROM cups"
    with one_state(db.conn):
        assert db.conn.execute(select).fetchone() == (0,)
        other.execute("INSERT INTO cups VALUES ('theirs')")
        assert db.conn.execute(select).fetchone() == (0,)
    assert db.conn.execute(select).fetchone() == (1,)
    other.close()


def test_transactions_begin_nowhere_else() -> None:
    from pathlib import Path

    package = Path(archive.__file__).parent
    beginning = [path for path in package.rglob("*.py") if "BEGIN" in path.read_text("utf-8")]
    assert [path.relative_to(package).as_posix() for path in beginning] == ["db/transactions.py"]
