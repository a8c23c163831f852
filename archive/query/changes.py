"""What was new, edited or gone, the newest first."""

import sqlite3

from archive.db.rows import Row, select
from archive.query import read


def since(conn: sqlite3.Connection, begin: str | None, name: str | None, limit: int | None = None) -> list[Row]:
    """The rows of the view `changes`, the newest first: from a moment on, of one thread. NotFound if there is none."""
    key = None if name is None else read.find(conn, name)
    changes = """
        SELECT c.* FROM changes c JOIN articles a ON a.uid = c.thread_uid
        WHERE c.at >= coalesce(:begin, '') AND a.id = coalesce(:key, a.id)
        ORDER BY c.at DESC, a.id, c.what, c.comment_uid LIMIT coalesce(:limit, -1)
    """
    return select(conn, changes, {"begin": begin, "key": key, "limit": limit})
