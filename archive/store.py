"""The archive: save a thread, tell what changed."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from archive import articles, comments, observations, snapshots, visits
from archive.connect import open_for_writing
from archive.errors import ArchiveError, translated
from archive.history import Listed, Seen, places, unpack
from archive.identity import normal_url, numbering
from archive.values import now, utc
from archive.visit import Outcome, Saved, Validators, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from archive.comments import Row, Stored
    from archive.history import History
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
        self._keep_snapshots = keep_snapshots

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, keep_snapshots: KeepSnapshots = "changed") -> Self:
        """Open the file, made where it is missing and `create` allows it.

        `keep_snapshots` tells which bytes handed to `save` are kept: all, those of visits that changed the article or
        its thread, or none.
        """
        return cls(open_for_writing(Path(path), create=create), Path(path), keep_snapshots)

    def close(self) -> None:
        """Close the file; what was saved is in it."""
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
        """Add what a visit showed.

        `observed_at` (ISO 8601, UTC if bare) is when it was shown: as given, else as the visit or the thread says,
        else now. Observations may come in any order. `snapshot` is the bytes that the thread was read from.
        """
        at = _moment(observed_at or (visit.fetched_at if visit else None) or thread.fetched_at)
        with self._transaction() as db:
            return _save(db, thread, at, snapshot, visit, run_id, self._keep_snapshots)

    def record(self, visit: Visit, *, run_id: int | None = None) -> None:
        """Note a visit that brought no thread: failed, refused, a feed, or not modified (HTTP 304).

        Not modified counts as another visit that shows what the last answer of this address showed.
        """
        at = _moment(visit.fetched_at)
        with self._transaction() as db:
            _record(db, visit, at, run_id)

    def validators(self, url: str) -> Validators | None:
        """What a conditional request to this address can carry; None when nothing is known."""
        with translated(self.path):
            return visits.validators(self._db, url)

    def start_run(self, command: str, arguments: Mapping[str, Any] | Sequence[str]) -> int:
        """Note that a run of a command began. Returns its id, for `save`, `record` and `finish_run`."""
        with self._transaction() as db:
            return visits.start_run(db, command, arguments)

    def finish_run(self, run_id: int, *, outcome: str, report: Mapping[str, Any]) -> None:
        """Note how a run ended, with its figures."""
        with self._transaction() as db:
            visits.finish_run(db, run_id, outcome, report)

    @contextmanager
    def _transaction(self) -> Iterator[Database]:
        """All or nothing. Immediate: a deferred transaction fails at once when another program writes."""
        conn = self._db.conn
        with translated(self.path):
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                conn.execute("COMMIT")
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise


def _moment(stated: str | None) -> str:
    if stated is None:
        return now()
    try:
        return utc(stated)
    except ValueError:
        raise ArchiveError(f"{stated!r} is not a time; write it as 2026-11-21T18:30:00Z") from None


def _save(
    db: Database,
    thread: Thread,
    at: str,
    snapshot: bytes | None,
    visit: Visit | None,
    run_id: int | None,
    keep_snapshots: KeepSnapshots,
) -> Saved:
    visited = visit or Visit(url=thread.url)
    channel = visited.channel or (thread.channels[0].name if len(thread.channels) == 1 else "page")
    known = articles.find(db, thread, visit)
    article = known or articles.insert(db, thread, at)
    articles.add_urls(db, article["id"], thread, visit, article["title"], at)
    before = observations.last(db, article["id"])
    fetch_id = visits.add(db, visited, at, run_id, article["id"], channel)
    note = {"first_seen_at": at, "fetch_id": fetch_id, "channel": channel, "parser_version": visits.program_version()}

    stored = comments.load(db, article["id"], *numbering(thread))
    incoming = comments.recognise(db, thread, stored)
    article_version, article_changed = articles.version_for(db, article, articles.stated(thread), note)
    fresh = comments.number_versions(db, incoming, note)
    listed = [
        Listed(entry.comment, entry.version, parent)
        for entry, parent in zip(incoming, comments.parents(thread, incoming), strict=True)
    ]
    observation = observations.note(db, article["id"], channel, thread, listed, article_version, at)
    visits.settle(db, fetch_id, observation_id=observation)

    newest = at >= before[0]
    answers = comments.answers(stored, thread, incoming)
    seen = Seen(at, channel, observation, thread.complete, observations.resolved(listed, answers))
    story = observations.history(db, article["id"], stored, seen, before, answers)
    comments.write(db, article, incoming, stored, story.standings, places(story), newest=newest)
    comments.add_ids(db, thread, incoming, stored)
    _update_article(db, article, story, articles.stated(thread) if newest else {}, at)
    result = _compare(article, stored, story, fresh, article_changed=article_changed, is_new=known is None)
    visits.settle(db, fetch_id, outcome=result.outcome)
    if visit is not None:
        visits.poll(db, visit, at, observation)
    if snapshot is not None and (
        keep_snapshots == "all" or (keep_snapshots == "changed" and result.outcome != "unchanged")
    ):
        snapshot_id = snapshots.keep(db, snapshot, visited.content_type, at)
        visits.settle(db, fetch_id, snapshot_id=snapshot_id)
    return result


def _record(db: Database, visit: Visit, at: str, run_id: int | None) -> None:
    select = """
        SELECT o.id, o.article_id, o.channel, o.complete, o.listing FROM polls p
        JOIN observations o ON o.id = p.observation_id WHERE p.url = ?
    """
    shown = None
    if visit.outcome == "not_modified":
        shown = db.conn.execute(select, [normal_url(visit.url)]).fetchone()
    if shown is None:
        visits.add(db, visit, at, run_id, None, visit.channel or "page")
        visits.poll(db, visit, at, None)
        return
    observation, article_id, channel, complete, listing = shown
    before = observations.last(db, article_id)
    fetch_id = visits.add(db, visit, at, run_id, article_id, channel)
    visits.settle(db, fetch_id, observation_id=observation)
    visits.poll(db, visit, at, observation)
    if before[1].get(channel) == observation and at >= before[0]:
        return
    article = dict(db.table("articles").get(article_id))
    stored = comments.load(db, article_id, article["id_system"] or "", article["id_scope"] or "")
    answers = comments.answers(stored, None, ())
    listed = observations.resolved(unpack(listing), answers)
    seen = Seen(at, channel, observation, None if complete is None else bool(complete), listed)
    story = observations.history(db, article_id, stored, seen, before, answers)
    comments.write(db, article, (), stored, story.standings, places(story), newest=False)
    _update_article(db, article, story, {}, at)


def _update_article(db: Database, article: Row, story: History, stated: Row, at: str) -> None:
    """Bring the article's row to the newest visit: its wording, its counts, how complete its thread is."""
    newest = observations.newest(db, article["id"])
    gone = sum(standing.gone_since is not None for standing in story.standings.values())
    values: Row = articles.refreshed(article, stated)
    number = newest["article_version"]
    if number is not None and number != article["version"]:
        values = {**(articles.version(db, article["id"], number) or {}), **values, "version": number}
    values |= {
        "comment_count": len(story.standings) - gone,
        "gone_count": gone,
        "declared_count": newest["declared_count"],
        "complete": newest["complete"],
        "incomplete_reason": newest["incomplete_reason"],
        "first_seen_at": min(at, article["first_seen_at"]),
        "gone_since": None,
    }
    articles.update(db, article, values)


def _compare(article: Row, stored: Stored, story: History, fresh: int, *, article_changed: bool, is_new: bool) -> Saved:
    was, now_is = stored.rows, story.standings
    new = len(now_is) - len(was)
    turned = sum(row["version"] != now_is[key].version for key, row in was.items())
    gone = sum(row["gone_since"] is None and now_is[key].gone_since is not None for key, row in was.items())
    returned = sum(row["gone_since"] is not None and now_is[key].gone_since is None for key, row in was.items())
    changed = max(turned, fresh)
    differs = bool(new or changed or gone or returned or article_changed)
    outcome: Outcome = "new" if is_new else "changed" if differs else "unchanged"
    return Saved(
        uid=article["uid"],
        outcome=outcome,
        new=new,
        changed=changed,
        gone=gone,
        returned=returned,
        article_changed=article_changed,
        comment_count=article["comment_count"],
        gone_count=article["gone_count"],
    )
