"""One article with what today's parser reads in its kept pages, as if that parser had always been used.

The observations of visits whose pages were kept list what was read now. A wording that the old parser had made of the
same bytes is replaced: its version keeps `superseded_by`, no observation lists it any longer, and it never was a
person's edit. What was observed by visits without a kept page follows: the same old state became the same new one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive import values
from archive.db.rows import Database, column, value
from archive.threads import articles, observations, tombstones, write
from archive.threads.columns import ArticleColumns, ArticleRow, CommentColumns, article_columns, names
from archive.threads.comments import remove_comments
from archive.threads.evidence import numbering
from archive.threads.observations import Visited
from archive.threads.rebuild import rebuild
from archive.threads.records import Incoming
from archive.threads.versions import ARTICLES, COMMENTS, Noted, supersede
from scraper.thread import Thread
from scraper.visit.records import OF_THE_PAGE


@dataclass(slots=True)
class Reread:
    """What reading again did to one article: comments that were none, wordings replaced, and visits
    whose pages are left as they were read, because today's parser finds less than half of what was there."""

    dropped: int = 0
    replaced: int = 0
    worse: int = 0


@dataclass(slots=True)
class _Work:
    """What is known on the way."""

    article: ArticleRow
    result: Reread = field(default_factory=Reread)
    latest: dict[int, Incoming] = field(default_factory=dict)
    stated: ArticleColumns | None = None
    stated_by: int | None = None
    became: dict[int, int] = field(default_factory=dict)
    worded: dict[tuple[str, int, int], int] = field(default_factory=dict)
    """Versions (table, owner, number) that today's parser reads as others."""
    still: set[tuple[str, int, int]] = field(default_factory=set)
    """Versions that today's parser reads on some page, too."""
    paged: bool = True
    """Whether the article's page was ever seen: what channels say of the article is else all that is known."""
    dated: set[int] = field(default_factory=set)
    """Comments that were shown since they were last read."""


def reread(db: Database, article_id: int, readings: Mapping[int, Thread]) -> Reread:
    """Put what was read now (by the id of the visit in `fetches`) in the place of what was read then.

    Call inside a transaction.
    """
    work = _Work(articles.load(db, article_id))
    if not readings:
        return work.result
    shown = observations.visited(db, article_id)
    work.paged = any(visit.channel in OF_THE_PAGE for visit in shown)
    listings = observations.listings(db, article_id)
    for visit in shown:
        then = {entry.comment: entry.version for entry in listings[visit.observation]}
        reading = readings.get(visit.fetch)
        if reading is not None and visit.channel not in OF_THE_PAGE:
            reading = _as_numbered(db, reading, then)
        allowed = tombstones.allowed(db, reading, None) if reading is not None else None
        if allowed is None or not _read_now(db, work, visit, allowed, then):
            work.dated |= then.keys()
    work.worded = {key: new for key, new in work.worded.items() if key not in work.still}
    _others_follow(db, work, shown, readings)
    for kind in (COMMENTS, ARTICLES):
        supersede(db, kind, {key[1:]: new for key, new in work.worded.items() if key[0] == kind.table})
    work.result.replaced = len(work.worded)
    # What today's parser does not take for a comment on any page goes.
    listed = {entry.comment for each in observations.listings(db, article_id).values() for entry in each}
    known = column(db.conn, "SELECT id FROM comments WHERE article_id = ?", article_id)
    work.result.dropped = remove_comments(db.conn, [key for key in known if key not in listed])
    of_page = [visit for visit in shown if visit.channel in OF_THE_PAGE] or shown
    stated = work.stated if of_page and of_page[-1].fetch == work.stated_by else None
    rebuild(db, article_id, {key: _of_its_time(work, entry) for key, entry in work.latest.items()}, stated, newest=True)
    return work.result


def _as_numbered(db: Database, thread: Thread, then: Mapping[int, int]) -> Thread:
    """What a channel sent, with its ids in the scope in which they were noted then: not every answer tells it."""
    select = """
        SELECT DISTINCT scope FROM comment_ids
        WHERE system = ? AND comment_id IN (SELECT value FROM json_each(?))
    """
    system, scope = numbering(thread)
    scopes = set(column(db.conn, select, system, json.dumps(list(then)))) if system else set()
    return replace(thread, id_scope=scopes.pop()) if len(scopes) == 1 and scope not in scopes else thread


def _read_now(db: Database, work: _Work, visit: Visited, thread: Thread, then: Mapping[int, int]) -> bool:
    """Put what one visit showed in the place of what was read then; not where it is too little."""
    article = work.article
    shown = write.recognise(db, article.id, thread)
    if len(then.keys() & {entry.comment for entry in shown.incoming}) * 2 < len(then):
        work.result.worse += 1
        return False
    note = Noted(visit.at, visit.fetch, visit.channel, thread.parser or values.program_version())
    write.insert_new(db, article, shown, visit.at)
    number = _read_article(db, work, visit, article_columns(thread), note)
    observation, _, shown = write.observe(db, article.id, shown, note, number, then)
    incoming = shown.incoming
    _move(db, visit.fetch, observation)
    work.became.setdefault(visit.observation, observation)
    read = [(COMMENTS, entry.comment, then.get(entry.comment), entry.version) for entry in incoming]
    read += [(ARTICLES, article.id, visit.article_version, number)] if number is not None else []
    for kind, owner, before, now in read:
        work.still.add((kind.table, owner, now))
        if before is not None and before != now:
            work.worded.setdefault((kind.table, owner, before), now)
    work.latest |= {entry.comment: entry for entry in incoming}
    work.dated -= {entry.comment for entry in incoming}
    return True


def _read_article(db: Database, work: _Work, visit: Visited, stated: ArticleColumns, note: Noted) -> int | None:
    """The version of the article that a visit shows. A channel beside the page only fills in what is missing."""
    if visit.channel in OF_THE_PAGE or (not work.paged and visit.article_version is not None):
        work.stated, work.stated_by = stated, visit.fetch
        return articles.version_for(db, work.article, stated, note)[0]
    work.article = articles.update(db, work.article, articles.lacking(work.article, stated))
    return visit.article_version


def _others_follow(db: Database, work: _Work, shown: Sequence[Visited], readings: Mapping[int, Thread]) -> None:
    """Visits without a kept page showed what the same old state has become; other states list the new wordings."""
    became: dict[int, int] = dict(work.became)
    for visit in shown:
        now = value(db.conn, "SELECT observation_id FROM fetches WHERE id = ?", visit.fetch)
        if visit.fetch in readings:
            became[visit.observation] = now
        elif became.get(visit.observation, now) != now:
            _move(db, visit.fetch, became[visit.observation])
    for old, new in became.items():
        db.conn.execute("UPDATE polls SET observation_id = ? WHERE observation_id = ?", [new, old])
    unused = """
        DELETE FROM observations WHERE article_id = ?
            AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.observation_id = observations.id)
            AND NOT EXISTS (SELECT 1 FROM polls p WHERE p.observation_id = observations.id)
    """
    db.conn.execute(unused, [work.article.id])
    for observation, listed in observations.listings(db, work.article.id).items():
        number = value(db.conn, "SELECT article_version FROM observations WHERE id = ?", observation)
        numbers = (work.worded.get((COMMENTS.table, entry.comment, entry.version), entry.version) for entry in listed)
        reworded = [entry._replace(version=version) for entry, version in zip(listed, numbers, strict=True)]
        now = work.worded.get((ARTICLES.table, work.article.id, number), number)
        if tuple(reworded) != listed or now != number:
            observations.rewrite(db, observation, reworded, {"article_version": now})


def _of_its_time(work: _Work, entry: Incoming) -> Incoming:
    """The entry without what later visits, of which nothing is read here, have put in place since."""
    if entry.comment not in work.dated or entry.stored is None:
        return entry
    return entry.giving_way(set(names(CommentColumns)).difference(COMMENTS.kept))


def _move(db: Database, fetch: int, observation: int) -> None:
    db.conn.execute(
        "UPDATE fetches SET observation_id = ?1 WHERE id = ?2 AND observation_id <> ?1", [observation, fetch]
    )
