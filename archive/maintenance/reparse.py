"""Reading again, with today's parser, what was kept: pages, and what channels sent.

Offline, in worker processes, one article one transaction.
"""

import re
import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field

from archive.db.handle import Handle
from archive.db.rows import Database, column, value
from archive.display import one_line
from archive.errors import ArchiveError, InvalidValue
from archive.maintenance.reparse_article import reread
from archive.query import read
from archive.threads import snapshots
from archive.values import truth
from scraper import incomplete as reasons
from scraper.channels import ask
from scraper.channels.base import Answer, Kept, not_by_count
from scraper.comments.completeness.pagination import Pages, merge
from scraper.comments.systems.table import channels
from scraper.errors import ScraperError
from scraper.incomplete import Incomplete
from scraper.thread import Thread
from scraper.visit.comment_pages import SEEN_BY_VISIT_ONLY
from scraper.visit.records import OF_THE_PAGE
from scraper.workers import Workers

_Reading = tuple[Future[Thread], dict[str, Future[Thread]], Incomplete | None]
"""A page that is being read, the further pages of its thread by address, why one is missing; or what a channel sent."""

AHEAD = 8
"""Articles whose pages are being read while others are written."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a thread. `exact_dates` are those of which the moment is known, with an offset from UTC;
    `complete` and `incomplete` are what its channels together say of it."""

    comments: int
    authors: int
    dates: int
    exact_dates: int
    replies: int
    letters: int
    complete: bool | None
    incomplete: Incomplete | None


@dataclass(frozen=True, slots=True)
class Reparsed:
    """What reading again did to one article: `pages` counts visits, to its page and to channels, with all that came.

    `gone` and `returned` count comments that are marked as gone now, and those that no longer are. `failures` are one
    line each.
    """

    url: str
    pages: int
    before: Figures
    after: Figures
    gone: int = 0
    returned: int = 0
    replaced: int = 0
    dropped: int = 0
    worse: int = 0
    failures: tuple[str, ...] = field(default=())

    @property
    def changed(self) -> bool:
        """Whether anything is read otherwise than before."""
        return bool(self.gone or self.returned or self.replaced or self.dropped or self.before != self.after)

    def as_dict(self) -> dict[str, object]:
        """For programs."""
        return {**asdict(self), "changed": self.changed}


@dataclass(slots=True)
class Summary:
    """The figures of a reparse: the threads of which anything was kept, how many of them are read otherwise now."""

    threads: int = 0
    pages: int = 0
    changed: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, each: Reparsed) -> None:
        """Count an article."""
        self.threads += 1
        self.pages += each.pages
        self.changed += each.changed
        self.failures += each.failures

    @property
    def outcome(self) -> str:
        """A word for the whole."""
        return "failures" if self.failures else "done"

    def as_dict(self) -> dict[str, object]:
        """For the record of runs."""
        return asdict(self)


def reparse(
    archive: Handle, workers: Workers, names: Sequence[str] = (), *, since: str | None = None
) -> Iterator[Reparsed]:
    """Read what was kept of these articles (all without names) again; tells of each article of which anything was.

    `since` leaves out what was last read by a version of the parser before that one. What cannot be read stays as it
    was. NotFound names the first article that is not there; InvalidValue a version that is none.
    """
    conn, begin = archive.conn, () if since is None else release(since)
    keys = list(dict.fromkeys(read.keys(conn, names)))
    under_way: deque[tuple[int, dict[int, _Reading], list[str]]] = deque()
    for key in keys:
        futures, failures = _submit(archive.db, workers, key, begin)
        if futures or failures:
            under_way.append((key, futures, failures))
        if len(under_way) > AHEAD:
            yield _take(archive, *under_way.popleft())
    while under_way:
        yield _take(archive, *under_way.popleft())


def release(version: str) -> tuple[int, ...]:
    """A version as compared: its numbers. InvalidValue when it is none."""
    if not re.fullmatch(r"\d+(\.\d+)*\S*", version):
        raise InvalidValue(f"{version!r} is not a version; write it as 0.2 or 0.2.1")
    public = version.partition("+")[0]  # behind the plus sign stand the rules that the page was read by
    return tuple(int(part) for part in re.findall(r"\d+", public))


def _submit(
    db: Database, workers: Workers, article: int, since: tuple[int, ...]
) -> tuple[dict[int, _Reading], list[str]]:
    futures: dict[int, _Reading] = {}
    failures: list[str] = []
    for fetch, channel, version in db.conn.execute(_VISITS, [article]).fetchall():
        if since and version is not None and release(version) < since:
            continue
        if channel not in (*OF_THE_PAGE, *channels()):
            continue
        try:
            reading = (_page if channel in OF_THE_PAGE else _channel)(db, workers, fetch)
        except ArchiveError as error:
            failures.append(str(error))
            continue
        if reading is not None:
            futures[fetch] = reading
    return futures, failures


def _page(db: Database, workers: Workers, fetch: int) -> _Reading:
    page = db.conn.execute(_PAGE, [fetch]).fetchone()
    further = {part[1]: _submitted(db, workers, *part) for part in db.conn.execute(_PARTS, [fetch]).fetchall()}
    reason = _stated(db, fetch)[1]
    failed = reason if reason is not None and reason.code in SEEN_BY_VISIT_ONLY else None
    return _submitted(db, workers, *page), further, failed


def _submitted(
    db: Database, workers: Workers, snapshot: int, url: str, content_type: str | None, at: str
) -> Future[Thread]:
    headers = {"Content-Type": content_type} if content_type else None
    return workers.submit(snapshots.read(db.conn, snapshot), url, headers=headers, fetched_at=at)


def _channel(db: Database, workers: Workers, fetch: int) -> _Reading | None:
    answers = of_channel(db, fetch)
    if answers is None:
        return None
    channel, at = db.conn.execute("SELECT channel, fetched_at FROM fetches WHERE id = ?", [fetch]).fetchone()
    return workers.call(ask.read_again, answers.answers[0].asked, channel, answers, at), {}, None


def _take(archive: Handle, article: int, futures: dict[int, _Reading], failures: list[str]) -> Reparsed:
    readings: dict[int, Thread] = {}
    for fetch, (future, others, failed) in futures.items():
        try:
            further = {page: other.result() for page, other in others.items()}
            readings[fetch] = merge(Pages(future.result(), further, failed))
        except (ScraperError, RecursionError, MemoryError) as error:
            failures.append(one_line(str(error)))
    conn = archive.conn
    before, gone_before = _figures(conn, article), set(column(conn, _GONE, article))
    with archive.transaction() as db:
        result = reread(db, article, readings)
    gone = set(column(conn, _GONE, article))
    return Reparsed(
        url=value(conn, "SELECT url FROM articles WHERE id = ?", article),
        pages=len(readings),
        before=before,
        after=_figures(conn, article),
        gone=len(gone - gone_before),
        returned=len(gone_before.intersection(column(conn, _SHOWN, article))),
        replaced=result.replaced,
        dropped=result.dropped,
        worse=result.worse,
        failures=tuple(failures),
    )


def _figures(conn: sqlite3.Connection, article: int) -> Figures:
    of_article = f"SELECT text, complete, {', '.join(reasons.KEYS)} FROM articles WHERE id = ?"  # noqa: S608
    text, complete, *reason = conn.execute(of_article, [article]).fetchone()
    comments, authors, dates, exact, replies, letters = conn.execute(_FIGURES, [article]).fetchone()
    incomplete = reasons.from_dict(dict(zip(reasons.KEYS, reason, strict=True)))
    return Figures(comments, authors, dates, exact, replies, letters + len(text), truth(complete), incomplete)


def of_channel(db: Database, fetch: int) -> Kept | None:
    """Everything that came at a visit (its id in `fetches`); None where a part of it was not kept.

    ArchiveError when what was kept cannot be read.
    """
    conn = db.conn
    rows = conn.execute(_ANSWERS, [fetch]).fetchall()
    if any(snapshot is None for snapshot, *_ in rows):
        return None
    declared, reason = _stated(db, fetch)
    answers = tuple(Answer(asked, url, snapshots.read(conn, snapshot)) for snapshot, asked, url in rows)
    # The page because of which the channel was asked: visited just before; of a saved file the article's address.
    page = value(conn, _VISITED_PAGE, fetch) or value(conn, _ARTICLE, fetch)
    return Kept(page, answers, declared, not_by_count(reason))


def _stated(db: Database, fetch: int) -> tuple[int | None, Incomplete | None]:
    """How many comments a visit declared, and why it did not show all of them."""
    declared, *stated = db.conn.execute(_STATED, [fetch]).fetchone()
    return declared, reasons.from_dict(dict(zip(reasons.KEYS, stated, strict=True)))


_ANSWERS = """
    SELECT snapshot_id, url, coalesce(final_url, url) FROM fetches
    WHERE (id = ?1 OR part_of = ?1) ORDER BY part_of IS NOT NULL, id
"""

_STATED = """
    SELECT o.declared_count, o.incomplete_code, o.incomplete_detail, o.incomplete_reason
    FROM fetches f JOIN observations o ON o.id = f.observation_id
    WHERE f.id = ?
"""

_VISITED_PAGE = """
    SELECT coalesce(p.final_url, p.url) FROM fetches f JOIN fetches p ON p.article_id = f.article_id AND p.id < f.id
    WHERE f.id = ? AND p.run_id IS f.run_id AND p.channel = 'page' AND p.part_of IS NULL
        AND p.observation_id IS NOT NULL ORDER BY p.id DESC LIMIT 1
"""

_ARTICLE = "SELECT a.url FROM fetches f JOIN articles a ON a.id = f.article_id WHERE f.id = ?"

_PARTS = """
    SELECT snapshot_id, url, content_type, fetched_at FROM fetches
    WHERE part_of = ? AND snapshot_id IS NOT NULL ORDER BY id
"""

_VISITS = """
    SELECT f.id, o.channel, o.parser_version FROM fetches f JOIN observations o ON o.id = f.observation_id
    WHERE f.article_id = ? AND f.snapshot_id IS NOT NULL ORDER BY f.fetched_at, f.id
"""

_PAGE = """
    SELECT f.snapshot_id, coalesce(f.final_url, f.url), f.content_type, f.fetched_at
    FROM fetches f JOIN observations o ON o.id = f.observation_id WHERE f.id = ?
"""

_GONE = "SELECT id FROM comments WHERE article_id = ? AND gone_since IS NOT NULL"

_SHOWN = "SELECT id FROM comments WHERE article_id = ? AND gone_since IS NULL"

_FIGURES = """
    SELECT count(*), count(author), count(published), count(published_utc), count(parent_id),
        coalesce(sum(length(text)), 0)
    FROM comments WHERE article_id = ?
"""
