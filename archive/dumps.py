"""Other systems' dumps into the archive: a thread at a time, as observations of a channel of their own.

A dump is a complete observation of its channel at the time that it states, else at that of its file: what a later dump
of the same kind no longer holds is gone, what only other channels showed is left alone. Of an article that is known
already a dump fills in what is missing, and changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from archive import articles, private, saving, tombstones, visits
from archive.addresses import normal_url
from archive.identity import numbering
from archive.values import folded, now, storable, utc
from scraper.imports.formats import spooled
from scraper.thread import Article, Thread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlite_utils import Database

    from archive.store import Archive
    from archive.visit import Saved
    from scraper.imports.formats import Format
    from scraper.imports.gather import Gathered
    from scraper.imports.records import Tally
    from scraper.imports.source import Source

Row = dict[str, Any]

WORDPRESS = "wordpress"
"""In whose numbering comments stood before another system took them over."""

_OWN = ("site_name", "system", "id_system", "id_scope")
"""What the article's own page says of it."""

_IMPORTED = "SELECT 1 FROM fetches WHERE url = ? AND fetched_at = ? AND channel = ? AND digest = ?"
_NAMED = """
    SELECT c.id, c.author, c.text FROM comment_ids i JOIN comments c ON c.id = i.comment_id
    WHERE i.system = ? AND i.scope = ? AND i.system_id = ? AND c.article_id = ?
"""


def take(
    archive: Archive,
    source: Source,
    form: Format,
    tally: Tally,
    done: Callable[[Saved | None, int], None],
    *,
    keep_private: bool,
) -> None:
    """Save the threads of a dump, each in a transaction. What became of everything in it goes into `tally`.

    `done` is called for each thread with what saving it did (None where exactly this was imported before) and how many
    comments it has. With `keep_private` e-mail and IP addresses are kept (`archive.private`).
    """
    with spooled(source, form, tally) as spool:
        at = min(utc(tally.made_at or source.written), now())
        for found in spool.threads(form.numbering, source.base, archive.same_article, tally):
            with archive.transaction() as db:
                saved = _save(db, found, at, keep_private=keep_private)
            done(saved, len(found.thread.comments))


def _save(db: Database, found: Gathered, at: str, *, keep_private: bool) -> Saved | None:
    """Save one thread. None where exactly the same was imported before, at the same time."""
    thread = tombstones.allowed(db, found.thread, None)
    if thread is None:
        return None
    words = _digest(found.thread)
    seen_before = [normal_url(thread.url), at, thread.channels[0].name, words]
    saved: Saved | None = None
    if db.conn.execute(_IMPORTED, seen_before).fetchone() is None:
        saved = _save_new(db, found, thread, at, words)
    if keep_private:
        told = zip(found.thread.comments, found.private, strict=True)
        private.keep(db, numbering(thread), {each.id: facts for each, facts in told if each.id})
    return saved


def _save_new(db: Database, found: Gathered, thread: Thread, at: str, words: str) -> Saved:
    known = articles.find(db, thread, None)
    foreign = {each.id: name for each, name in zip(found.thread.comments, found.elsewhere, strict=True) if name}
    if known is not None:
        _know_by_other_ids(db, known["id"], thread, foreign)
    saved, fetch = saving.save(db, _filling_in(thread, known), at, None, None)
    visits.settle(db, fetch, digest=words)
    article: int = db.conn.execute("SELECT article_id FROM fetches WHERE id = ?", [fetch]).fetchone()[0]
    if known is not None:
        row = dict(db.table("articles").get(article))
        articles.update(db, row, {name: known[name] for name in _OWN if known[name] is not None})
    _note_other_ids(db, article, thread, foreign)
    return saved


def _filling_in(thread: Thread, known: Mapping[str, Any] | None) -> Thread:
    """The thread without what the archive knows of its article: dumps hold it in another form than pages show it."""
    if known is None:
        return thread
    stated = articles.stated(thread)
    lacking = {name for name, value in stated.items() if known.get(name) in (None, "", "[]") and value}
    article = thread.article
    kept = Article(
        title=article.title if "title" in lacking else None,
        author=article.author if "author" in lacking else None,
        published=article.published if "published" in lacking else None,
        text=article.text if "text" in lacking else "",
        html=article.html if "text" in lacking else "",
        tags=article.tags if "tags" in lacking else (),
    )
    return replace(thread, article=kept)


def _know_by_other_ids(db: Database, article: int, thread: Thread, foreign: Mapping[str | None, str]) -> None:
    """Give the dump's ids to stored comments that stand under the id which the dump tells of the site's own system.

    Author or words must agree: the site may have been numbered anew since.
    """
    for each in thread.comments:
        name = foreign.get(each.id)
        row = db.conn.execute(_NAMED, [*_site_id(thread, name), article]).fetchone() if name else None
        if row and (folded(row[1]) == folded(each.author.name) or folded(row[2]) == folded(each.text)):
            _note_id(db, row[0], (*numbering(thread), each.id or ""))


def _note_other_ids(db: Database, article: int, thread: Thread, foreign: Mapping[str | None, str]) -> None:
    """Note the ids in the site's own system, by which its pages show the same comments."""
    for mine, name in foreign.items():
        row = db.conn.execute(_NAMED, [*numbering(thread), mine, article]).fetchone()
        taken = db.conn.execute(_NAMED, [*_site_id(thread, name), article]).fetchone()
        if row and not taken:
            _note_id(db, row[0], _site_id(thread, name))


def _note_id(db: Database, comment: int, name: tuple[str, str, str]) -> None:
    system, scope, system_id = name
    values = {"comment_id": comment, "system": system, "scope": scope, "system_id": storable(system_id)}
    db.table("comment_ids").insert({**values, "method": "id"}, ignore=True)


def _site_id(thread: Thread, name: str) -> tuple[str, str, str]:
    return WORDPRESS, (urlsplit(thread.url).hostname or "").removeprefix("www."), name


def _digest(thread: Thread) -> str:
    return hashlib.sha256(json.dumps(thread.to_dict()).encode()).hexdigest()
