"""Less room for the same contents: old visits that showed nothing new are folded, indexes and file written afresh."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.db.handle import Handle
from archive.db.rows import Database
from archive.db.search_schema import TABLES as SEARCHED
from archive.threads import articles, comments, tombstones
from archive.threads.history import History, replay
from scraper.times import utc

KEPT_DAYS = 90
"""Visits of this many days are kept whatever they showed."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """Sizes of the file in bytes, and how many visits were folded."""

    before: int
    after: int
    folded: int


def compact(archive: Handle, *, keep_days: int = KEPT_DAYS) -> Compacted:
    """Fold visits that are older than `keep_days` days, and write the file anew.

    Of visits in a row that showed an article in the same state the first two and the last stay, so that the history
    keeps its times; where the history would come out otherwise, nothing is folded. Afterwards the file holds no byte
    of what was deleted. Other programs have to wait meanwhile.
    """
    until = utc(datetime.now(UTC) - timedelta(days=min(keep_days, 99_999)))  # so long ago there was no visit
    conn, before = archive.conn, _size(archive.path)
    folded = sum(_fold(archive, key, until) for (key,) in conn.execute("SELECT id FROM articles").fetchall())
    # Where something was forgotten the indexes are made again, so that nothing of it stays in them.
    step = "rebuild" if tombstones.are_any(conn) else "optimize"
    for table in (f"{name}{kind}" for name in SEARCHED for kind in ("_fts", "_cjk_fts")):
        conn.execute(f"INSERT INTO {table}({table}) VALUES ('{step}')")  # noqa: S608
    conn.execute("PRAGMA optimize")
    conn.execute("VACUUM")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return Compacted(before, _size(archive.path), folded)


def _fold(archive: Handle, article_id: int, until: str) -> int:
    conn = archive.conn
    foldable = conn.execute(_FOLDABLE, {"article": article_id, "until": until}).fetchall()
    if not foldable:
        return 0
    with archive.transaction() as db:
        history = _history(db, article_id)
        conn.executemany("DELETE FROM fetches WHERE part_of = ?", foldable)
        conn.executemany("DELETE FROM fetches WHERE id = ?", foldable)
        same = _history(db, article_id) == history
        if not same:
            conn.rollback()
    return len(foldable) if same else 0


def _history(db: Database, article_id: int) -> History:
    return replay(comments.seen(db, articles.load(db, article_id))[1])


_FOLDABLE = """
    SELECT id FROM (
        SELECT id, fetched_at, outcome, snapshot_id, observation_id AS shown, lag(observation_id) OVER visits AS before,
            lag(observation_id, 2) OVER visits AS before_that, lead(observation_id) OVER visits AS next
        FROM fetches WHERE article_id = :article AND part_of IS NULL WINDOW visits AS (ORDER BY fetched_at, id)
    ) f
    WHERE outcome IN ('unchanged', 'not_modified') AND fetched_at < :until AND snapshot_id IS NULL
        AND before = shown AND before_that = shown AND next = shown
        AND NOT EXISTS (SELECT 1 FROM comment_versions v WHERE v.fetch_id = f.id)
        AND NOT EXISTS (SELECT 1 FROM article_versions v WHERE v.fetch_id = f.id)
"""


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())
