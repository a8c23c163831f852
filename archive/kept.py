"""What was kept of a visit to a channel, as its reader takes it once more (scraper.channels.read_again)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive import snapshots
from scraper.channels.channel import Answer, Kept, not_by_count

if TYPE_CHECKING:
    from sqlite_utils import Database

_ANSWERS = """
    SELECT snapshot_id, url, coalesce(final_url, url) FROM fetches
    WHERE (id = ?1 OR part_of = ?1) ORDER BY part_of IS NOT NULL, id
"""
_TOLD = """
    SELECT o.declared_count, o.incomplete_reason FROM fetches f JOIN observations o ON o.id = f.observation_id
    WHERE f.id = ?
"""
_PAGE = """
    SELECT coalesce(p.final_url, p.url) FROM fetches f JOIN fetches p ON p.article_id = f.article_id AND p.id < f.id
    WHERE f.id = ? AND p.run_id IS f.run_id AND p.channel = 'page' AND p.part_of IS NULL
        AND p.observation_id IS NOT NULL ORDER BY p.id DESC LIMIT 1
"""
_ARTICLE = "SELECT a.url FROM fetches f JOIN articles a ON a.id = f.article_id WHERE f.id = ?"


def of_channel(db: Database, fetch: int) -> Kept | None:
    """Everything that came at a visit (its id in `fetches`); None where a part of it was not kept.

    ArchiveError when what was kept cannot be read.
    """
    conn = db.conn
    rows = conn.execute(_ANSWERS, [fetch]).fetchall()
    if any(snapshot is None for snapshot, *_ in rows):
        return None
    declared, reason = conn.execute(_TOLD, [fetch]).fetchone()
    answers = tuple(Answer(asked, url, snapshots.read(conn, snapshot)) for snapshot, asked, url in rows)
    return Kept(_page(db, fetch), answers, declared, not_by_count(reason))


def _page(db: Database, fetch: int) -> str:
    """The page because of which the channel was asked: visited just before; of a saved file the article's address."""
    found = db.conn.execute(_PAGE, [fetch]).fetchone() or db.conn.execute(_ARTICLE, [fetch]).fetchone()
    return str(found[0])
