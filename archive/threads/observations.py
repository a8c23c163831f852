"""Observations in the archive: written once for each distinct state, read back as the visits of a history."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from archive.db.rows import Database, Row, column, insert, value
from archive.threads.columns import ArticleRow
from archive.threads.history import History, Listed, Seen, Standing, advance, pack, replay, unpack
from archive.threads.records import Incoming, Stored
from archive.threads.versions import Noted
from archive.values import truth
from scraper import incomplete as reasons
from scraper.thread import Thread

LAST = "9999-12-31T23:59:59Z"
"""A time that all visits come before."""


def note(
    db: Database, article_id: int, thread: Thread, listed: Sequence[Listed], article_version: int | None, visit: Noted
) -> int:
    """The id of the observation that a visit showed; a state seen before through this channel is the same one."""
    row = {
        "article_id": article_id,
        "channel": visit.channel,
        "article_version": article_version,
        "complete": None if thread.complete is None else int(thread.complete),
        **reasons.to_dict(thread.incomplete),
        "declared_count": thread.declared_count,
        "comment_count": len(listed),
        "parser_version": visit.parser_version,
        "first_seen_at": visit.first_seen_at,
    }
    digest, known = _same_state(db, row, listed)
    if known is not None:
        return known
    return insert(db, "observations", row | {"digest": digest, "listing": pack(listed)})


def _same_state(db: Database, row: Row, listed: Sequence[Listed]) -> tuple[str, int | None]:
    """The digest of all that makes an observation distinct, and the id of another one of its channel that has it."""
    reason = reasons.from_dict(row)
    marks = [row["article_version"], truth(row["complete"]), reason and [reason.code, reason.detail]]
    digest = hashlib.sha256(json.dumps([*marks, row["declared_count"], listed]).encode()).hexdigest()
    select = "SELECT id FROM observations WHERE article_id = ? AND channel = ? AND digest = ? AND id IS NOT ?"
    return digest, value(db.conn, select, row["article_id"], row["channel"], digest, row.get("id"))


def last(db: Database, article_id: int) -> tuple[str, dict[str, int]]:
    """When the article was last seen (empty if never), and the observation that each channel showed last."""
    select = """
        SELECT o.channel, o.id, max(f.fetched_at) AS at
        FROM fetches f JOIN observations o ON o.id = f.observation_id
        WHERE f.article_id = ? GROUP BY o.channel, o.id ORDER BY at, max(f.id)
    """
    rows = list(db.query(select, [article_id]))
    return (rows[-1]["at"] if rows else ""), {row["channel"]: row["id"] for row in rows}


def may_change(
    db: Database, article: ArticleRow, observation: int, listed: Callable[[], Iterable[Listed | Incoming]]
) -> bool:
    """Whether a further visit that shows the same observation, which lists these, may yet change how things stand: the
    article was gone, or comments may be taken back that only a second one takes."""
    if article.gone_since is not None:
        return True
    if not value(db.conn, "SELECT complete FROM observations WHERE id = ?", observation):
        return False
    shown = column(db.conn, "SELECT id FROM comments WHERE article_id = ? AND gone_since IS NULL", article.id)
    return not {entry.comment for entry in listed()}.issuperset(shown)


class Visited(NamedTuple):
    """A visit that showed an article: its row in `fetches`, and what it pointed at."""

    fetch: int
    at: str
    channel: str
    observation: int
    complete: int | None
    article_version: int | None


def visited(db: Database, article_id: int) -> list[Visited]:
    """The visits that showed an article, sorted by time."""
    select = """
        SELECT f.id, f.fetched_at, o.channel, o.id, o.complete, o.article_version
        FROM fetches f JOIN observations o ON o.id = f.observation_id
        WHERE f.article_id = ? ORDER BY f.fetched_at, f.id
    """
    return list(map(Visited._make, db.conn.execute(select, [article_id])))


def listings(db: Database, article_id: int) -> dict[int, tuple[Listed, ...]]:
    """What each observation of an article lists."""
    found = db.conn.execute("SELECT id, listing FROM observations WHERE article_id = ? ORDER BY id", [article_id])
    return {key: unpack(listing) for key, listing in found.fetchall()}


def listing(db: Database, observation: int) -> tuple[Listed, ...]:
    """What one observation lists."""
    return unpack(value(db.conn, "SELECT listing FROM observations WHERE id = ?", observation))


def visits(db: Database, article_id: int, answers: Mapping[int, int]) -> list[Seen]:
    """All visits that showed the article, sorted by time.

    `answers` names the parent of comments that stated the id of one not yet seen at the time.
    """
    listed = {key: resolved(found, answers) for key, found in listings(db, article_id).items()}
    return [
        Seen(visit.at, visit.channel, visit.observation, truth(visit.complete), listed[visit.observation])
        for visit in visited(db, article_id)
    ]


def newest(db: Database, article_id: int, until: str = LAST) -> dict[str, Any]:
    """What the newest visits of an article (up to a moment) say about it as a whole, as columns.

    A thread that any channel's newest observation shows whole is complete; but not where the page shows more than that
    channel, pings aside, or declares something where it has nothing: services say of threads that they do not know that
    they are empty. Else the channel that shows most of it says what is missing, the page before others, whichever was
    visited last: a visit that finds all as it was must change nothing.
    """
    select = """
        SELECT o.channel, o.article_version, o.complete, o.incomplete_code, o.incomplete_detail, o.incomplete_reason,
            o.declared_count, o.comment_count, max(f.fetched_at) AS at, max(f.id) AS fetch_id
        FROM fetches f JOIN observations o ON o.id = f.observation_id
        WHERE f.article_id = ? AND f.fetched_at <= ? GROUP BY o.id ORDER BY at DESC, fetch_id DESC
    """
    by_channel: dict[str, dict[str, Any]] = {}
    for row in db.query(select, [article_id, until]):
        by_channel.setdefault(row["channel"], row)
    rows = sorted(by_channel.values(), key=lambda row: (row["channel"] != "page", row["channel"]))
    fullest = max(rows, key=lambda row: int(row["comment_count"]))
    page: dict[str, Any] = next((row for row in rows if row["channel"] == "page"), {"comment_count": 0})
    pings = "SELECT count(*) FROM comments WHERE article_id = ? AND kind <> 'comment'"
    least = int(page["comment_count"]) - int(db.conn.execute(pings, [article_id]).fetchone()[0])
    least = max(least, 1 if page.get("declared_count") else 0)
    believed = (row for row in rows if row["complete"] and (row["channel"] == "page" or row["comment_count"] >= least))
    whole = next(believed, fullest)
    return {
        "article_version": next((row["article_version"] for row in rows if row["article_version"]), None),
        "declared_count": next((row["declared_count"] for row in rows if row["declared_count"] is not None), None),
        **{name: whole[name] for name in ("complete", *reasons.KEYS)},
    }


def resolved(listed: Sequence[Listed], answers: Mapping[int, int]) -> tuple[Listed, ...]:
    """The listing with the parents that it could not name itself."""
    if not answers:
        return tuple(listed)
    return tuple(
        entry._replace(parent=answers.get(entry.comment)) if entry.parent is None else entry for entry in listed
    )


def history(
    db: Database,
    article_id: int,
    stored: Stored,
    visit: Seen,
    before: tuple[str, dict[str, int]],
    answers: Mapping[int, int],
) -> History:
    """The history after `visit`, whose row already stands in `fetches`.

    Where the visit is the newest, the article has one channel, nothing goes and nothing was in doubt, the rows tell
    enough to move on from; any other visit is a reason to replay them all.
    """
    at, current = before
    settled = all(key not in stored.rows or stored.rows[key].parent_id is not None for key in answers)
    if settled and visit.at >= at and set(current) <= {visit.channel}:
        known = _from_rows(db, stored, visit.channel, at, current)
        # What is shown and was not listed last is in doubt: the last visit was a complete one.
        settled = all(known.showing[channel] <= listed for channel, (_, listed) in known.current.items())
        advance(known, visit)
        if settled and all(
            known.standings[key].gone_since in (None, row.gone_since) for key, row in stored.rows.items()
        ):
            return known
    return replay(visits(db, article_id, answers))


def _from_rows(db: Database, stored: Stored, channel: str, at: str, current: dict[str, int]) -> History:
    standings = {
        key: Standing(row.version, row.parent_id, row.first_seen_at, row.last_seen_at, row.gone_since)
        for key, row in stored.rows.items()
    }
    known = History(standings, list(stored.rows))
    if channel in current:
        known.current[channel] = current[channel], frozenset(entry.comment for entry in listing(db, current[channel]))
        known.visited[channel] = at
        known.showing[channel] = {key for key, row in stored.rows.items() if row.gone_since is None}
    return known


def without(db: Database, article_id: int, comments: Collection[int]) -> None:
    """Take comments out of every observation of an article; their replies stand below what they answered."""
    above: dict[int, int | None] = {}
    for observation, listed in listings(db, article_id).items():
        above |= {entry.comment: entry.parent for entry in listed if entry.comment in comments}
        kept = [entry._replace(parent=_left(entry.parent, above)) for entry in listed if entry.comment not in comments]
        if len(kept) < len(listed):
            rewrite(db, observation, kept)


def rewrite(db: Database, observation: int, listed: Sequence[Listed], values: Mapping[str, Any] | None = None) -> int:
    """Let an observation list this, and hold other `values` of its columns where given. Returns its id.

    When another one of the article's channel is then the same, that one takes its place.
    """
    row = {**db.table("observations").get(observation), **(values or {})}
    digest, same = _same_state(db, row, listed)
    if same is not None:
        for table in ("fetches", "polls"):
            db.conn.execute(f"UPDATE {table} SET observation_id = ? WHERE observation_id = ?", [same, observation])  # noqa: S608
        db.conn.execute("DELETE FROM observations WHERE id = ?", [observation])
        return same
    changed = {"digest": digest, "listing": pack(listed), "comment_count": len(listed), **(values or {})}
    db.table("observations").update(observation, changed)
    return observation


def _left(parent: int | None, above: Mapping[int, int | None]) -> int | None:
    """The nearest comment above that stays. A circle, which no page can show, would end at the top."""
    passed: set[int] = set()
    while parent is not None and parent in above:
        if parent in passed:
            return None
        passed.add(parent)
        parent = above[parent]
    return parent
