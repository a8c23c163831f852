"""Another archive, read as the visits that it holds: each with the thread that it showed."""

import sqlite3
from functools import cached_property

from archive.db.rows import Row, select
from archive.threads import columns
from archive.threads.history import unpack
from archive.values import truth
from scraper import incomplete as reasons
from scraper.thread import Article, Channel, Comment, Thread, arrange


class Other:
    """One article of another archive."""

    def __init__(self, conn: sqlite3.Connection, key: int) -> None:
        self._conn = conn
        self._key = key
        self._article = select(conn, "SELECT * FROM articles WHERE id = ?", [key])[0]
        self.uid: str = self._article["uid"]
        self.urls = select(conn, "SELECT * FROM urls WHERE article_id = ? ORDER BY id", [key])

    def visits(self) -> list[Row]:
        """The rows of its visits, in order, without those that are part of another one."""
        wanted = "SELECT * FROM fetches WHERE article_id = ? AND part_of IS NULL ORDER BY fetched_at, id"
        return select(self._conn, wanted, [self._key])

    def parts(self, visit: Row) -> list[Row]:
        """The rows of the visits that are part of one."""
        return select(self._conn, "SELECT * FROM fetches WHERE part_of = ? ORDER BY id", [visit["id"]])

    def ids(self) -> list[tuple[str, str, str, str]]:
        """Every id of its comments: uid, system, scope, system_id."""
        return self._conn.execute(_ALL_IDS, [self._key]).fetchall()

    def shown(self, visit: Row) -> Thread | None:
        """What a visit showed, and through which one channel; None where it showed nothing of the article."""
        if visit["observation_id"] is None:
            return None
        seen = select(self._conn, "SELECT * FROM observations WHERE id = ?", [visit["observation_id"]])[0]
        listed = unpack(seen["listing"])
        place: dict[int | None, int] = {entry.comment: number for number, entry in enumerate(listed)}
        comments = [self._comment(entry.comment, entry.version, place.get(entry.parent)) for entry in listed]
        return columns.thread(
            self._article,
            article=self._worded(seen["article_version"]),
            comments=tuple(arrange(comments)),
            fetched_at=visit["fetched_at"],
            declared_count=seen["declared_count"],
            complete=truth(seen["complete"]),
            incomplete=reasons.from_dict(seen),
            channels=(Channel(seen["channel"]),),
        )

    @cached_property
    def _comments(self) -> dict[int, Row]:
        return {
            row["id"]: row for row in select(self._conn, "SELECT * FROM comments WHERE article_id = ?", [self._key])
        }

    @cached_property
    def _wordings(self) -> dict[tuple[int, int], Row]:
        return {(row["comment_id"], row["version"]): row for row in select(self._conn, _WORDINGS, [self._key])}

    @cached_property
    def _ids(self) -> dict[int, str]:
        numbering = self._article["id_system"] or "", self._article["id_scope"] or ""
        return dict(self._conn.execute(_IDS, [self._key, *numbering]).fetchall())

    def _worded(self, number: int | None) -> Article:
        if number is None:
            return Article()
        wanted = "SELECT * FROM article_versions WHERE article_id = ? AND version = ?"
        return columns.article(self._article | next(iter(select(self._conn, wanted, [self._key, number])), {}))

    def _comment(self, key: int, version: int, parent: int | None) -> Comment:
        kept = self._comments[key]
        row = kept if version == kept["version"] else kept | self._wordings.get((key, version), {})
        return columns.comment([row[name] for name in columns.SHOWN], parent, self._ids.get(key))


_WORDINGS = """
    SELECT v.comment_id, v.version, v.author, v.author_url, v.published, v.text, v.html, v.kind, v.state
    FROM comment_versions v JOIN comments c ON c.id = v.comment_id WHERE c.article_id = ?
"""

_IDS = """
    SELECT i.comment_id, i.system_id FROM comments c CROSS JOIN comment_ids i ON i.comment_id = c.id
    WHERE c.article_id = ? AND +i.system = ? AND +i.scope = ? ORDER BY i.id DESC
"""

_ALL_IDS = """
    SELECT c.uid, i.system, i.scope, i.system_id FROM comment_ids i JOIN comments c ON c.id = i.comment_id
    WHERE c.article_id = ? ORDER BY i.id
"""
