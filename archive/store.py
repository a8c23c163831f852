"""The archive: save a thread, tell what changed."""

from __future__ import annotations

import gc
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from archive.db.connection import open_for_writing
from archive.errors import ArchiveError, translated
from archive.query import read
from archive.threads import articles, polls, save, snapshots, tombstones, visit_log
from archive.threads.saved import Saved
from archive.times import now, utc
from archive.urls import url_key
from scraper.visit.records import Outcome, Validators, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from archive.export.export import Form
    from archive.export.selection import Selection
    from archive.query.read import Listing
    from archive.query.search import Filters, Hit
    from scraper.thread import Thread

__all__ = ["Archive", "KeepSnapshots", "Saved", "Validators", "Visit"]

KeepSnapshots = Literal["all", "changed", "none"]


class Archive:
    """An archive that is open for writing. One visit is one transaction; other programs may write beside it.

    Every method raises errors of `archive.errors` only; after one, the archive is as it was before the call.
    """

    def __init__(self, db: Database, path: Path, keep_snapshots: KeepSnapshots = "changed") -> None:
        self.path = path
        self._db = db
        self.keep_snapshots = keep_snapshots

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, keep_snapshots: KeepSnapshots = "changed") -> Self:
        """Open the file, made where it is missing and `create` allows it.

        `keep_snapshots` tells which bytes handed to `save` are kept: all, those of visits that changed the article or
        its thread, or none.
        """
        return cls(open_for_writing(Path(path), create=create), Path(path), keep_snapshots)

    def close(self) -> None:
        """Close the file; what was saved is in it. The write-ahead log is emptied unless another program holds it."""
        with suppress(sqlite3.Error):
            self._db.conn.execute("PRAGMA busy_timeout = 0")
            self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def save(
        self,
        thread: Thread,
        *,
        observed_at: str | None = None,
        snapshot: bytes | None = None,
        visit: Visit | None = None,
        run_id: int | None = None,
    ) -> Saved:
        """Add what a visit showed, without what was forgotten; nothing of an article that was.

        `observed_at` (ISO 8601, UTC if bare) is when it was shown: as given, else as the visit or the thread says,
        else now. Observations may come in any order. `snapshot` is the bytes that the thread was read from.
        """
        at = _moment(observed_at or (visit.fetched_at if visit else None) or thread.fetched_at)
        with self.transaction() as db:
            allowed = tombstones.allowed(db, thread, visit)
            if allowed is None:
                return Saved(uid="", outcome=Outcome.FORGOTTEN)
            saved, fetch_id = save.save(db, allowed, at, visit, run_id)
            keeps = snapshot is not None and allowed is thread and self._keeps(saved)
            if snapshot is not None and keeps:
                _keep_bytes(db, fetch_id, snapshot, visit, at)
            for part in visit.parts if visit else ():
                part_id = visit_log.add_part(db, part.visit, at, run_id, fetch_id)
                if keeps:
                    _keep_bytes(db, part_id, part.data, part.visit, at)
            return saved

    def record(self, visit: Visit, *, run_id: int | None = None) -> None:
        """Note a visit that brought no thread: failed, refused, a feed, or not modified (HTTP 304).

        Not modified counts as another visit that shows what the last answer of this address showed.
        """
        at = _moment(visit.fetched_at)
        with self.transaction() as db:
            if tombstones.are_forgotten(db, [visit.url]):
                return
            save.record(db, visit, at, run_id)

    def split(self, url: str) -> str:
        """Undo a wrong join: what came by this address becomes an article of its own. Returns its uid."""
        from archive.maintenance.split import split

        with self.transaction() as db:
            return split(db, url)

    def same_article(self, url: str, title: str | None = None) -> str:
        """One word for all addresses of one article, also of those that look different and are known to be one."""
        from scraper.thread import Article, Thread

        with translated(self.path):
            known = articles.find(self._db, Thread(url, article=Article(title=title)), None)
        return url_key(url) if known is None else str(known["uid"])

    def validators(self, url: str) -> Validators | None:
        """What a conditional request to this address can carry; None when nothing is known."""
        with translated(self.path):
            return polls.validators(self._db, url)

    def further_pages(self, url: str) -> list[tuple[str, Validators]]:
        """The further comment pages that the last visit to this address found, and what to ask for them by."""
        with translated(self.path):
            return polls.further_pages(self._db, url)

    def embeds(self, url: str) -> str | None:
        """What the page at this address said of its thread elsewhere when it was last read (scraper.channels.noted)."""
        with translated(self.path):
            return polls.embeds(self._db, url)

    def threads(self, *names: str) -> Iterator[Thread]:
        """The threads with these addresses or uids (all without), one in memory at a time. NotFound names the first
        that is not there."""
        with translated(self.path):
            yield from read.threads(self._db.conn, names)

    def thread(self, name: str, *, as_of: str | None = None) -> Thread:
        """The thread with this address or uid; with `as_of` (ISO 8601, a day means its end) as it stood then.

        NotFound when there is none, or it had not been seen by then.
        """
        from archive import times
        from archive.query import as_of as asof

        with translated(self.path):
            if as_of is not None:
                return asof.thread(self._db.conn, name, times.moment(as_of))
            return read.thread(self._db.conn, name)

    def conversations(self, *names: str) -> Iterator[dict[str, Any]]:
        """The rows of the view `conversations`, a comment each in reading order, of these threads or of all."""
        from archive.export import columns

        with translated(self.path):
            conn = self._db.conn
            found = [read.find(conn, name) for name in names] if names else read.keys(conn)
            titles = columns.columns(conn, "comments")
            for row in columns.rows(conn, "comments", found):
                yield dict(zip(titles, row, strict=True))

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The answer to one SELECT, or to a query that comes with the program (`archive.query.named`), by its name.

        Values are bound to `:name`. What would write is refused. QueryError when it cannot be answered.
        """
        from archive.query import sql as reader
        from archive.query.named import bound

        text, values = bound(sql, parameters or {})
        with reader.query(self.path, text, values) as result:
            return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    def export(self, path: Path | str, form: str | Form = "ndjson", wanted: Selection | None = None) -> None:
        """Write threads to a file, in one of the formats of `afterword export`: all, or those that are wanted
        (`archive.export.selection.Selection`). An `archive.export.export.Form` says more than the format: as of
        when, only what is visible, which table."""
        from archive.export import export
        from archive.export.selection import Selection

        how = export.Form(form) if isinstance(form, str) else form
        if how.format not in export.FORMATS:
            raise ArchiveError(f"{how.format!r} is no format; take one of {', '.join(export.FORMATS)}")
        with translated(self.path):
            export.file(self._db.conn, self.path, wanted or Selection(), how, Path(path))

    def search(self, words: str, limit: int = 20, where: Filters | None = None) -> list[Hit]:
        """The places that hold all the words, best first; see `archive.query.search.search`."""
        from archive.query.search import EVERYWHERE, search

        with translated(self.path):
            return search(self._db.conn, words, limit, where or EVERYWHERE)

    def listing(self) -> list[Listing]:
        """Every thread in short, the newest article first."""
        with translated(self.path):
            return list(read.listing(self._db.conn))

    def start_run(self, command: str, arguments: Mapping[str, Any] | Sequence[str]) -> int:
        """Note that a run of a command began. Returns its id, for `save`, `record` and `finish_run`."""
        with self.transaction() as db:
            return visit_log.start_run(db, command, arguments)

    def finish_run(self, run_id: int, *, outcome: str, report: Mapping[str, Any]) -> None:
        """Note how a run ended, with its figures."""
        with self.transaction() as db:
            visit_log.finish_run(db, run_id, outcome, report)

    def _keeps(self, saved: Saved) -> bool:
        return self.keep_snapshots == "all" or (
            self.keep_snapshots == "changed" and saved.outcome not in (Outcome.UNCHANGED, Outcome.GONE)
        )

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """The database, to be written all or not at all.

        Immediate: a deferred transaction fails at once when another program writes.
        """
        conn = self._db.conn
        with translated(self.path), _no_collection():
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                conn.execute("COMMIT")
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise


def _keep_bytes(db: Database, fetch_id: int, data: bytes, visit: Visit | None, at: str) -> None:
    article_id = db.conn.execute("SELECT article_id FROM fetches WHERE id = ?", [fetch_id]).fetchone()[0]
    kept = snapshots.keep(db, data, visit.content_type if visit else None, at, article_id=article_id)
    visit_log.settle(db, fetch_id, snapshot_id=kept)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without passes of the cyclic collector.

    A large thread is many small objects and no cycles among them; looking for some takes a quarter of saving it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _moment(stated: str | None) -> str:
    if stated is None:
        return now()
    try:
        return utc(stated)
    except ValueError:
        raise ArchiveError(f"{stated!r} is not a time; write it as 2026-11-21T18:30:00Z") from None
