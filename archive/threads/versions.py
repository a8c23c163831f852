"""The versions of comments and articles: what differs, what was edited, which one a visit shows."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from archive.db.rows import Database, Row
from archive.threads.columns import ArticleColumns, ArticleRow, CommentColumns, CommentRow, worded
from archive.threads.similarity import knows_more, same_wording
from archive.times import same_date
from archive.urls import url_key
from archive.values import plain_words

Versions = CommentRow | ArticleRow


class Noted(NamedTuple):
    """What is noted of a version besides its words: the visit that first showed it."""

    first_seen_at: str
    fetch_id: int | None = None
    channel: str | None = None
    parser_version: str | None = None


@dataclass(frozen=True, slots=True)
class Versioned:
    """Rows that are kept in every wording.

    A difference in the columns of `wording` is an edit; a version keeps these and `beside`. `differing` names what a
    visit contradicts of what is known, `newer` is what a new version says in one column.
    """

    rows: str
    table: str
    owner: str
    columns: type[CommentColumns | ArticleColumns]
    wording: tuple[str, ...]
    beside: tuple[str, ...]
    differing: Callable[[Any, Any], list[str]]
    newer: Callable[[str, Any, Any], Any]

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that a version keeps."""
        return (*self.wording, *self.beside)


def number(
    db: Database, kind: Versioned, row: Versions, seen: CommentColumns | ArticleColumns, note: Noted, **more: Any
) -> tuple[int, bool]:
    """The number of the version of a row that a visit shows, and whether it is new; then it is written, with `more`
    columns."""
    version, is_new = row.version, False
    if kind.differing(row, seen):
        version, is_new = _other(db, kind, row, seen, {**note._asdict(), **more})
    if row.version_count > 1:  # visits may come in any order
        earlier = f"UPDATE {kind.table} SET first_seen_at = ?1 WHERE {kind.owner} = ?2 AND version = ?3"  # noqa: S608
        db.conn.execute(f"{earlier} AND first_seen_at > ?1", [note.first_seen_at, row.id, version])
    return version, is_new


def _other(
    db: Database, kind: Versioned, row: Versions, seen: CommentColumns | ArticleColumns, note: Row
) -> tuple[int, bool]:
    select = f"SELECT version, {', '.join(kind.kept)} FROM {kind.table} WHERE {kind.owner} = ? ORDER BY version DESC"  # noqa: S608
    known = db.conn.execute(select, [row.id]).fetchall()
    for version, *words in known:
        if not kind.differing(worded(kind.columns, dict(zip(kind.kept, words, strict=True))), seen):
            return version, False
    if not known:
        first = {name: getattr(row, name) for name in kind.kept} | _first_note(db, row)._asdict()
        db.table(kind.table).insert({kind.owner: row.id, "version": 1, **first})
    version = known[0][0] + 1 if known else 2
    kept = {name: kind.newer(name, getattr(row, name), getattr(seen, name)) for name in kind.kept}
    changed = json.dumps(kind.differing(row, seen))
    db.table(kind.table).insert({kind.owner: row.id, "version": version, **kept, "changed": changed, **note})
    db.table(kind.rows).update(row.id, {"version_count": version})
    return version, True


def _first_note(db: Database, row: Versions) -> Noted:
    """The visit that first showed a row: for its first version, which is written once there is a second."""
    select = """
        SELECT id, channel, parser_version FROM fetches
        WHERE article_id = ? AND fetched_at >= ? AND observation_id IS NOT NULL ORDER BY fetched_at, id LIMIT 1
    """
    shown = [row.article_id, row.first_seen_at] if isinstance(row, CommentRow) else [row.id, ""]
    return Noted(row.first_seen_at, *(db.conn.execute(select, shown).fetchone() or ()))


def wording(db: Database, kind: Versioned, key: int, version: int) -> Row:
    """What one version of a row states; nothing where the row has only one."""
    select = f"SELECT {', '.join(kind.kept)} FROM {kind.table} WHERE {kind.owner} = ? AND version = ?"  # noqa: S608
    row = next(db.query(select, [key, version]), {})
    return {name: value for name, value in row.items() if value is not None}


def date(db: Database, kind: Versioned, first: Mapping[tuple[int, int], Noted]) -> None:
    """Let versions, by their owner and number, be first seen by these visits."""
    update = f"""
        UPDATE {kind.table} SET first_seen_at = ?1, fetch_id = ?2, channel = ?3
        WHERE {kind.owner} = ?4 AND version = ?5 AND first_seen_at <> ?1
    """  # noqa: S608
    db.conn.executemany(update, ((*note[:3], *key) for key, note in first.items()))


def supersede(db: Database, kind: Versioned, replaced: Mapping[tuple[int, int], int]) -> None:
    """Mark versions, by their owner and number, that were only misread: which one has taken their place."""
    update = f"""
        UPDATE {kind.table} SET superseded_by = (SELECT id FROM {kind.table} WHERE {kind.owner} = ?1 AND version = ?3)
        WHERE {kind.owner} = ?1 AND version = ?2
    """  # noqa: S608
    db.conn.executemany(update, ((*key, new) for key, new in replaced.items()))


def unstated(value: Any) -> bool:
    """Whether a column of an article states nothing."""
    return value is None or value in ("", "[]")


def _differing_comment(known: CommentColumns, seen: CommentColumns) -> list[str]:
    names = [
        name
        for name in COMMENTS.wording
        if (was := getattr(known, name)) != (now := getattr(seen, name)) and _differ(name, was, now)
    ]
    # Of a pingback many pages show the title alone, and not what is quoted.
    is_title_only = not (known.text and seen.text) and not {known.kind, seen.kind} <= {"comment"}
    return [name for name in names if name != "text" or not is_title_only]


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


def _newer_comment(name: str, known: Any, seen: Any) -> Any:
    """What a new wording says: as it is seen, but for what was known to the same effect and better."""
    if seen is None:
        return known
    known_better = name in ("published", "kind", "author") and not _differ(name, known, seen)
    return known if known_better and knows_less(name, known, seen) else seen


def knows_less(name: str, known: Any, seen: Any) -> bool:
    """Whether what is stated of a comment says less than what is known, or just the same in other characters."""
    if name == "published":
        return known is not None and len(seen) <= len(known)
    if name == "author":
        return known is not None and not knows_more(known, seen)
    if name == "author_url":
        return known is not None and url_key(known) == url_key(seen)
    return bool(seen == "comment" if name == "kind" else not seen)


def _differing_article(known: ArticleColumns, seen: ArticleColumns) -> list[str]:
    """An article dated by its last change alone (scraper.article.published) is dated anew by each: that is refreshed in
    place, as the date of the last change itself."""
    names = [name for name in ARTICLES.wording if differs(name, getattr(known, name), getattr(seen, name))]
    by_change = all(row.published is not None and row.published == row.modified for row in (known, seen))
    return [name for name in names if name != "published" or not by_change]


def differs(name: str, known: Any, seen: Any) -> bool:
    """Whether a visit contradicts what is known of an article. What it does not state contradicts nothing."""
    if unstated(seen) or unstated(known):
        return False
    if name == "published":
        return not same_date(known, seen)
    return plain_words(known) != plain_words(seen)


def _newer_article(_: str, known: Any, seen: Any) -> Any:
    return known if unstated(seen) else seen


COMMENTS = Versioned(
    "comments",
    "comment_versions",
    "comment_id",
    CommentColumns,
    ("text", "author", "author_url", "published", "kind", "state"),
    ("html",),
    _differing_comment,
    _newer_comment,
)

ARTICLES = Versioned(
    "articles",
    "article_versions",
    "article_id",
    ArticleColumns,
    ("title", "author", "published", "text", "tags"),
    ("modified", "language", "html"),
    _differing_article,
    _newer_article,
)
