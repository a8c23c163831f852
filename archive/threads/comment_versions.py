"""The versions of a comment: what differs, what was edited, what is only refreshed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archive.threads.similarity import knows_more, same_wording
from archive.times import same_date
from archive.urls import url_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from archive.db.rows import Row
    from archive.threads.records import Incoming

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

_SEEN_EARLIER = """
    UPDATE comment_versions SET first_seen_at = :at
    WHERE comment_id = :id AND version = :version AND first_seen_at > :at
"""


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


def wording(db: Database, comment: int, version: int) -> Row:
    """What one version of a comment states."""
    select = f"SELECT {', '.join(KEPT)} FROM comment_versions WHERE comment_id = ? AND version = ?"  # noqa: S608
    row = next(db.query(select, [comment, version]), {})
    return {name: value for name, value in row.items() if value is not None}


def refreshed(row: Row, seen: Row) -> Row:
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
