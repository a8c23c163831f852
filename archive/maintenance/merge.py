"""Another archive's visits, added as if they had been made here.

Comments that have a uid in common are one; all others are known again as at any visit (`archive.threads.matching`). A
visit is merged once: those that are here are known by address, time, channel and the uid that the article has where it
was made.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.db.connection import is_same
from archive.db.handle import Handle
from archive.db.rows import Database, Row, column, insert, select, value
from archive.errors import ArchiveError
from archive.maintenance import forget
from archive.maintenance.source_archive import Other
from archive.threads import articles, columns, comments, observations, records, snapshots, tombstones, visit_log, write
from archive.threads.columns import ArticleColumns, ArticleRow, article_columns
from archive.threads.rebuild import rebuild
from archive.threads.versions import Noted
from scraper.thread import Thread


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging added: articles, comments and visits that were not here, and what was forgotten over there."""

    articles: int = 0
    comments: int = 0
    visits: int = 0
    forgotten: int = 0


def merge(archive: Handle, other: Handle) -> Merged:
    """Add what another archive holds. Merging it again changes nothing. The other one is only read.

    One article is one transaction. What was forgotten in either archive is in neither part afterwards: not brought
    here, and what was forgotten over there is forgotten here, too.
    """
    if is_same(archive.path, other.path):
        raise ArchiveError(f"{other.path}: this is the archive itself; name another one to merge")
    before, source = _count(archive.conn), other.conn
    with archive.transaction() as db:
        forgotten = _take_over_tombstones(db, source)
    merging = _Merging(archive.db, source)
    for article in column(source, "SELECT id FROM articles ORDER BY id"):
        with archive.transaction():
            merging.article(Other(source, article))
    with archive.transaction():
        merging.rest()
    added = [now - then for now, then in zip(_count(archive.conn), before, strict=True)]
    return Merged(articles=added[0], comments=added[1], visits=added[2], forgotten=forgotten)


@dataclass(slots=True)
class _News:
    """What the merged visits of one article say last."""

    article: ArticleRow
    latest: dict[int, records.Incoming] = field(default_factory=dict)
    stated: ArticleColumns | None = None
    at: str = ""


class _Merging:
    def __init__(self, db: Database, source: sqlite3.Connection) -> None:
        self._db, self._source = db, source
        self._runs: dict[int | None, int | None] = {None: None}

    def article(self, other: Other) -> None:
        new = self._unknown(other)
        if not new or tombstones.are_forgotten(self._db, [row["url"] for row in other.urls]):
            return
        showing = [visit for visit in new if visit["observation_id"] is not None]
        article = self._find(other, showing)
        if article is None:
            if not showing:
                return
            first = other.shown(showing[0])
            assert first is not None
            article = articles.insert(self._db, first, showing[0]["fetched_at"], other.uid)
        here: dict[str, int] = dict(
            self._db.conn.execute("SELECT uid, id FROM comments WHERE article_id = ?", [article.id]).fetchall()
        )
        last = observations.last(self._db, article.id)[0]
        news = _News(article)
        for visit in new:  # one visit's thread is in memory at a time
            self._visit(other, visit, here, news)
        # Ids in other numberings than the one in which the article's comments stand now.
        comments.note_ids(self._db, ((here[uid], *ids, "merge") for uid, *ids in other.ids() if uid in here))
        for row in other.urls:
            articles.add_url(self._db, article.id, row["url"], row["kind"], row["first_seen_at"])
        if news.at:
            rebuild(self._db, article.id, news.latest, news.stated, newest=news.at >= last)

    def rest(self) -> None:
        """Visits without an article, and what is watched."""
        conn = self._db.conn
        for visit in select(self._source, "SELECT * FROM fetches WHERE article_id IS NULL ORDER BY fetched_at, id"):
            known = "SELECT 1 FROM fetches WHERE url = ? AND fetched_at = ? AND outcome = ? AND article_id IS NULL"
            is_known = value(conn, known, visit["url"], visit["fetched_at"], visit["outcome"])
            if not is_known and not tombstones.are_forgotten(self._db, [visit["url"]]):
                self._note(visit)
        for source in select(self._source, "SELECT * FROM sources ORDER BY id"):
            is_known = value(conn, "SELECT 1 FROM sources WHERE url = ?", source["url"])
            if not is_known and not tombstones.are_forgotten(self._db, [source["url"]]):
                insert(self._db, "sources", source | {"id": None})

    def _unknown(self, other: Other) -> list[Row]:
        """The visits that are not here, each as often as it is there more often."""
        visits = other.visits()
        urls = {visit["url"] for visit in visits}
        here = Counter(tuple(row) for url in urls for row in self._db.conn.execute(_KNOWN_VISITS, [url]))
        unknown: list[Row] = []
        for visit in visits:
            key = (visit["url"], visit["fetched_at"], visit["channel"], visit["origin"] or other.uid)
            if here[key]:
                here[key] -= 1
            else:
                unknown.append(visit)
        return unknown

    def _find(self, other: Other, showing: Sequence[Row]) -> ArticleRow | None:
        known = next(columns.found(self._db.conn, ArticleRow, "articles WHERE uid = ?", other.uid), None)
        for row in other.urls:
            if known is None and row["kind"] != "canonical":
                known = articles.by_url(self._db, row["url"])
        thread = other.shown(showing[-1]) if known is None and showing else None
        return articles.find(self._db, thread, None) if thread is not None else known

    def _visit(self, other: Other, theirs: Row, here: dict[str, int], news: _News) -> None:
        """Add a visit with what it showed. Its `origin` is the uid that the article has where it was made."""
        key, thread = news.article.id, other.shown(theirs)
        channel = thread.channels[0].name if thread is not None else theirs["channel"] or "page"
        origin = theirs["origin"] or other.uid
        kept: Row = {"article_id": key, "channel": channel, "origin": None if origin == news.article.uid else origin}
        fetch = self._note(theirs, **kept)
        allowed = tombstones.allowed(self._db, thread, None) if thread is not None else None
        if allowed is None:
            return
        note = Noted(theirs["fetched_at"], fetch, channel, theirs["parser_version"])
        visit_log.settle(self._db, fetch, observation_id=self._observe(allowed, note, here, news))
        parts = [(part, self._note(part, **kept, part_of=fetch)) for part in other.parts(theirs)]
        for row, copy in [(theirs, fetch), *parts] if allowed is thread else ():
            if row["snapshot_id"] is not None:
                data = snapshots.read(self._source, row["snapshot_id"])
                snapshot = snapshots.keep(self._db, data, row["content_type"], row["fetched_at"], article_id=key)
                visit_log.settle(self._db, copy, snapshot_id=snapshot)

    def _note(self, theirs: Row, **here: Any) -> int:
        """Add the row of a visit, which shows nothing yet. Returns its id."""
        bare = dict.fromkeys(("id", "article_id", "observation_id", "snapshot_id", "part_of"))
        return insert(self._db, "fetches", theirs | bare | {"run_id": self._run(theirs["run_id"])} | here)

    def _observe(self, thread: Thread, note: Noted, here: dict[str, int], news: _News) -> int:
        db, article = self._db, news.article
        shown = write.recognise(db, article.id, thread, here)
        write.insert_new(db, article, shown, note.first_seen_at)
        here |= {entry.uid: entry.comment for entry in shown.incoming if entry.uid and entry.uid not in here}
        news.stated, news.at = article_columns(thread), note.first_seen_at
        number, _ = articles.version_for(db, article, news.stated, note)
        # What only a feed had told of so far has no words yet that a version could differ from.
        news.article = articles.update(db, article, articles.lacking(article, news.stated))
        observation, _, shown = write.observe(db, article.id, shown, note, number)
        news.latest |= {entry.comment: entry for entry in shown.incoming}
        return observation

    def _run(self, run: int | None) -> int | None:
        """The run over there, here: known by its uid."""
        if run not in self._runs:
            row = select(self._source, "SELECT * FROM runs WHERE id = ?", [run])[0]
            known = value(self._db.conn, "SELECT id FROM runs WHERE uid = ?", row["uid"])
            self._runs[run] = known or insert(self._db, "runs", row | {"id": None})
        return self._runs[run]


def _take_over_tombstones(db: Database, source: sqlite3.Connection) -> int:
    """What was forgotten over there is forgotten here. Returns how many comments and articles that were."""
    known = set(column(db.conn, "SELECT uid FROM tombstones"))
    new = [stone for stone in select(source, "SELECT * FROM tombstones ORDER BY id") if stone["uid"] not in known]
    for stone in new:
        insert(db, "tombstones", stone | {"id": None})
    chosen = _forgotten(db.conn) if new else forget.Chosen()
    if chosen == forget.Chosen():
        return 0
    done = forget.forget(db, forget.plan_for(db.conn, chosen))
    return done.articles + done.comments


def _forgotten(conn: sqlite3.Connection) -> forget.Chosen:
    """All that is here and has a tombstone."""
    stones = set(column(conn, "SELECT digest FROM tombstones WHERE digest IS NOT NULL"))
    urls = conn.execute("SELECT article_id, key FROM urls ORDER BY id")
    gone = [article for article, url in urls if tombstones.article_digest(url) in stones]
    said = [key for key, *facts in conn.execute(_COMMENTS) if not stones.isdisjoint(tombstones.digests(*facts))]
    return forget.Chosen(tuple(dict.fromkeys(gone)), tuple(dict.fromkeys([*said, *column(conn, _BY_ID)])))


def _count(conn: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(value(conn, f"SELECT count(*) FROM {table}") for table in ("articles", "comments", "fetches"))  # noqa: S608


_KNOWN_VISITS = """
    SELECT f.url, f.fetched_at, f.channel, coalesce(f.origin, a.uid)
    FROM fetches f JOIN articles a ON a.id = f.article_id WHERE f.url = ?
"""

_COMMENTS = """
    SELECT c.id, s.host, c.author, c.author_url, c.text
    FROM comments c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
"""

_BY_ID = """
    SELECT i.comment_id FROM comment_ids i JOIN tombstones t
    ON t.kind = 'comment' AND t.system = i.system AND t.scope = i.scope AND t.system_id = i.system_id
"""
