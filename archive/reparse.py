"""Reading kept pages again with today's parser: offline, in worker processes, one article one transaction."""

from __future__ import annotations

import re
from collections import deque
from contextlib import closing
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from archive import read, snapshots
from archive.connect import open_for_writing
from archive.errors import ArchiveError, translated
from archive.rereading import reread
from scraper.errors import ScraperError
from scraper.pages import Pages, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from sqlite_utils import Database

    from scraper.thread import Thread
    from scraper.workers import Workers

_Reading = tuple["Future[Thread]", dict[str, "Future[Thread]"]]
"""A page that is being read, and the further pages of its thread by address."""
AHEAD = 8
"""Articles whose pages are being read while others are written."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a thread."""

    comments: int
    authors: int
    dates: int
    replies: int
    letters: int


@dataclass(frozen=True, slots=True)
class Reparsed:
    """What reading the kept pages of one article again did. `failures` are one line each."""

    url: str
    pages: int
    before: Figures
    after: Figures
    replaced: int = 0
    dropped: int = 0
    worse: int = 0
    failures: tuple[str, ...] = field(default=())

    @property
    def changed(self) -> bool:
        """Whether anything is read otherwise than before."""
        return bool(self.replaced or self.dropped or self.before != self.after)

    def as_dict(self) -> dict[str, object]:
        """For programs."""
        return {**asdict(self), "changed": self.changed}


def reparse(path: Path, workers: Workers, names: Sequence[str] = (), *, since: str | None = None) -> Iterator[Reparsed]:
    """Read the kept pages of these articles (all without names) again; tells of each article that has any.

    `since` leaves out pages that were last read by a version of the parser before that one. Pages that cannot be read
    stay as they were. NotFound names the first article that is not there.
    """
    with closing(open_for_writing(path, create=False)) as db, translated(path):
        if names:
            keys = list(dict.fromkeys(read.find(db.conn, name) for name in names))
        else:
            keys = [key for (key,) in db.conn.execute("SELECT id FROM articles ORDER BY id")]
        under_way: deque[tuple[int, dict[int, _Reading], list[str]]] = deque()
        for key in keys:
            futures, failures = _submit(db, workers, key, since)
            if futures or failures:
                under_way.append((key, futures, failures))
            if len(under_way) > AHEAD:
                yield _take(db, *under_way.popleft())
        while under_way:
            yield _take(db, *under_way.popleft())


def release(version: str) -> tuple[int, ...]:
    """A version as compared: its numbers. ArchiveError when it is none."""
    if not re.fullmatch(r"\d+(\.\d+)*\S*", version):
        raise ArchiveError(f"{version!r} is not a version; write it as 0.2 or 0.2.1")
    public = version.partition("+")[0]  # behind the plus sign stand the rules that the page was read by
    return tuple(int(part) for part in re.findall(r"\d+", public))


def _submit(db: Database, workers: Workers, article: int, since: str | None) -> tuple[dict[int, _Reading], list[str]]:
    futures: dict[int, _Reading] = {}
    failures: list[str] = []
    for fetch, snapshot, url, content_type, at, version in db.conn.execute(_PAGES, [article]).fetchall():
        if since is not None and version is not None and release(version) < release(since):
            continue
        try:
            data = snapshots.read(db.conn, snapshot)
            others = _further(db, workers, fetch)
        except ArchiveError as error:
            failures.append(str(error))
            continue
        headers = {"Content-Type": content_type} if content_type else None
        futures[fetch] = workers.submit(data, url, headers=headers, fetched_at=at), others
    return futures, failures


_PARTS = """
    SELECT snapshot_id, url, content_type, fetched_at FROM fetches
    WHERE part_of = ? AND snapshot_id IS NOT NULL ORDER BY id
"""
_PAGES = """
    SELECT f.id, f.snapshot_id, coalesce(f.final_url, f.url), f.content_type, f.fetched_at, o.parser_version
    FROM fetches f JOIN observations o ON o.id = f.observation_id
    WHERE f.article_id = ? AND f.snapshot_id IS NOT NULL AND o.channel IN ('page', 'text') ORDER BY f.fetched_at, f.id
"""


def _further(db: Database, workers: Workers, fetch: int) -> dict[str, Future[Thread]]:
    """The further comment pages of a visit, by address."""
    futures: dict[str, Future[Thread]] = {}
    for snapshot, url, content_type, at in db.conn.execute(_PARTS, [fetch]).fetchall():
        headers = {"Content-Type": content_type} if content_type else None
        futures[url] = workers.submit(snapshots.read(db.conn, snapshot), url, headers=headers, fetched_at=at)
    return futures


def _take(db: Database, article: int, futures: dict[int, _Reading], failures: list[str]) -> Reparsed:
    readings: dict[int, Thread] = {}
    for fetch, (future, others) in futures.items():
        try:
            further = {page: other.result() for page, other in others.items()}
            readings[fetch] = merge(Pages(future.result(), further))
        except (ScraperError, RecursionError, MemoryError) as error:
            failures.append(" ".join(str(error).split()))
    conn = db.conn
    before = _figures(db, article)
    conn.execute("BEGIN IMMEDIATE")
    try:
        result = reread(db, article, readings)
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    url = conn.execute("SELECT url FROM articles WHERE id = ?", [article]).fetchone()[0]
    return Reparsed(
        url=url,
        pages=len(readings),
        before=before,
        after=_figures(db, article),
        replaced=result.replaced,
        dropped=result.dropped,
        worse=result.worse,
        failures=tuple(failures),
    )


def _figures(db: Database, article: int) -> Figures:
    select = """
        SELECT count(*), count(author), count(published), count(parent_id), coalesce(sum(length(text)), 0)
        FROM comments WHERE article_id = ?
    """
    text = db.conn.execute("SELECT text FROM articles WHERE id = ?", [article]).fetchone()[0]
    comments, authors, dates, replies, letters = db.conn.execute(select, [article]).fetchone()
    return Figures(comments, authors, dates, replies, letters + len(text))
