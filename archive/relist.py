"""Observations that list something else than when they were noted: comments forgotten, or read better since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive import observations
from archive.history import pack, unpack
from archive.values import truth

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlite_utils import Database

    from archive.history import Listed


def without(db: Database, article_id: int, comments: Collection[int]) -> None:
    """Take comments out of every observation of an article; their replies stand below what they answered."""
    above: dict[int, int | None] = {}
    for observation, listing in _listings(db, article_id):
        listed = unpack(listing)
        above |= {entry.comment: entry.parent for entry in listed if entry.comment in comments}
        kept = [entry._replace(parent=_left(entry.parent, above)) for entry in listed if entry.comment not in comments]
        if len(kept) < len(listed):
            rewrite(db, observation, kept)


def rewrite(db: Database, observation: int, listed: Sequence[Listed], values: Mapping[str, Any] | None = None) -> int:
    """Let an observation list this, and hold other `values` of its columns where given. Returns its id.

    When another one of the article's channel is then the same, that one takes its place.
    """
    row = {**db.table("observations").get(observation), **(values or {})}
    complete = truth(row["complete"])
    digest = observations.state(
        row["article_version"], complete, row["incomplete_reason"], row["declared_count"], listed
    )
    select = "SELECT id FROM observations WHERE article_id = ? AND channel = ? AND digest = ? AND id <> ?"
    same = db.conn.execute(select, [row["article_id"], row["channel"], digest, observation]).fetchone()
    if same:
        take_place(db, observation, same[0])
        return int(same[0])
    changed = {"digest": digest, "listing": pack(listed), "comment_count": len(listed), **(values or {})}
    db.table("observations").update(observation, changed)
    return observation


def take_place(db: Database, observation: int, other: int) -> None:
    """Let visits that showed `observation` have shown `other`; the first is deleted."""
    for table in ("fetches", "polls"):
        db.conn.execute(f"UPDATE {table} SET observation_id = ? WHERE observation_id = ?", [other, observation])  # noqa: S608
    db.conn.execute("DELETE FROM observations WHERE id = ?", [observation])


def _listings(db: Database, article_id: int) -> list[tuple[int, bytes]]:
    select = "SELECT id, listing FROM observations WHERE article_id = ? ORDER BY id"
    return db.conn.execute(select, [article_id]).fetchall()


def _left(parent: int | None, above: Mapping[int, int | None]) -> int | None:
    """The nearest comment above that stays. A circle, which no page can show, would end at the top."""
    passed: set[int] = set()
    while parent is not None and parent in above:
        if parent in passed:
            return None
        passed.add(parent)
        parent = above[parent]
    return parent
