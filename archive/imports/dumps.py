"""Other systems' dumps into the archive: thread by thread, as observations of a channel of their own.

A dump is a complete observation of its channel at the time that it states, else at that of its file: what a later dump
of the same kind no longer holds is gone, what only other channels showed is left alone. Of an article that is known
already a dump, like any channel beside the page, only fills in what is missing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from archive.db.handle import Handle
from archive.db.rows import Database, value
from archive.threads import articles, comments, observations, save, tombstones, visit_log
from archive.threads.columns import ArticleRow
from archive.threads.evidence import is_trusted, numbering
from archive.threads.records import Saved
from archive.values import folded, storable
from scraper.imports.assemble import DumpThread
from scraper.imports.records import Format, Tally
from scraper.imports.registry import spool_records
from scraper.imports.source import Source
from scraper.thread import Thread
from scraper.times import now, utc
from scraper.urls import normal_url, site_host
from scraper.visit.records import Outcome

BATCH = 1_000
"""Comments in a transaction: each one costs a wait for the disk, and a merge in the full text."""
SAMPLE = 20
"""By so many comments a thread is known again that moved."""
WORDPRESS = "wordpress"
"""In whose numbering comments stood before another system took them over."""

_KEEP = """
    INSERT INTO private (comment_id, email, ip) VALUES (?, ?, ?)
    ON CONFLICT (comment_id) DO UPDATE SET email = coalesce(excluded.email, email), ip = coalesce(excluded.ip, ip)
        WHERE email IS NOT coalesce(excluded.email, email) OR ip IS NOT coalesce(excluded.ip, ip)
"""

_IMPORTED = "SELECT id FROM fetches WHERE url = ? AND fetched_at = ? AND channel = ? AND digest = ?"

_NAMED = """
    SELECT c.id, c.author, c.text FROM comment_ids i JOIN comments c ON c.id = i.comment_id
    WHERE i.system = ? AND i.scope = ? AND i.system_id = ? AND c.article_id = ?
"""

_ALL_NAMED = """
    SELECT i.scope, i.system_id, c.author, c.text FROM comments c CROSS JOIN comment_ids i ON i.comment_id = c.id
    WHERE c.article_id = ? AND +i.system = ?
"""

_STANDING = """
    SELECT c.article_id, i.system_id, c.author, c.text FROM comment_ids i JOIN comments c ON c.id = i.comment_id
    WHERE i.system = ? AND i.scope = ? AND i.system_id IN (SELECT value FROM json_each(?))
"""

_MARKUP = "SELECT html, id, version, text FROM comments WHERE article_id = ? AND html <> ''"
_KEEP_MARKUP = "UPDATE comments SET html = ?1 WHERE id = ?2 AND version = ?3 AND text = ?4 AND html <> ?1"
"""The same words marked up in another way are no news; else a page and a dump would overwrite each other for ever."""


def take(
    archive: Handle, sources: Sequence[Source], form: Format, tally: Tally, *, keep_private: bool
) -> Iterator[tuple[Saved, int]]:
    """Save the threads of the dumps in one file, some in each transaction. What became of everything goes into `tally`.

    Yields for each thread that is saved what that did, and how many comments were in it. With `keep_private` e-mail
    and IP addresses are kept.
    """
    with spool_records(sources, form, tally) as spool:
        at = min(utc(tally.made_at or sources[0].written), now())
        same = partial(articles.same_article, archive.db)
        for together in _batches(spool.threads(form, sources[0].base, same, tally)):
            with archive.transaction() as db:
                saved = [_take(db, found, at, keep_private=keep_private) for found in together]
            yield from saved


def _batches(threads: Iterable[DumpThread]) -> Iterator[list[DumpThread]]:
    """Threads put together before the archive is locked, with about so many comments as are saved in half a second."""
    together: list[DumpThread] = []
    count = 0
    for found in threads:
        together.append(found)
        count += len(found.thread.comments)
        if count >= BATCH:
            yield together
            together, count = [], 0
    if together:
        yield together


def _take(db: Database, found: DumpThread, at: str, *, keep_private: bool) -> tuple[Saved, int]:
    thread = tombstones.allowed(db, _as_known(db, found.thread), None)
    if thread is None:
        return Saved(uid="", outcome=Outcome.FORGOTTEN), 0
    saved, fetch = _save(db, found, thread, at)
    if keep_private:
        _keep(db, fetch, thread, found)
    return saved, len(thread.comments)


def _save(db: Database, found: DumpThread, thread: Thread, at: str) -> tuple[Saved, int]:
    """Save one thread, without what was forgotten; not if exactly the same was imported before, at the same time.

    Returns what that did, and the id of the visit's row in `fetches`.
    """
    words = hashlib.sha256(json.dumps(found.thread.to_dict()).encode()).hexdigest()
    before = value(db.conn, _IMPORTED, normal_url(thread.url), at, thread.channels[0].name, words)
    if before is not None:
        return Saved(uid="", outcome=Outcome.UNCHANGED), before
    known = articles.find(db, thread, None) or _moved(db, thread, at)
    foreign = {each.id: name for each, name in zip(found.thread.comments, found.elsewhere, strict=True) if name}
    if known is not None:
        _know_by_other_ids(db, known.id, thread, foreign)
    markup = db.conn.execute(_MARKUP, [known.id]).fetchall() if known is not None else []
    saved, fetch = save.save(db, thread, at, None, None)
    visit_log.settle(db, fetch, digest=words)
    db.conn.executemany(_KEEP_MARKUP, markup)
    article: int = value(db.conn, "SELECT article_id FROM fetches WHERE id = ?", fetch)
    _note_other_ids(db, article, thread, foreign)
    return saved, fetch


def _as_known(db: Database, thread: Thread) -> Thread:
    """The thread with its ids in the scope in which the archive knows them of the same system.

    A dump of Isso's does not tell the server, which is what the server's own channel numbers by. That it is the same
    one shows in the ids: most that both know are of the same author or have the same words.
    """
    system, scope = numbering(thread)
    known = articles.find(db, thread, None)
    rows = db.conn.execute(_ALL_NAMED, [known.id, system]).fetchall() if known is not None else []
    scopes = {row[0] for row in rows}
    if scope in scopes or len(scopes) != 1:
        return thread
    there = {row[1]: (folded(row[2]), folded(row[3])) for row in rows}
    both = [(each, there[each.id]) for each in thread.comments if each.id in there]
    alike = sum(folded(each.author.name) == author or folded(each.text) == text for each, (author, text) in both)
    return replace(thread, id_scope=scopes.pop()) if 2 * alike > len(both) else thread


def _moved(db: Database, thread: Thread, at: str) -> ArticleRow | None:
    """The article that a thread stood below when it had another address, which is noted then; None where there is none.

    The system's own ids tell, where the site or forum is the same: of some of the thread's comments more than half are
    known by their id, with author and words, all below one article.
    """
    some = {each.id: (folded(each.author.name), folded(each.text)) for each in thread.comments[:SAMPLE] if each.id}
    system, scope = numbering(thread)
    if not some or not is_trusted(thread):
        return None
    rows = db.conn.execute(_STANDING, [system, scope, json.dumps(list(some))]).fetchall()
    same = [article for article, name, author, text in rows if some[name] == (folded(author), folded(text))]
    if len({row[0] for row in rows}) != 1 or 2 * len(same) <= len(some):
        return None
    articles.add_url(db, same[0], normal_url(thread.url), "redirect", at)
    return articles.find(db, thread, None)


def _know_by_other_ids(db: Database, article: int, thread: Thread, foreign: Mapping[str | None, str]) -> None:
    """Give the dump's ids to stored comments that stand under the id which the dump tells of the site's own system.

    Author or words must agree: the site may have been numbered anew since.
    """
    for each in thread.comments:
        name = foreign.get(each.id)
        row = db.conn.execute(_NAMED, [*_site_id(thread, name), article]).fetchone() if name else None
        if row and (folded(row[1]) == folded(each.author.name) or folded(row[2]) == folded(each.text)):
            comments.note_ids(db, [(row[0], *numbering(thread), each.id or "", "id")])


def _note_other_ids(db: Database, article: int, thread: Thread, foreign: Mapping[str | None, str]) -> None:
    """Note the ids in the site's own system, by which its pages show the same comments."""
    for mine, name in foreign.items():
        key = value(db.conn, _NAMED, *numbering(thread), mine, article)
        if key and not value(db.conn, _NAMED, *_site_id(thread, name), article):
            comments.note_ids(db, [(key, *_site_id(thread, name), "id")])


def _site_id(thread: Thread, name: str) -> tuple[str, str, str]:
    return WORDPRESS, site_host(thread.url), name


def _keep(db: Database, fetch: int, thread: Thread, found: DumpThread) -> None:
    """Note what no page shows of the writers of the comments that a visit showed: of those that were not forgotten."""
    listed = observations.listing(db, value(db.conn, "SELECT observation_id FROM fetches WHERE id = ?", fetch))
    told = zip(found.thread.comments, found.private, strict=True)  # which holds all of the thread's, in the same order
    for entry, each in zip(listed, thread.comments, strict=True):
        private = next(facts for other, facts in told if (other.id, other.text) == (each.id, each.text))
        if private.email or private.ip:
            db.conn.execute(_KEEP, [entry.comment, storable(private.email), storable(private.ip)])
