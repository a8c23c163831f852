"""What dumps hold of people that no page shows: e-mail and IP addresses, kept only where a person asked for it.

They stand in a table of their own, which no view, search, export or merge looks at, and go with their comment when it
is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.history import unpack
from archive.values import storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from scraper.imports.records import Private

_KEEP = """
    INSERT INTO private (comment_id, email, ip) VALUES (?, ?, ?)
    ON CONFLICT (comment_id) DO UPDATE SET email = coalesce(excluded.email, email), ip = coalesce(excluded.ip, ip)
        WHERE email IS NOT coalesce(excluded.email, email) OR ip IS NOT coalesce(excluded.ip, ip)
"""


def keep(db: Database, fetch: int, told: Iterable[Private]) -> None:
    """Note what is told of the writers of the comments that a visit showed, in the order in which it listed them."""
    select = "SELECT o.listing FROM observations o JOIN fetches f ON f.observation_id = o.id WHERE f.id = ?"
    listed = unpack(db.conn.execute(select, [fetch]).fetchone()[0])
    rows = (
        [entry.comment, storable(each.email), storable(each.ip)]
        for entry, each in zip(listed, told, strict=True)
        if each.email or each.ip
    )
    db.conn.executemany(_KEEP, rows)
