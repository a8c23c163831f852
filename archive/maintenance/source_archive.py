"""Another archive, read as the visits that it holds: each with the thread that it showed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from archive.db.rows import select
from archive.threads import columns
from archive.threads.history import unpack
from archive.values import truth
from scraper import incomplete as reasons
from scraper.thread import Article, Comment, Thread, arrange
from scraper.visit.records import Visit

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """One visit of the other archive.

    `thread` is what it showed, None where it showed none. `parts` are the visits that belong to it. `origin` is the uid
    that the article has where the visit was made, None where that is this archive.
    """

    visit: Visit
    at: str
    origin: str | None
    run: int | None
    snapshot: int | None
    parser_version: str | None
    digest: str | None
    thread: Thread | None = None
    parts: tuple[OtherVisit, ...] = ()


class Other:
    """One article of another archive."""

    def __init__(self, conn: sqlite3.Connection, key: int) -> None:
        self._conn = conn
        self._key = key
        self._article = select(conn, "SELECT * FROM articles WHERE id = ?", [key])[0]
        self.uid: str = self._article["uid"]
        self.urls = select(conn, "SELECT * FROM urls WHERE article_id = ? ORDER BY id", [key])

    def visits(self) -> list[Row]:
        """The rows of its visits, in order; those that are part of another one come with that one."""
        wanted = "SELECT * FROM fetches WHERE article_id = ? AND part_of IS NULL ORDER BY fetched_at, id"
        return select(self._conn, wanted, [self._key])

    def ids(self) -> list[tuple[str, str, str, str]]:
        """Every id of its comments: uid, system, scope, system_id."""
        return self._conn.execute(_ALL_IDS, [self._key]).fetchall()

    def visit(self, fetch: Row) -> OtherVisit:
        """What a visit showed."""
        shown = visit_of(fetch)
        parts = select(self._conn, "SELECT * FROM fetches WHERE part_of = ? ORDER BY id", [fetch["id"]])
        shown = replace(shown, origin=shown.origin or self.uid, parts=tuple(map(visit_of, parts)))
        if fetch["observation_id"] is None:
            return shown
        seen = select(self._conn, "SELECT * FROM observations WHERE id = ?", [fetch["observation_id"]])[0]
        thread = self._thread(seen, fetch["fetched_at"])
        return replace(shown, thread=thread, visit=replace(shown.visit, channel=seen["channel"]))

    def _thread(self, seen: Row, at: str) -> Thread:
        listed = unpack(seen["listing"])
        place: dict[int | None, int] = {entry.comment: number for number, entry in enumerate(listed)}
        comments = [self._comment(entry.comment, entry.version, place.get(entry.parent)) for entry in listed]
        return columns.thread(
            self._article,
            article=self._worded(seen["article_version"]),
            comments=tuple(arrange(comments)),
            fetched_at=at,
            declared_count=seen["declared_count"],
            complete=truth(seen["complete"]),
            incomplete=reasons.from_dict(seen),
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


def articles(conn: sqlite3.Connection) -> Iterator[Other]:
    """Every article of the other archive, in the order in which they came."""
    for (key,) in conn.execute("SELECT id FROM articles ORDER BY id").fetchall():
        yield Other(conn, key)


def visit_of(fetch: Row) -> OtherVisit:
    """A row of `fetches` as a visit."""
    stated = {name: fetch[name] for name in _STATED}
    visit = Visit(**stated, redirects=tuple(json.loads(fetch["redirects"])))
    run, snapshot, parser, digest = (fetch[name] for name in ("run_id", "snapshot_id", "parser_version", "digest"))
    return OtherVisit(visit, fetch["fetched_at"], fetch["origin"], run, snapshot, parser, digest)


_STATED = "url final_url status outcome error content_type size fetched_at seconds channel".split()

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
