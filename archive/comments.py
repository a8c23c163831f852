"""Comments in the archive: known again, written, kept with every wording."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archive.addresses import url_key
from archive.identity import Known, is_trusted, match, numbering, same_date
from archive.likeness import knows_more, same_wording
from archive.values import folded, new_uid, published_utc, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from archive.history import Place, Standing
    from scraper.thread import Comment, Thread

Row = dict[str, Any]
Writer = tuple[str | None, str | None]

WORDING = ("text", "author", "author_url", "published", "kind", "state")
"""What makes a version of a comment: a difference in one of these is an edit."""

KEPT = (*WORDING, "html")
"""What a version keeps."""

REFRESHED = (
    *KEPT,
    "author_avatar",
    "is_article_author",
    "published_text",
    "permalink",
    "likes",
    "dislikes",
    "edited",
    "parent_system_id",
)
"""What the newest visit puts in place without an edit, where it states it: the wording only as far as it says the
same (other white space, a more precise date)."""


@dataclass(slots=True)
class Incoming:
    """One listed comment on its way into the archive."""

    comment: int
    seen: Row
    stored: Row | None
    version: int = 1
    edited: bool = False
    method: str = "new"


@dataclass(slots=True)
class Stored:
    """The comments of an article as they stand in the file."""

    rows: dict[int, Row] = field(default_factory=dict)
    ids: dict[int, set[str]] = field(default_factory=dict)
    """The ids of each comment in the numbering of the thread that is being saved."""
    earlier: dict[int, list[tuple[str | None, str]]] = field(default_factory=dict)
    """Author and text of each version, of comments that have several."""


def load(db: Database, article_id: int, system: str, scope: str) -> Stored:
    """Everything stored for one article, in reading order."""
    cursor = db.conn.execute(_ROWS, [article_id])
    names = [column[0] for column in cursor.description]
    stored = Stored({row["id"]: row for row in (dict(zip(names, values, strict=True)) for values in cursor)})
    for comment, system_id in db.conn.execute(_IDS, [article_id, system, scope]):
        stored.ids.setdefault(comment, set()).add(system_id)
    if any(row["version_count"] > 1 for row in stored.rows.values()):
        for row in db.query(_EARLIER, [article_id]):
            stored.earlier.setdefault(row["comment_id"], []).append((row["author"], row["text"]))
    return stored


def recognise(db: Database, thread: Thread, stored: Stored) -> list[Incoming]:
    """For each comment of the thread the stored one, or a number for a new one: in the thread's order."""
    known = [_known(key, row, stored) for key, row in stored.rows.items()]
    found = match(thread.comments, known, trusted=is_trusted(thread), whole=thread.complete is True)
    free = next(db.query("SELECT coalesce(max(id), 0) + 1 AS free FROM comments"))["free"]
    incoming: list[Incoming] = []
    for comment, entry in zip(thread.comments, found, strict=True):
        if entry is None:
            incoming.append(Incoming(free, stated(comment), None))
            free += 1
        else:
            incoming.append(Incoming(entry.comment, stated(comment), stored.rows[entry.comment], method=entry.method))
    return incoming


def _known(key: int, row: Row, stored: Stored) -> Known:
    ids = frozenset(stored.ids.get(key, ()))
    shown, earlier = row["gone_since"] is None, tuple(stored.earlier.get(key, ()))
    return Known(key, row["parent_id"], row["author"], row["text"], row["published"], ids, shown, earlier)


def parents(thread: Thread, incoming: Sequence[Incoming]) -> list[int | None]:
    """The comment that each one answers, as nested."""
    return [None if comment.parent is None else incoming[comment.parent].comment for comment in thread.comments]


def answers(stored: Stored, thread: Thread | None, incoming: Sequence[Incoming]) -> dict[int, int]:
    """For comments that state the id of the one they answer without standing below it: which one that is, if known."""
    by_id = {system_id: key for key, ids in stored.ids.items() for system_id in ids}
    named = {key: row["parent_system_id"] for key, row in stored.rows.items() if row["parent_system_id"]}
    if thread is not None:
        entries = zip(thread.comments, incoming, strict=True)
        by_id |= {comment.id: entry.comment for comment, entry in entries if comment.id}
        named |= {entry.comment: entry.seen["parent_system_id"] for entry in incoming if entry.seen["parent_system_id"]}
    return {key: by_id[name] for key, name in named.items() if by_id.get(name, key) != key}


def stated(comment: Comment) -> Row:
    """What a page says about a comment, as columns."""
    author = comment.author
    columns = {
        "parent_system_id": comment.parent_id if comment.parent is None else None,
        "author": author.name,
        "author_url": author.url,
        "author_avatar": author.avatar,
        "is_article_author": None if author.is_article_author is None else int(author.is_article_author),
        "published": comment.published,
        "published_text": comment.published_text,
        "text": comment.text,
        "html": comment.html,
        "kind": comment.kind,
        "state": comment.state,
        "permalink": comment.permalink,
        "likes": comment.likes,
        "dislikes": comment.dislikes,
        "edited": None if comment.edited is None else int(comment.edited),
    }
    return {name: None if value is None else storable(value) for name, value in columns.items()}


def number_versions(db: Database, incoming: Iterable[Incoming], note: Row) -> int:
    """Find the version that each listed comment shows; a wording never seen becomes a new one. Returns how many."""
    fresh = 0
    for entry in incoming:
        row = entry.stored
        if row is None:
            continue
        if _agree(row, entry.seen):
            entry.version = row["version"]
        else:
            entry.version, entry.edited = _version_for(db, row, entry.seen, {**note, "method": entry.method})
            fresh += entry.edited
        if row["version_count"] > 1:  # visits may come in any order
            db.conn.execute(_SEEN_EARLIER, {"id": row["id"], "version": entry.version, "at": note["first_seen_at"]})
    return fresh


def write(
    db: Database,
    article: Row,
    incoming: Iterable[Incoming],
    stored: Stored,
    standings: Mapping[int, Standing],
    placed: Sequence[Place],
    at: str,
    *,
    newest: bool,
) -> None:
    """Bring the rows of an article to how its history stands: new rows in, and of the others what differs."""
    entries = {entry.comment: entry for entry in incoming}
    writers = _writers(db, article, entries.values(), at)
    new: list[Row] = []
    updates: list[Row] = []
    for position, place in enumerate(placed):
        standing, entry = standings[place.comment], entries.get(place.comment)
        wanted = stand(position, place, standing)
        row = stored.rows.get(place.comment)
        if row is None:
            new.append(_new_row(article["id"], _listed(entry), wanted, writers))
            continue
        if standing.version != row["version"]:
            wanted |= wording(db, place.comment, standing.version)
        if entry is not None and entry.version == standing.version:
            now = row if standing.version == row["version"] else row | wanted
            fresh = _refreshed(now, entry.seen)
            wanted |= fresh if newest else {name: fresh[name] for name in fresh if name in WORDING or now[name] is None}
        elif entry is not None and row["parent_system_id"] is None:  # whom it answers is no matter of its wording
            wanted["parent_system_id"] = entry.seen["parent_system_id"]
        updates.append(_update(row, wanted, writers))
    _insert(db, "comments", new)
    _write_updates(db, updates)


def refresh(db: Database, article: Row, incoming: Iterable[Incoming], at: str) -> None:
    """After a visit that showed what the visit before had shown: put in place what is no wording."""
    entries = list(incoming)
    writers = _writers(db, article, entries, at)
    known = ((entry.stored, entry) for entry in entries if entry.stored and entry.version == entry.stored["version"])
    _write_updates(db, (_update(row, _refreshed(row, entry.seen), writers) for row, entry in known))


def add_ids(db: Database, thread: Thread, incoming: Sequence[Incoming], stored: Stored) -> None:
    """Note the system's ids that were not known of these comments."""
    system, scope = numbering(thread)
    rows = [
        {
            "comment_id": entry.comment,
            "system": system,
            "scope": scope,
            "system_id": storable(comment.id),
            "method": entry.method,
        }
        for comment, entry in zip(thread.comments, incoming, strict=True)
        if comment.id and comment.id not in stored.ids.get(entry.comment, ())
    ]
    _insert(db, "comment_ids", rows)


_ROWS = "SELECT * FROM comments WHERE article_id = ? ORDER BY position"
# CROSS and the plus signs: SQLite would else walk through all ids of the numbering, which may be those of a whole site.
_IDS = """
    SELECT i.comment_id, i.system_id FROM comments c CROSS JOIN comment_ids i ON i.comment_id = c.id
    WHERE c.article_id = ? AND +i.system = ? AND +i.scope = ?
"""


_SEEN_EARLIER = """
    UPDATE comment_versions SET first_seen_at = :at
    WHERE comment_id = :id AND version = :version AND first_seen_at > :at
"""
_EARLIER = """
    SELECT v.comment_id, v.author, v.text FROM comment_versions v JOIN comments c ON c.id = v.comment_id
    WHERE c.article_id = ?
"""


def _agree(known: Row, seen: Row) -> bool:
    return not any(known[name] != seen[name] for name in WORDING) or not _differing(known, seen)


def _differing(known: Row, seen: Row) -> list[str]:
    """What of a wording a visit contradicts."""
    names = [name for name in WORDING if _differ(name, known[name], seen[name])]
    return [name for name in names if name != "text" or not _is_title_only(known, seen)]


def _is_title_only(known: Row, seen: Row) -> bool:
    """Whether of a pingback one shows the title alone, as many pages do, and not what is quoted."""
    return not (known["text"] and seen["text"]) and not {known["kind"], seen["kind"]} <= {"comment"}


def _differ(name: str, known: Any, seen: Any) -> bool:
    """Whether a visit contradicts what is known. What it does not state contradicts nothing."""
    if known is None or seen is None or known == seen:
        return False
    if name == "published":
        return not same_date(known, seen)
    if name == "author_url":
        return url_key(known) != url_key(seen)
    if name == "kind":  # a channel that does not know pingbacks calls them comments
        return "comment" not in (known, seen)
    return not same_wording(known, seen)


def shows(db: Database, entry: Incoming, version: int) -> bool:
    """Whether a listed comment may be shown in this version of its wording."""
    known = wording(db, entry.comment, version)
    return bool(known) and _agree({name: known.get(name) for name in WORDING}, entry.seen)


def _version_for(db: Database, row: Row, seen: Row, note: Row) -> tuple[int, bool]:
    if row["version_count"] > 1:
        select = "SELECT * FROM comment_versions WHERE comment_id = ? ORDER BY version DESC"
        agreeing = next((known for known in db.query(select, [row["id"]]) if _agree(known, seen)), None)
        if agreeing:
            return agreeing["version"], False
    else:
        first = {name: row[name] for name in KEPT} | _first_note(db, row)
        db.table("comment_versions").insert({"comment_id": row["id"], "version": 1, **first})
    number = row["version_count"] + 1
    kept = {name: _newer(name, row[name], seen[name]) for name in KEPT}
    changed = json.dumps(_differing(row, seen))
    version = {"comment_id": row["id"], "version": number, **kept, "changed": changed, **note}
    db.table("comment_versions").insert(version)
    db.table("comments").update(row["id"], {"version_count": number})
    row["version_count"] = number
    return number, True


def _newer(name: str, known: Any, seen: Any) -> Any:
    """What a new wording says: as it is seen, but for what was known to the same effect and better."""
    if seen is None:
        return known
    known_better = name in ("published", "kind", "author") and not _differ(name, known, seen)
    return known if known_better and _knows_less(name, known, seen) else seen


def _first_note(db: Database, row: Row) -> Row:
    """Which visit first showed the comment: for the row of its first version, written once there is a second."""
    select = """
        SELECT id AS fetch_id, channel, parser_version FROM fetches
        WHERE article_id = ? AND fetched_at = ? AND observation_id IS NOT NULL ORDER BY id LIMIT 1
    """
    note = next(db.query(select, [row["article_id"], row["first_seen_at"]]), {})
    return {"first_seen_at": row["first_seen_at"], **note}


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


def _update(row: Row, wanted: Row, writers: Mapping[Writer, int]) -> Row:
    """What of a row has to be written for it to hold what is wanted; only its id when nothing has."""
    different = {name: value for name, value in wanted.items() if row[name] != value}
    if "published" in different:
        different["published_utc"] = published_utc(different["published"])
    if "author" in different or "author_url" in different:
        now = row | different
        different["author_id"] = writers.get((now["author"], now["author_url"]), row["author_id"])
    return {"id": row["id"], **different}


def _insert(db: Database, table: str, rows: Sequence[Row]) -> None:
    """All rows hold the same columns. Several times faster than Table.insert_all, which looks at every value."""
    if rows:
        columns = ", ".join(rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        db.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _write_updates(db: Database, updates: Iterable[Row]) -> None:
    alike: dict[tuple[str, ...], list[Row]] = {}
    for values in updates:
        if len(values) > 1:
            alike.setdefault(tuple(values), []).append(values)
    for names, rows in alike.items():
        assignments = ", ".join(f"{name} = :{name}" for name in names if name != "id")
        db.conn.executemany(f"UPDATE comments SET {assignments} WHERE id = :id", rows)  # noqa: S608


def _listed(entry: Incoming | None) -> Incoming:
    if entry is None:
        raise LookupError("an observation lists a comment that has no row")
    return entry


def _new_row(article_id: int, entry: Incoming, wanted: Row, writers: Mapping[Writer, int]) -> Row:
    return {
        "id": entry.comment,
        "uid": new_uid(),
        "article_id": article_id,
        **entry.seen,
        "author_id": writers.get((entry.seen["author"], entry.seen["author_url"])),
        "published_utc": published_utc(entry.seen["published"]),
        **wanted,
    }


def wording(db: Database, comment: int, version: int) -> Row:
    """What one version of a comment states."""
    select = f"SELECT {', '.join(KEPT)} FROM comment_versions WHERE comment_id = ? AND version = ?"  # noqa: S608
    row = next(db.query(select, [comment, version]), {})
    return {name: value for name, value in row.items() if value is not None}


def _refreshed(row: Row, seen: Row) -> Row:
    """What a visit puts in place. A channel that knows less never overwrites one that knows more."""
    fresh = {name: seen[name] for name in REFRESHED if seen[name] != row[name] and seen[name] is not None}
    if "text" in fresh and not _says_more(row["text"], seen["text"]):
        del fresh["text"]
        fresh.pop("html", None)
    for name in ("published", "kind", "html", "author", "author_url"):
        if name in fresh and _knows_less(name, row[name], fresh[name]):
            del fresh[name]
    return fresh


def _says_more(known: str, seen: str) -> bool:
    return bool(seen) and (not known or knows_more(known, seen))


def _knows_less(name: str, known: Any, seen: Any) -> bool:
    """Whether what is stated says less than what is known, or just the same in other characters."""
    if name == "published":
        return known is not None and len(seen) <= len(known)
    if name == "author":
        return known is not None and not knows_more(known, seen)
    if name == "author_url":
        return known is not None and url_key(known) == url_key(seen)
    return bool(seen == "comment" if name == "kind" else not seen)


def _writers(db: Database, article: Row, entries: Iterable[Incoming], at: str) -> dict[Writer, int]:
    """The authors of the listed comments that are new or changed: (name, address) as printed -> id in authors."""
    writers: set[Writer] = set()
    for entry in entries:
        writer = entry.seen["author"], entry.seen["author_url"]
        row = entry.stored
        if any(writer) and (row is None or (row["author"], row["author_url"]) != writer):
            writers.add(writer)
    if not writers:
        return {}
    keys = {writer: _author_key(article, *writer) for writer in sorted(writers, key=str)}
    select = "SELECT key, id FROM authors WHERE key IN (SELECT value FROM json_each(?))"
    known = {row["key"]: row["id"] for row in db.query(select, [json.dumps(list(keys.values()))])}
    free = db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM authors").fetchone()[0]
    new: list[Row] = []
    for (name, url), key in keys.items():
        if key not in known:
            known[key] = free + len(new)
            new.append(
                {
                    "id": known[key],
                    "uid": new_uid(),
                    "key": key,
                    "site_id": article["site_id"],
                    "article_id": None if url else article["id"],
                    "name": name,
                    "url": url,
                    "first_seen_at": at,
                }
            )
    _insert(db, "authors", new)
    return {writer: known[key] for writer, key in keys.items()}


def _author_key(article: Row, name: str | None, url: str | None) -> str:
    if url:
        return f"site {article['site_id']} {url_key(url)} {folded(name)}"
    return f"article {article['id']} {folded(name)}"
