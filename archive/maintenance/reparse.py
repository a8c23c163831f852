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
from archive.db.rows import Row, select, value
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
from scraper.page.capture import captured
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
    under_way: deque[tuple[int, dict[int, _Reading], list[str]]] = deque()
    for key in dict.fromkeys(read.keys(conn, names)):
        futures, failures = _submit(conn, workers, key, begin)
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
    conn: sqlite3.Connection, workers: Workers, article: int, since: tuple[int, ...]
) -> tuple[dict[int, _Reading], list[str]]:
    readings: dict[int, _Reading] = {}
    failures: list[str] = []
    for visit in select(conn, _VISITS, [article]):
        version, channel = visit["parser_version"], visit["channel"]
        if since and version is not None and release(version) < since:
            continue
        if channel not in (*OF_THE_PAGE, *channels()):
            continue
        try:
            reading = (_page if channel in OF_THE_PAGE else _channel)(conn, workers, visit)
        except ArchiveError as error:
            failures.append(str(error))
            continue
        if reading is not None:
            readings[visit["id"]] = reading
    return readings, failures


def _page(conn: sqlite3.Connection, workers: Workers, visit: Row) -> _Reading:
    further = {part["url"]: _submitted(conn, workers, part) for part in select(conn, _PARTS, [visit["id"]])}
    reason = reasons.from_dict(visit)
    failed = reason if reason is not None and reason.code in SEEN_BY_VISIT_ONLY else None
    return _submitted(conn, workers, visit), further, failed


def _submitted(conn: sqlite3.Connection, workers: Workers, visit: Row) -> Future[Thread]:
    headers = {"Content-Type": visit["content_type"]} if visit["content_type"] else None
    page = captured(snapshots.read(conn, visit["snapshot_id"]))
    return workers.submit(page.data, visit["url"], headers=page.headers or headers, fetched_at=visit["fetched_at"])


def _channel(conn: sqlite3.Connection, workers: Workers, visit: Row) -> _Reading | None:
    """Everything that came from a channel; None where a part of it was not kept."""
    rows = conn.execute(_ANSWERS, [visit["id"]]).fetchall()
    if any(snapshot is None for snapshot, *_ in rows):
        return None
    answers = tuple(Answer(asked, url, snapshots.read(conn, snapshot)) for snapshot, asked, url in rows)
    # The page because of which the channel was asked: visited just before; of a saved file the article's address.
    page = value(conn, _VISITED_PAGE, visit["id"]) or visit["article_url"]
    kept = Kept(page, answers, visit["declared_count"], not_by_count(reasons.from_dict(visit)))
    return workers.call(ask.read_again, answers[0].asked, visit["channel"], kept, visit["fetched_at"]), {}, None


def _take(archive: Handle, article: int, under_way: dict[int, _Reading], failures: list[str]) -> Reparsed:
    readings: dict[int, Thread] = {}
    for fetch, (future, others, failed) in under_way.items():
        try:
            further = {page: other.result() for page, other in others.items()}
            readings[fetch] = merge(Pages(future.result(), further, failed))
        except (ScraperError, RecursionError, MemoryError) as error:
            failures.append(one_line(str(error)))
    conn = archive.conn
    before, was_gone = _figures(conn, article), _gone(conn, article)
    with archive.transaction() as db:
        result = reread(db, article, readings)
    is_gone = _gone(conn, article)
    return Reparsed(
        url=value(conn, "SELECT url FROM articles WHERE id = ?", article),
        pages=len(readings),
        before=before,
        after=_figures(conn, article),
        gone=sum(now and not was_gone.get(key) for key, now in is_gone.items()),
        returned=sum(not now and bool(was_gone.get(key)) for key, now in is_gone.items()),
        failures=tuple(failures),
        **asdict(result),
    )


def _gone(conn: sqlite3.Connection, article: int) -> dict[int, bool]:
    return dict(conn.execute("SELECT id, gone_since IS NOT NULL FROM comments WHERE article_id = ?", [article]))


def _figures(conn: sqlite3.Connection, article: int) -> Figures:
    found = conn.execute(_FIGURES, [article]).fetchone()
    comments, authors, dates, exact, replies, letters, complete, *reason = found
    incomplete = reasons.from_dict(dict(zip(reasons.KEYS, reason, strict=True)))
    return Figures(comments, authors, dates, exact, replies, letters, truth(complete), incomplete)


_VISITS = """
    SELECT f.id, o.channel, o.parser_version, f.snapshot_id, coalesce(f.final_url, f.url) AS url, f.content_type,
        f.fetched_at, o.declared_count, o.incomplete_code, o.incomplete_detail, o.incomplete_reason,
        a.url AS article_url
    FROM fetches f JOIN observations o ON o.id = f.observation_id JOIN articles a ON a.id = f.article_id
    WHERE f.article_id = ? AND f.snapshot_id IS NOT NULL ORDER BY f.fetched_at, f.id
"""

_PARTS = """
    SELECT snapshot_id, url, content_type, fetched_at FROM fetches
    WHERE part_of = ? AND snapshot_id IS NOT NULL ORDER BY id
"""

_ANSWERS = """
    SELECT snapshot_id, url, coalesce(final_url, url) FROM fetches
    WHERE (id = ?1 OR part_of = ?1) ORDER BY part_of IS NOT NULL, id
"""

_VISITED_PAGE = """
    SELECT coalesce(p.final_url, p.url) FROM fetches f JOIN fetches p ON p.article_id = f.article_id AND p.id < f.id
    WHERE f.id = ? AND p.run_id IS f.run_id AND p.channel = 'page' AND p.part_of IS NULL
        AND p.observation_id IS NOT NULL ORDER BY p.id DESC LIMIT 1
"""

_FIGURES = """
    SELECT count(c.id), count(c.author), count(c.published), count(c.published_utc), count(c.parent_id),
        coalesce(sum(length(c.text)), 0) + length(a.text),
        a.complete, a.incomplete_code, a.incomplete_detail, a.incomplete_reason
    FROM articles a LEFT JOIN comments c ON c.article_id = a.id WHERE a.id = ?
"""
