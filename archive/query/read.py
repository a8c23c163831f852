"""Threads out of the archive: one at a time, by address or uid, or listed; and what changed in them."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.db.rows import Row, column, select
from archive.errors import NotFound
from archive.threads import columns
from archive.urls import url_key
from archive.values import truth
from scraper import incomplete as reasons
from scraper.thread import Channel, Comment, Thread


@dataclass(frozen=True, slots=True)
class Listing:
    """One thread in a list. `date` is the article's as stated, else when it was first seen."""

    uid: str
    date: str
    site: str
    comments: int
    gone: int
    complete: bool | None
    title: str | None
    url: str


def listing(conn: sqlite3.Connection) -> Iterator[Listing]:
    """Every thread in short, the newest article first."""
    rows = conn.execute("""
        SELECT a.uid, coalesce(a.published, a.first_seen_at) AS date, s.host, a.comment_count, a.gone_count,
            a.complete, a.title, a.url
        FROM articles a JOIN sites s ON s.id = a.site_id ORDER BY date DESC, a.id
    """)
    for uid, date, site, comments, gone, complete, title, url in rows:
        yield Listing(uid, date, site, comments, gone, truth(complete), title, url)


def keys(conn: sqlite3.Connection, names: Sequence[str] = ()) -> list[int]:
    """The keys of the articles with these addresses or uids, in that order; of all, as they came in, when none is
    named. NotFound names the first that is not there."""
    if names:
        return [find(conn, name) for name in names]
    return column(conn, "SELECT id FROM articles ORDER BY id")


def find(conn: sqlite3.Connection, name: str) -> int:
    """The key of the article with this address or uid (also its first letters, where no other begins so).
    NotFound when there is none."""
    found = column(conn, "SELECT id FROM articles WHERE uid = ?", name)
    if not found and re.fullmatch(r"[0-9a-z]{4,26}", name):
        found = column(conn, "SELECT id FROM articles WHERE uid GLOB ? LIMIT 2", f"{name}*")
    for url in (name,) if "://" in name else (name, f"https://{name}"):
        if len(found) != 1:
            found = column(conn, "SELECT article_id FROM urls WHERE key = ?", url_key(url))
    if not found:
        raise NotFound(f"{name}: no thread in the archive has this address or uid; `afterword list` shows all")
    return int(found[0])


def changes(conn: sqlite3.Connection, begin: str | None, name: str | None, limit: int | None = None) -> list[Row]:
    """The rows of the view `changes`, the newest first: from a moment on, of one thread. NotFound if there is none."""
    key = None if name is None else find(conn, name)
    newest = """
        SELECT c.* FROM changes c JOIN articles a ON a.uid = c.thread_uid
        WHERE c.at >= coalesce(:begin, '') AND a.id = coalesce(:key, a.id)
        ORDER BY c.at DESC, a.id, c.what, c.comment_uid LIMIT coalesce(:limit, -1)
    """
    return select(conn, newest, {"begin": begin, "key": key, "limit": limit})


def read(conn: sqlite3.Connection, key: int) -> Thread:
    """The thread of one article: what the rows say, comments in reading order, gone ones marked."""
    shown = f"SELECT {', '.join(columns.SHOWN)} FROM comments WHERE article_id = ? ORDER BY position"  # noqa: S608
    return document(conn, article(conn, key), conn.execute(shown, [key]))


def article(conn: sqlite3.Connection, key: int) -> Row:
    """The row of one article."""
    return select(conn, "SELECT * FROM articles WHERE id = ?", [key])[0]


def ids(conn: sqlite3.Connection, key: int) -> dict[int, str]:
    """The system's id of each comment that has one; of several the one in the numbering of the thread."""
    return dict(conn.execute(_IDS, [key]).fetchall())


def document(conn: sqlite3.Connection, article: Row, found: Iterable[Sequence[Any]], until: str = "9") -> Thread:
    """A thread from the row of an article and the columns SHOWN of its comments, with the channels as visited up to
    a moment."""
    named = ids(conn, article["id"])
    where: dict[int, int] = {}
    comments: list[Comment] = []
    for row in found:
        where[row[0]] = len(comments)
        comments.append(columns.comment(row, where.get(row[1]), named.get(row[0])))
    return bare(conn, article, tuple(comments), until)


def bare(conn: sqlite3.Connection, article: Row, comments: tuple[Comment, ...] = (), until: str = "9") -> Thread:
    """A thread from the row of an article, around these comments."""
    channels = tuple(
        Channel(row["channel"], row["at"], truth(row["complete"]), row["comment_count"])
        for row in select(conn, _CHANNELS, [article["id"], until])
    )
    return columns.thread(
        article,
        article=replace(
            columns.article(article), first_seen=article["first_seen_at"], gone_since=article["gone_since"]
        ),
        comments=comments,
        fetched_at=max((channel.fetched_at for channel in channels if channel.fetched_at), default=None),
        declared_count=article["declared_count"],
        complete=truth(article["complete"]),
        incomplete=reasons.from_dict(article),
        channels=channels,
        uid=article["uid"],
    )


_CHANNELS = """
    SELECT channel, at, complete, comment_count FROM (
        SELECT o.channel, f.fetched_at AS at, o.complete, o.comment_count, min(o.id) OVER each_one AS first,
            row_number() OVER (each_one ORDER BY f.fetched_at DESC, f.id DESC) AS place
        FROM fetches f JOIN observations o ON o.id = f.observation_id
        WHERE f.article_id = ? AND f.fetched_at <= ? WINDOW each_one AS (PARTITION BY o.channel)
    ) WHERE place = 1 ORDER BY first
"""

_IDS = """
    SELECT i.comment_id, i.system_id FROM articles a JOIN comments c ON c.article_id = a.id
    CROSS JOIN comment_ids i ON i.comment_id = c.id
    WHERE a.id = ? ORDER BY i.system = coalesce(a.id_system, '') AND i.scope = coalesce(a.id_scope, ''), i.id DESC
"""
