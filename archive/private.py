"""What dumps hold of people that no page shows: e-mail and IP addresses, kept only where a person asked for it.

They stand in a table of their own, which no view, search, export or merge looks at, and go with their comment when it
is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.values import storable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from scraper.imports.records import Private

_KEEP = """
    INSERT INTO private (comment_id, email, ip)
    SELECT comment_id, ?, ? FROM comment_ids WHERE system = ? AND scope = ? AND system_id = ?
    ON CONFLICT (comment_id) DO UPDATE SET email = coalesce(excluded.email, email), ip = coalesce(excluded.ip, ip)
        WHERE email IS NOT coalesce(excluded.email, email) OR ip IS NOT coalesce(excluded.ip, ip)
"""


def keep(db: Database, numbering: tuple[str, str], facts: Mapping[str, Private]) -> None:
    """Note what is told of the writers of comments, each comment by its id in the numbering (system, scope)."""
    rows = (
        [storable(each.email), storable(each.ip), *numbering, storable(key)]
        for key, each in facts.items()
        if each.email or each.ip
    )
    db.conn.executemany(_KEEP, rows)
