"""What was forgotten at a person's request, known again without its words: a tombstone holds hashes and ids alone.

Everything that enters the archive passes here: scrapes, imports, reparses and merges.
"""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from archive.db.rows import Database, column, insert, value
from archive.threads.articles import addresses
from archive.threads.evidence import is_trusted, numbering
from archive.urls import site_host, url_key
from archive.values import folded, new_uid
from scraper.thread import Thread, reading_order
from scraper.times import now
from scraper.visit.records import Visit

ANYWHERE = ""
"""Instead of a host: the author is forgotten on every site."""


def allowed(db: Database, thread: Thread, visit: Visit | None) -> Thread | None:
    """The thread without what was forgotten: itself where nothing was, None where the article was."""
    if not are_any(db.conn):
        return thread
    urls = [*(url for url, _ in addresses(thread, visit)), *([thread.canonical_url] if thread.canonical_url else [])]
    if are_forgotten(db, urls):
        return None
    gone = _forgotten_comments(db, thread)
    return without(thread, gone) if gone else thread


def are_any(conn: sqlite3.Connection) -> bool:
    """Whether anything was forgotten."""
    return value(conn, "SELECT 1 FROM tombstones LIMIT 1") is not None


def are_forgotten(db: Database, urls: Iterable[str]) -> bool:
    """Whether one of these is the address of a forgotten article."""
    return bool(_known(db, [article_digest(url_key(url)) for url in urls]))


def article_digest(key: str) -> str:
    """What an article is known by: an address as compared (`url_key`)."""
    return _digest("article", key)


def comment_digest(host: str, author: str | None, text: str) -> str:
    """What a comment without an id is known by: site, author and words."""
    return _digest("comment", host, folded(author), folded(text))


def author_digest(host: str, name: str | None, url: str | None) -> str:
    """What an author is known by: name and address within a site; the name alone ANYWHERE."""
    return _digest("author", host, folded(name), url_key(url) if url else "")


def add(db: Database, kind: str, digest: str | None, reason: str | None, ids: Sequence[str] = ()) -> None:
    """Set up a tombstone, unless it stands. `ids` is system, scope and system_id where it is known by that."""
    names = ("kind", "digest", "system", "scope", "system_id")
    row = dict(zip(names, (kind, digest, *(ids or (None, None, None))), strict=True))
    stands = " AND ".join(f"{name} IS :{name}" for name in names)
    if db.conn.execute(f"SELECT 1 FROM tombstones WHERE {stands}", row).fetchone() is None:  # noqa: S608
        insert(db, "tombstones", row | {"uid": new_uid(), "reason": reason, "forgotten_at": now()})


def without(thread: Thread, gone: Collection[int]) -> Thread:
    """The thread without the comments at these positions; their replies stand below what they answered."""
    kept = [position for position in range(len(thread.comments)) if position not in gone]
    place = {old: new for new, old in enumerate(kept)}

    def above(position: int | None) -> int | None:
        while position is not None and position in gone:
            position = thread.comments[position].parent
        return None if position is None else place[position]

    order = reading_order([above(thread.comments[position].parent) for position in kept])
    left = [
        replace(thread.comments[kept[old]], parent=parent, depth=depth, parent_id=thread.comments[kept[old]].parent_id)
        for old, parent, depth in order
    ]
    return replace(thread, comments=tuple(left))


def digests(host: str, author: str | None, url: str | None, text: str) -> Iterator[str]:
    """All that a comment may be known by without its id."""
    yield comment_digest(host, author, text)
    if author or url:
        yield author_digest(host, author, url)
        yield author_digest(ANYWHERE, author, None)


def _forgotten_comments(db: Database, thread: Thread) -> set[int]:
    host = site_host(thread.url)
    told = [list(digests(host, each.author.name, each.author.url, each.text)) for each in thread.comments]
    known = _known(db, [digest for several in told for digest in several])
    gone = {position for position, several in enumerate(told) if not known.isdisjoint(several)}
    if is_trusted(thread):  # ids of a page's own numbering may be mere places in a list
        select = "SELECT system_id FROM tombstones WHERE kind = 'comment' AND system = ? AND scope = ?"
        ids = set(column(db.conn, select, *numbering(thread)))
        gone |= {position for position, comment in enumerate(thread.comments) if comment.id in ids}
    return gone


def _known(db: Database, wanted: Sequence[str]) -> set[str]:
    select = "SELECT digest FROM tombstones WHERE digest IN (SELECT value FROM json_each(?))"
    return set(column(db.conn, select, json.dumps(wanted)))


def _digest(*parts: Any) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()
