"""The archive as programs have it: open it, save what visits showed, ask, export, look after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from archive import times
from archive.copies.groups import Group, groups
from archive.db.backup import backup
from archive.db.handle import Handle
from archive.db.rows import Database, value
from archive.errors import InvalidValue, translated
from archive.maintenance.check import Finding, check
from archive.maintenance.compact import KEPT_DAYS, Compacted, compact
from archive.query import read
from archive.query.listing import Wanted, chosen
from archive.query.named import bound
from archive.query.runs import runs
from archive.query.search import EVERYWHERE, Filters, Hit, search
from archive.query.sql import query
from archive.query.statistics import Section, sections
from archive.threads import articles, polls, save, snapshots, tombstones, visit_log
from archive.threads.records import Saved
from scraper.times import now
from scraper.visit.records import Outcome, Validators, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from archive.export.export import Form
    from archive.export.selection import Selection
    from archive.imports.importer import Imported, Watcher, Wishes
    from archive.maintenance.forget import Forgotten, Plan
    from archive.maintenance.merge import Merged
    from archive.maintenance.reparse import Reparsed
    from archive.sources.sources import Source
    from scraper.thread import Thread
    from scraper.workers import Workers

__all__ = ["Archive", "KeepSnapshots", "Saved", "Validators", "Visit"]

KeepSnapshots = Literal["all", "changed", "none"]


class Archive(Handle):
    """An open archive. One visit is one transaction; other programs may write beside it.

    Every method raises errors of `archive.errors` only; after one, the archive is as it was before the call. What
    writes raises ArchiveReadOnly where the archive was opened only to read.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        read_only: bool = False,
        create: bool = True,
        keep_snapshots: KeepSnapshots = "changed",
    ) -> None:
        super().__init__(path, read_only=read_only, create=create)
        self.keep_snapshots = keep_snapshots

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        read_only: bool = False,
        create: bool = True,
        keep_snapshots: KeepSnapshots = "changed",
    ) -> Self:
        """Open the file, made where it is missing and `create` allows it. With `read_only` nothing can be written to
        it, and it has to be there.

        `keep_snapshots` tells which bytes handed to `save` are kept: all, those of visits that changed the article or
        its thread, or none.
        """
        return cls(path, read_only=read_only, create=create, keep_snapshots=keep_snapshots)

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
        at = times.begin(observed_at or (visit.fetched_at if visit else None) or thread.fetched_at or now())
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
        at = times.begin(visit.fetched_at or now())
        with self.transaction() as db:
            if not tombstones.are_forgotten(db, [visit.url]):
                save.record(db, visit, at, run_id)

    def same_article(self, url: str, title: str | None = None) -> str:
        """One word for all addresses of one article, also of those that look different and are known to be one."""
        with translated(self.path):
            return articles.same_article(self.db, url, title)

    def validators(self, url: str) -> Validators | None:
        """What a conditional request to this address can carry; None when nothing is known."""
        with translated(self.path):
            return polls.validators(self.db, url)

    def further_pages(self, url: str) -> list[tuple[str, Validators]]:
        """The further comment pages that the last visit to this address found, and what to ask for them by."""
        with translated(self.path):
            return polls.further_pages(self.db, url)

    def embeds(self, url: str) -> str | None:
        """What the page at this address said of its thread elsewhere when last read (scraper.channels.select.noted)."""
        with translated(self.path):
            return polls.embeds(self.db, url)

    def threads(self, *names: str) -> Iterator[Thread]:
        """The threads with these addresses or uids (all without), one in memory at a time. NotFound names the first
        that is not there."""
        with translated(self.path):
            yield from (read.read(self.conn, key) for key in read.keys(self.conn, names))

    def thread(self, name: str, *, as_of: str | None = None) -> Thread:
        """The thread with this address or uid; with `as_of` (ISO 8601, a day means its end) as it stood then.

        NotFound when there is none, or it had not been seen by then.
        """
        from archive.query import as_of as asof

        with translated(self.path):
            if as_of is not None:
                return asof.thread(self.conn, name, times.moment(as_of))
            return read.read(self.conn, read.find(self.conn, name))

    def conversations(self, *names: str) -> Iterator[dict[str, Any]]:
        """The rows of the view `conversations`, a comment each in reading order, of these threads or of all."""
        from archive.export import columns

        with translated(self.path):
            titles = columns.columns(self.conn, "comments")
            for row in columns.rows(self.conn, "comments", read.keys(self.conn, names)):
                yield dict(zip(titles, row, strict=True))

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The answer to one SELECT, or to a query that comes with the program (`archive.query.named`), by its name.

        Values are bound to `:name`. What would write is refused. QueryError when it cannot be answered.
        """
        with query(self, *bound(sql, parameters or {})) as result:
            return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    def export(self, path: Path | str, form: str | Form = "ndjson", wanted: Selection | None = None) -> None:
        """Write threads to a file, in one of the formats of `afterword export`: all, or those that are wanted
        (`archive.export.selection.Selection`). An `archive.export.export.Form` says more than the format: as of
        when, only what is visible, which table."""
        from archive.export import export
        from archive.export.selection import Selection

        how = export.Form(form) if isinstance(form, str) else form
        if how.format not in export.FORMATS:
            raise InvalidValue(f"{how.format!r} is no format; take one of {', '.join(export.FORMATS)}")
        with translated(self.path):
            export.file(self, wanted or Selection(), how, Path(path))

    def search(self, words: str, limit: int = 20, where: Filters | None = None) -> list[Hit]:
        """The places that hold all the words, best first; see `archive.query.search.search`."""
        with translated(self.path):
            return search(self.conn, words, limit, where or EVERYWHERE)

    def listing(self, wanted: Wanted | None = None, *, as_of: str | None = None) -> list[read.Listing]:
        """Every thread in short, the newest article first; or those that are wanted, as they stood at a moment."""
        from archive.query import as_of as asof

        with translated(self.path):
            found = read.listing(self.conn) if as_of is None else asof.listing(self.conn, times.moment(as_of))
            return list(found) if wanted is None else chosen(found, wanted)

    def changes(
        self, since: str | None = None, name: str | None = None, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """The rows of the view `changes`, the newest first: from a moment on (ISO 8601, UTC if bare), of one thread."""
        with translated(self.path):
            return read.changes(self.conn, None if since is None else times.begin(since), name, limit)

    def statistics(self, site: str | None = None, limit: int = 10) -> list[Section]:
        """Figures in sections: sites, busiest threads and authors, depth, speed, months. `limit` rows of each list."""
        with translated(self.path):
            return list(sections(self.conn, site, limit))

    def duplicates(self) -> Iterator[Group]:
        """Republished articles in groups, with what differs between the copies."""
        with translated(self.path):
            yield from groups(self.conn)

    def sources(self, labels: Iterable[str] = ()) -> list[Source]:
        """What is watched; with labels only what has one of them. NotFound names a label that none has."""
        from archive.sources import sources

        with translated(self.path):
            return sources.labelled(sources.every(self.conn), labels)

    def runs(self, limit: int | None = None) -> list[dict[str, Any]]:
        """The runs on record, the newest first, each with its report."""
        with translated(self.path):
            return runs(self.conn, limit)

    def start_run(self, command: str, arguments: Mapping[str, Any] | Sequence[str]) -> int:
        """Note that a run of a command began. Returns its id, for `save`, `record` and `finish_run`."""
        with self.transaction() as db:
            return visit_log.start_run(db, command, arguments)

    def finish_run(self, run_id: int, *, outcome: str, report: Mapping[str, Any]) -> None:
        """Note how a run ended, with its figures."""
        with self.transaction() as db:
            visit_log.finish_run(db, run_id, outcome, report)

    def import_(
        self,
        files: Sequence[Path],
        wishes: Wishes | None = None,
        *,
        complain: Callable[[str], None] = lambda _: None,
        watcher: Watcher | None = None,
    ) -> Imported:
        """Bring in what is in these files: documents of ours, dumps of other systems. `complain` is told what fails."""
        from archive.imports.importer import Import

        self.need_writable()
        with translated(self.path):
            return Import(files, complain, wishes, watcher).into(self)

    def check(self, *, repair: bool = False) -> Iterator[Finding]:
        """Look at every part of the archive; with `repair` make again what is derived from the rest."""
        self.need_writable()
        with translated(self.path):
            yield from check(self, repair=repair)

    def backup(self, destination: Path | str) -> Path:
        """Copy the archive, as it is at one moment, to a new file, which is looked at before it takes its name."""
        with translated(self.path):
            return backup(self.conn, Path(destination))

    def merge(self, other: Handle) -> Merged:
        """Add what another archive holds, with its history. Merging it again changes nothing."""
        from archive.maintenance.merge import merge

        with translated(self.path):
            return merge(self, other)

    def compact(self, *, keep_days: int = KEPT_DAYS) -> Compacted:
        """Fold visits that are older than so many days and showed nothing new, and write the file anew."""
        self.need_writable()
        with translated(self.path):
            return compact(self, keep_days=keep_days)

    def plan_forgetting(
        self, names: Iterable[str] = (), authors: Iterable[str] = (), *, also_mentions: bool = False
    ) -> Plan:
        """What `forget` would remove: articles (by address or uid), comments (by uid), and what authors wrote."""
        from archive.maintenance import forget

        with translated(self.path):
            return forget.plan(self, tuple(names), tuple(authors), also_mentions=also_mentions)

    def forget(self, plan: Plan, reason: str | None = None) -> tuple[Forgotten, Plan]:
        """Remove what is planned for good: no later scrape, import or merge brings it back.

        Returns what went, and the plan: a new one where the archive has changed since it was made.
        """
        from archive.maintenance import forget

        return forget.carry_out(self, plan, reason)

    def reparse(self, workers: Workers, names: Sequence[str] = (), *, since: str | None = None) -> Iterator[Reparsed]:
        """Read what was kept of these articles (all without names) again with today's parser."""
        from archive.maintenance.reparse import reparse

        with translated(self.path):
            yield from reparse(self, workers, names, since=since)

    def split(self, url: str) -> str:
        """Undo a wrong join: what came by this address becomes an article of its own. Returns its uid."""
        from archive.maintenance.split import split

        with self.transaction() as db:
            return split(db, url)

    def _keeps(self, saved: Saved) -> bool:
        return self.keep_snapshots == "all" or (
            self.keep_snapshots == "changed" and saved.outcome not in (Outcome.UNCHANGED, Outcome.GONE)
        )


def _keep_bytes(db: Database, fetch_id: int, data: bytes, visit: Visit | None, at: str) -> None:
    article_id = value(db.conn, "SELECT article_id FROM fetches WHERE id = ?", fetch_id)
    kept = snapshots.keep(db, data, visit.content_type if visit else None, at, article_id=article_id)
    visit_log.settle(db, fetch_id, snapshot_id=kept)
