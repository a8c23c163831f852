"""What runs read and write of sources and polls: what is due, what lists say, when to come again."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from sqlite_utils import Database

from archive.db.rows import Row, insert, update
from archive.sources import intervals
from archive.sources.sources import Source, watch
from archive.threads import articles, tombstones
from archive.times import published_utc
from archive.values import storable
from scraper.times import seconds, utc
from scraper.urls import normal_url

NEW = 7 * intervals.DAY
"""A page that is not visited yet is news for so long; then it is history that is being filled in."""

RANK_LIST, RANK_NEW, RANK_MOVED, RANK_HISTORY = -4.0e9, -3.0e9, -2.0e9, 2.0e9
"""What goes first, lowest first: lists, new pages, those whose feed tells of comments, those that are due by how late
they are, and at last the pages of a blog's history."""

TRIES = 8
"""How often a list of older pages that fails is asked for."""

MOST_ARCHIVE_PAGES = 5000
"""Archive pages that are read of one blog: ten posts on each, and the months beside them, are a long life's."""

PATIENCE = 3
"""After so many failures in a row, what a feed once said of its pages is no longer relied on."""


@dataclass(frozen=True, slots=True)
class Hinted:
    """One page that a list names, and what that says of its comments. Times are UTC."""

    url: str
    published: str | None = None
    hint: str | None = None


def watch_all(db: Database, sources: Iterable[Source], at: str) -> None:
    """Give each source its poll: those of a merged archive have none yet."""
    for source in sources:
        watch(db, source.url, source.kind, source.id, at, unless="source_id IS NOT NULL AND due_at IS NOT NULL")


def due_lists(db: Database, source: Source, at: str) -> list[tuple[str, str]]:
    """The lists of a source that are due, each with its kind: its own, and those of its history not yet read."""
    select = """
        SELECT url, kind FROM polls
        WHERE source_id = ? AND kind IN ('feed', 'sitemap', 'archive') AND due_at <= ? ORDER BY id
    """
    return [(url, kind) for url, kind in db.conn.execute(select, [source.id, at])]


def add_history(db: Database, source: Source, url: str, kind: str, at: str) -> bool:
    """Have a list of older pages read once, by the next run that gets to it. Returns whether it is a new one.

    One that was scraped before and belongs to no source counts as new: nobody knows what it listed.
    """
    return watch(db, url, kind, source.id, at, unless="source_id IS NOT NULL")


def add_archive_pages(
    db: Database, source: Source, url: str, pages: Sequence[str], further: Iterable[str], at: str
) -> list[str]:
    """Have the further archive pages that the one at `url` names read once; returns those that are new.

    None where it lists nothing, or the very `pages` that another one listed: a blog may answer any number and any month
    with the same page for ever. Nor more than there can be.
    """
    digest = hashlib.sha256("\n".join(pages).encode()).hexdigest()
    db.conn.execute("UPDATE polls SET hint = ? WHERE url = ? AND kind = 'archive'", [digest, normal_url(url)])
    count = "SELECT count(*), count(*) FILTER (WHERE hint = ?) FROM polls WHERE source_id = ? AND kind = 'archive'"
    known, same = db.conn.execute(count, [digest, source.id]).fetchone()
    room = max(MOST_ARCHIVE_PAGES - known, 0) if pages and same < 2 else 0
    return list(islice((each for each in further if add_history(db, source, each, "archive", at)), room))


def due_pages(db: Database, source: Source, now: float) -> list[tuple[str, float]]:
    """A source's pages that are due, each with its rank, without those that its scope has come to leave out."""
    select = """
        SELECT url, due_at, last_polled_at, coalesce(published, found_at) AS began, hinted_at
        FROM polls WHERE source_id = ? AND kind = 'page' AND due_at <= ?
    """
    found = db.query(select, [source.id, utc(now)])
    return [(row["url"], _rank(row, now)) for row in found if row["url"] == source.url or source.takes(row["url"])]


def listed(
    db: Database, source: Source, found: Iterable[Hinted], now: float, limits: intervals.Limits, *, complete: bool
) -> int:
    """Take note of what a list names: new pages are due at once, known ones when the list tells of comments.

    Returns how many are new. `complete`: these are all that the list names now, so it says no more of the others.
    """
    at = utc(now)
    named, new = set(), 0
    for entry in found:
        url = normal_url(entry.url)
        if not source.takes(url):
            continue
        named.add(url)
        known = _poll(db, url)
        if known is None or (known["source_id"] is None and known["due_at"] is None):
            if tombstones.are_forgotten(db, [url]):
                continue
            values = {"source_id": source.id, "due_at": at, "published": entry.published, "hint": entry.hint}
            if known is None:
                insert(db, "polls", {"url": url, "kind": "page", "found_at": at, **values})
            else:
                _update(db, known, {"found_at": known["found_at"] or at, **values})
            new += 1
        elif (known["kind"], known["source_id"]) == ("page", source.id) and entry.hint != known["hint"]:
            if entry.hint is None and not complete:  # lists of older pages say nothing of comments
                continue
            moved = known["hint_visited"] not in (None, entry.hint)
            hinted_at = (known["hinted_at"] or at) if moved else None
            published = entry.published or known["published"]
            said = {"hint": entry.hint, "hinted_at": hinted_at, "published": published}
            _again(db, _update(db, known, said), limits)
    if complete:
        _forget_hints(db, source, limits, but=named)
    return new


def settle(
    db: Database, source: Source, url: str, now: float, limits: intervals.Limits, *, page: bool, once: bool, ok: bool
) -> int:
    """An address was asked for: settle when to ask again. Returns how many visits to it have failed in a row.

    `once`: a list of older pages, which once read is done with; one that fails is tried again some times.
    """
    known = _poll(db, url)
    if known is None:
        return 0
    failures = int(known["failures"])
    if page:
        # Not every visit is on record: that to a forgotten article is not, nor one that never got as far as a request.
        failures += not ok and known["last_polled_at"] is None
        said = {"hint_visited": known["hint"], "hinted_at": None} if ok else {}
        _again(db, _update(db, known, {"last_polled_at": utc(now), "failures": failures, **said}), limits)
    elif url == source.url:
        newest = """
            SELECT coalesce(published, found_at) FROM polls WHERE source_id = ? AND kind = 'page' AND url <> ?
            ORDER BY 1 DESC LIMIT 1
        """
        times = [at for (text,) in db.conn.execute(newest, [source.id, url]) if (at := seconds(text)) is not None]
        again = intervals.next_poll(times, now, seconds(known["fresh_until"]), failures, limits)
        _update(db, known, {"due_at": utc(again)})
        if failures >= PATIENCE:
            _forget_hints(db, source, limits)
    elif once:
        is_over = ok or failures >= TRIES
        later = intervals.next_poll((), now, None, max(failures, 1), limits)
        _update(db, known, {"due_at": None if is_over else utc(later)})
    return failures


def keep_nested(db: Database, source: Source, url: str, at: str) -> None:
    """Remember a sitemap that a source's index lists: an index that has not changed is not read again."""
    keep = """
        INSERT INTO polls (url, source_id, kind, found_at) VALUES (?, ?, 'sitemap', ?)
        ON CONFLICT (url) DO UPDATE SET source_id = excluded.source_id, kind = 'sitemap'
    """
    db.conn.execute(keep, [url, source.id, at])


def nested(db: Database, source: Source) -> list[str]:
    """The sitemaps that a source's index listed when it was read last."""
    select = "SELECT url FROM polls WHERE source_id = ? AND kind = 'sitemap' AND url <> ? ORDER BY id"
    return [url for (url,) in db.conn.execute(select, [source.id, source.url])]


def _poll(db: Database, url: str) -> Row | None:
    return next(db.query("SELECT * FROM polls WHERE url = ?", [normal_url(url)]), None)


def _again(db: Database, known: Row, limits: intervals.Limits) -> None:
    """Set when a page is due next, by all that is known of it."""
    if known["source_id"] is None or known["last_polled_at"] is None:
        return
    article = articles.by_url(db, known["url"])
    visited_at = seconds(known["last_polled_at"]) or 0.0
    began = [known["published"], published_utc(article.published) if article else None, known["found_at"]]
    facts = intervals.Facts(
        visited_at=visited_at,
        began=next((at for value in began if (at := seconds(value)) is not None), visited_at),
        comments=_comment_times(db, article.id) if article else (),
        hint=_hint(known, article.comment_count if article else 0),
        moved_at=seconds(known["hinted_at"]),
        fresh_until=seconds(known["fresh_until"]),
        failures=known["failures"],
    )
    _update(db, known, {"due_at": utc(intervals.next_visit(facts, limits))})


def _hint(known: Row, shown: int) -> Literal["moved", "same"] | None:
    """What the feed's word means. A number below that of the comments shown counts something else, or is stale."""
    now, visited = known["hint"], known["hint_visited"]
    if now is None or visited is None:
        return None
    count = now.split(" ")[0]
    is_unreliable = now.startswith("modified") or (count.isdecimal() and int(count) < shown)
    return "moved" if now != visited else None if is_unreliable else "same"


def _comment_times(db: Database, article_id: int) -> tuple[float, ...]:
    """When the newest comments were written: as stated, else when they were first seen.

    Of comments without a date that stood there at the first visit nobody knows how old they are: they do not count.
    """
    select = """
        SELECT coalesce(c.published_utc, c.published), c.first_seen_at
        FROM comments c JOIN articles a ON a.id = c.article_id
        WHERE c.article_id = ? AND (c.published IS NOT NULL OR c.first_seen_at > a.first_seen_at)
        ORDER BY coalesce(c.published_utc, c.published, c.first_seen_at) DESC LIMIT ?
    """
    found = db.conn.execute(select, [article_id, intervals.NEWEST])
    return tuple(at for stated, seen in found if (at := seconds(stated) or seconds(seen)) is not None)


def _forget_hints(db: Database, source: Source, limits: intervals.Limits, but: Collection[str] = ()) -> None:
    """Forget what the source's feed once said of its pages, but for some addresses."""
    select = "SELECT * FROM polls WHERE source_id = ? AND kind = 'page' AND hint IS NOT NULL"
    for known in list(db.query(select, [source.id])):
        if known["url"] not in but:
            _again(db, _update(db, known, {"hint": None, "hint_visited": None, "hinted_at": None}), limits)


def _rank(row: Row, now: float) -> float:
    began, due_at, last = (seconds(row[name]) for name in ("began", "due_at", "last_polled_at"))
    if last is None:
        age = now - (now if began is None else began)
        return age + (RANK_NEW if age < NEW else RANK_HISTORY)
    if row["hinted_at"] is not None:
        return RANK_MOVED + (due_at or 0.0) / 1e9
    late = now - (due_at or now)
    return -late / max((due_at or now) - last, intervals.HOUR)


def _update(db: Database, known: Row, values: Row) -> Row:
    """Write what is different; returns the row as it is now."""
    different = {name: storable(value) for name, value in values.items() if known[name] != value}
    if different:
        update(db, "polls", known["id"], different)
    return known | different
