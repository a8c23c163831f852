"""Comments in the archive: known again, written, kept with every wording."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from archive.db.rows import Database, Row, insert_many, update_many, value
from archive.threads import observations
from archive.threads.authors import Writer, writer_ids
from archive.threads.columns import ArticleRow, CommentColumns, CommentRow, found, names, values
from archive.threads.evidence import numbering
from archive.threads.history import History, Place, Seen, Standing, places
from archive.threads.records import Incoming, Recognised, Stored
from archive.threads.similarity import knows_more
from archive.threads.versions import COMMENTS, knows_less, wording
from archive.times import published_utc
from archive.values import new_uid, storable

_FACTS = names(CommentColumns)
_facts = attrgetter(*_FACTS)


def load(db: Database, article_id: int, numbering: tuple[str, str]) -> Stored:
    """Everything stored for one article, in reading order; ids are those in one numbering."""
    rows = found(db.conn, CommentRow, "comments WHERE article_id = ? ORDER BY position", article_id)
    stored = Stored({row.id: row for row in rows})
    for comment, system_id in db.conn.execute(IDS, [article_id, *numbering]):
        stored.ids.setdefault(comment, set()).add(system_id)
    if any(row.version_count > 1 for row in stored.rows.values()):
        for comment, author, text in db.conn.execute(_EARLIER, [article_id]):
            stored.earlier.setdefault(comment, []).append((author, text))
    return stored


def seen(db: Database, article: ArticleRow) -> tuple[Stored, list[Seen]]:
    """Everything stored for an article, and all visits that showed it, sorted by time."""
    stored = load(db, article.id, article.numbering)
    return stored, observations.visits(db, article.id, answers(stored))


def answers(stored: Stored, shown: Recognised | None = None) -> dict[int, int]:
    """For comments that state the id of the one they answer without standing below it: which one that is, if known."""
    by_id = {system_id: key for key, ids in stored.ids.items() for system_id in ids}
    named = {key: row.parent_system_id for key, row in stored.rows.items() if row.parent_system_id}
    for entry, comment in zip(shown.incoming, shown.thread.comments, strict=True) if shown is not None else ():
        by_id |= {comment.id: entry.comment} if comment.id else {}
        named |= {entry.comment: entry.seen.parent_system_id} if entry.seen.parent_system_id else {}
    return {key: by_id[name] for key, name in named.items() if by_id.get(name, key) != key}


def next_key(db: Database) -> int:
    """The first number that no comment has had."""
    key: int = value(db.conn, "SELECT coalesce(max(id), 0) + 1 FROM comments")
    return key


def write(
    db: Database,
    article: ArticleRow,
    incoming: Iterable[Incoming],
    stored: Stored,
    history: History,
    at: str,
    *,
    newest: bool,
) -> None:
    """Bring the rows of an article to how its history stands: new rows in, and of the others what differs."""
    entries = {entry.comment: entry for entry in incoming}
    writers = writer_ids(db, article, entries.values(), at)
    new: list[Row] = []
    updates: list[Row] = []
    for position, place in enumerate(places(history)):
        standing, entry = history.standings[place.comment], entries.get(place.comment)
        wanted = stand(position, place, standing)
        row = stored.rows.get(place.comment)
        if row is None:
            if entry is None:
                raise LookupError("an observation lists a comment that has no row")
            new.append(_new_row(article.id, entry, wanted, writers))
            continue
        if standing.version != row.version:
            wanted |= wording(db, COMMENTS, place.comment, standing.version)
        if entry is not None and entry.version == standing.version:
            now = row if standing.version == row.version else replace(row, **wanted)
            fresh = refreshed(now, entry.seen)
            kept = fresh if newest else {*COMMENTS.wording, *(name for name in fresh if getattr(now, name) is None)}
            wanted |= {name: fresh[name] for name in fresh if name in kept}
        elif entry is not None and row.parent_system_id is None:  # whom it answers is no matter of its wording
            wanted["parent_system_id"] = entry.seen.parent_system_id
        updates.append(_update(row, wanted, writers))
    insert_many(db, "comments", new)
    update_many(db, updates)


def refreshed(row: CommentRow, seen: CommentColumns) -> Row:
    """What a visit puts in place without an edit: the wording only as far as it says the same (other white space, a
    more precise date). A channel that knows less never overwrites one that knows more."""
    stated = zip(_FACTS, _facts(seen), _facts(row), strict=True)
    fresh = {name: value for name, value, was in stated if value is not None and value != was}
    if "text" in fresh and not (seen.text and (not row.text or knows_more(row.text, seen.text))):
        del fresh["text"]
        fresh.pop("html", None)
    for name in ("published", "kind", "html", "author", "author_url"):
        if name in fresh and knows_less(name, getattr(row, name), fresh[name]):
            del fresh[name]
    return fresh


def refresh(db: Database, article: ArticleRow, incoming: Iterable[Incoming], at: str) -> None:
    """After a visit that showed what the visit before had shown: put in place what is no wording."""
    entries = list(incoming)
    writers = writer_ids(db, article, entries, at)
    known = ((entry.stored, entry) for entry in entries if entry.stored and entry.version == entry.stored.version)
    update_many(db, (_update(row, refreshed(row, entry.seen), writers) for row, entry in known))


def add_ids(db: Database, shown: Recognised) -> None:
    """Note the system's ids that were not known of these comments."""
    name = numbering(shown.thread)
    told = zip(shown.thread.comments, shown.incoming, strict=True)
    new = ((comment, entry) for comment, entry in told if comment.id not in shown.stored.ids.get(entry.comment, ()))
    note_ids(db, ((entry.comment, *name, comment.id, entry.method) for comment, entry in new if comment.id))


def note_ids(db: Database, ids: Iterable[Sequence[int | str]]) -> None:
    """Note ids of comments, unless they are known: each is comment, system, scope, system_id and method."""
    insert = """
        INSERT INTO comment_ids (comment_id, system, scope, system_id, method) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (system, scope, system_id, comment_id) DO NOTHING
    """
    db.conn.executemany(insert, (tuple(map(storable, each)) for each in ids))


# CROSS and the plus signs: SQLite would else walk through all ids of the numbering, which may be those of a whole site.
IDS = """
    SELECT i.comment_id, i.system_id FROM comments c CROSS JOIN comment_ids i ON i.comment_id = c.id
    WHERE c.article_id = ? AND +i.system = ? AND +i.scope = ?
"""

_EARLIER = """
    SELECT v.comment_id, v.author, v.text FROM comment_versions v JOIN comments c ON c.id = v.comment_id
    WHERE c.article_id = ?
"""


def stand(position: int, place: Place, standing: Standing) -> Row:
    """How a comment stands, as columns."""
    return {
        "parent_id": place.parent,
        "position": position,
        "depth": place.depth,
        "descendants": place.descendants,
        "version": standing.version,
        "first_seen_at": standing.first_seen,
        "last_seen_at": standing.last_seen,
        "gone_since": standing.gone_since,
    }


def _update(row: CommentRow, wanted: Row, writers: Mapping[Writer, int]) -> Row:
    """What of a row has to be written for it to hold what is wanted; only its id when nothing has."""
    different = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if "published" in different:
        different["published_utc"] = published_utc(different["published"])
    if "author" in different or "author_url" in different:
        writer = different.get("author", row.author), different.get("author_url", row.author_url)
        different["author_id"] = writers.get(writer, row.author_id)
    return {"id": row.id, **different}


def _new_row(article_id: int, entry: Incoming, wanted: Row, writers: Mapping[Writer, int]) -> Row:
    return {
        "id": entry.comment,
        "uid": entry.uid or new_uid(),
        "article_id": article_id,
        **values(entry.seen),
        "author_id": writers.get((entry.seen.author, entry.seen.author_url)),
        "published_utc": published_utc(entry.seen.published),
        **wanted,
    }


def remove_comments(conn: sqlite3.Connection, comments: Collection[int]) -> int:
    """Delete comments with all that belongs to them alone. No observation may list them any longer."""
    for step in (
        "UPDATE comments SET parent_id = NULL WHERE parent_id = ?",
        "UPDATE comment_versions SET superseded_by = NULL WHERE comment_id = ?",
        *(f"DELETE FROM {table} WHERE comment_id = ?" for table in ("comment_versions", "comment_ids", "private")),  # noqa: S608
        "DELETE FROM comments WHERE id = ?",
    ):
        conn.executemany(step, [(key,) for key in comments])
    return len(comments)
