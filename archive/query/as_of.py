"""The archive as it stood at a past moment: what the visits up to then had shown, replayed.

What is refreshed in place and has no history (likes, marks of editing) is left out; permalinks and pictures are those
last seen.
"""

import sqlite3
from dataclasses import replace

from sqlite_utils import Database

from archive.db.rows import Row, column
from archive.errors import NotFound
from archive.query import read
from archive.threads import articles, comments, observations
from archive.threads.columns import SHOWN, values
from archive.threads.history import places, replay
from archive.threads.versions import ARTICLES, COMMENTS, wording
from archive.values import truth
from scraper.thread import Thread

_SEEN = "SELECT DISTINCT article_id FROM fetches WHERE observation_id IS NOT NULL AND fetched_at <= ?"
UNKNOWN_THEN = {"likes": None, "dislikes": None, "edited": None}


def thread(conn: sqlite3.Connection, name: str, until: str) -> Thread:
    """The thread with this address or uid as it stood at a moment. NotFound when it had not been seen by then."""
    return read_at(conn, find(conn, name, until), until)


def find(conn: sqlite3.Connection, name: str, until: str) -> int:
    """The key of the article with this address or uid. NotFound when it had not been seen by then."""
    key = read.find(conn, name)
    if conn.execute(f"{_SEEN} AND article_id = ?", [until, key]).fetchone() is None:
        raise NotFound(f"{name}: not seen before {until}; `afterword show` without --as-of shows it as it is")
    return key


def seen(conn: sqlite3.Connection, until: str) -> list[int]:
    """The keys of the articles that had been seen by then, as they came in."""
    return column(conn, f"{_SEEN} ORDER BY article_id", until)


def listing(conn: sqlite3.Connection, until: str) -> list[read.Listing]:
    """Every thread that had been seen by then in short, the newest article first."""
    now = {entry.uid: entry for entry in read.listing(conn)}
    visited_since = set(column(conn, "SELECT DISTINCT article_id FROM fetches WHERE fetched_at > ?", until))
    uids = dict(conn.execute("SELECT id, uid FROM articles").fetchall())
    found = []
    for key in seen(conn, until):
        entry = now[uids[key]]
        if key in visited_since:
            then, _ = rows(conn, key, until)
            date, complete = then["published"] or then["first_seen_at"], truth(then["complete"])
            entry = replace(entry, date=date, title=then["title"], url=then["url"], complete=complete)
            entry = replace(entry, comments=then["comment_count"], gone=then["gone_count"])
        found.append(entry)
    return sorted(found, key=lambda entry: entry.date, reverse=True)


def read_at(conn: sqlite3.Connection, key: int, until: str) -> Thread:
    """The thread of one article as it stood at a moment; one that had been seen by then (`seen`)."""
    article, found = rows(conn, key, until)
    return read.document(conn, article, ([row[name] for name in SHOWN] for row in found), until)


def rows(conn: sqlite3.Connection, key: int, until: str) -> tuple[Row, list[Row]]:
    """The row of one article, and those of its comments in reading order, as they stood then; but for the times in UTC
    and the numbers of versions that follow from the others."""
    db = Database(conn, execute_plugins=False)
    article = articles.load(db, key)
    stored, visits = comments.seen(db, article)
    history = replay(visit for visit in visits if visit.at <= until)
    found: list[Row] = []
    for position, place in enumerate(places(history)):
        kept, standing = stored.rows[place.comment], history.standings[place.comment]
        then = {} if standing.version == kept.version else wording(db, COMMENTS, kept.id, standing.version)
        found.append(values(kept) | then | UNKNOWN_THEN | comments.stand(position, place, standing))
    gone = sum(row["gone_since"] is not None for row in found)
    state = observations.newest(db, key, until)
    number = state.pop("article_version")
    then = {} if number in (None, article.version) else wording(db, ARTICLES, key, number)
    state |= {"comment_count": len(found) - gone, "gone_count": gone}
    return values(article) | then | state | {"gone_since": articles.gone_since(db, key, until)}, found
