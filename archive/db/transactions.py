"""Transactions: the one place where they begin."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from archive.db.rows import Database


@contextmanager
def immediate(db: Database) -> Iterator[Database]:
    """Write all that the block writes, or nothing where it raises or rolls back itself.

    A deferred transaction would fail at once, instead of waiting, when another program writes.
    """
    with _begun(db.conn, "IMMEDIATE"), _no_collection():
        yield db


@contextmanager
def one_state(conn: sqlite3.Connection) -> Iterator[None]:
    """Read one state of the archive in the block, whatever other programs write meanwhile."""
    with _begun(conn, "DEFERRED"):
        yield


@contextmanager
def _begun(conn: sqlite3.Connection, kind: str) -> Iterator[None]:
    conn.execute(f"BEGIN {kind}")
    try:
        yield
        if conn.in_transaction:
            conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without passes of the cyclic collector.

    A large thread is many small objects and no cycles among them; looking for some takes a quarter of saving it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
