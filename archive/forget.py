"""Forgetting at a person's request: rows, versions, full text and snapshots go, a tombstone without words stays.

Deleted rows may leave their bytes in the file until it is written anew: `compact` does that.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archive import duplicates, read, relist, snapshots, tombstones
from archive.addresses import url_key
from archive.errors import ArchiveCorrupt, ArchiveError, NotFound, SnapshotTooLarge
from archive.identity import PAGE_NUMBERING
from archive.rebuild import rebuild
from archive.values import folded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

    from sqlite_utils import Database

SHOWN = 40
"""Letters of a comment by which other pages that show it are recognised: lists of the latest comments cut them off."""

MIN_SHOWN = 12
"""Shorter comments ("Thanks!") are not looked for on other pages: every page shows such words."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person's words stand for: articles and comments by their keys, authors as (host, name, address)."""

    articles: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    authors: tuple[tuple[str, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was removed."""

    articles: int
    comments: int
    snapshots: int


def choose(conn: sqlite3.Connection, names: Iterable[str], authors: Iterable[str] = ()) -> Chosen:
    """Find what is named: addresses or uids of articles, uids of comments, names or uids of authors.

    A name stands for whoever wrote under it, anywhere; a uid for one author of one site. NotFound names the first that
    is not there.
    """
    articles: list[int] = []
    comments: list[int] = []
    for name in names:
        row = conn.execute("SELECT id FROM comments WHERE uid = ?", [name]).fetchone()
        if row:
            comments.append(row[0])
        else:
            articles.append(read.find(conn, name))
    writers = [_author(conn, name) for name in authors]
    comments += [key for writer in writers for key in _written_by(conn, *writer)]
    return Chosen(tuple(dict.fromkeys(articles)), tuple(dict.fromkeys(comments)), tuple(writers))


def forget(db: Database, chosen: Chosen, reason: str | None = None) -> Forgotten:
    """Remove what was chosen, and see to it that nothing brings it back. Call inside a transaction."""
    conn = db.conn
    needles = list(_needles(conn, chosen))
    names = _names(conn, chosen)
    touched: set[int] = set()
    for comment in chosen.comments:
        touched.add(conn.execute("SELECT article_id FROM comments WHERE id = ?", [comment]).fetchone()[0])
        _bury_comment(db, comment, reason)
    for host, name, url in chosen.authors:
        tombstones.add(db, "author", tombstones.author_digest(host, name, url), reason)
    removed = sum(_remove_article(db, article, reason) for article in chosen.articles)
    touched -= set(chosen.articles)
    pages = _snapshots_of(conn, touched)
    for article in touched:
        gone = [key for key in chosen.comments if _article_of(conn, key) == article]
        relist.without(db, article, gone)
        removed += remove_comments(conn, gone)
        rebuild(db, article)
    _remove_orphans(conn, names)
    pages |= set(_showing(conn, needles, pages))
    snapshots.remove(conn, pages)
    return Forgotten(len(chosen.articles), removed, len(pages))


def remove_comments(conn: sqlite3.Connection, comments: Collection[int]) -> int:
    """Delete comments with all that belongs to them alone. No observation may list them any longer."""
    for key in comments:
        conn.execute("UPDATE comments SET parent_id = NULL WHERE parent_id = ?", [key])
        conn.execute("UPDATE comment_versions SET superseded_by = NULL WHERE comment_id = ?", [key])
        conn.execute("DELETE FROM comment_versions WHERE comment_id = ?", [key])
        conn.execute("DELETE FROM comment_ids WHERE comment_id = ?", [key])
        conn.execute("DELETE FROM private WHERE comment_id = ?", [key])
    for key in comments:
        conn.execute("DELETE FROM comments WHERE id = ?", [key])
    return len(comments)


def _author(conn: sqlite3.Connection, name: str) -> tuple[str, str | None, str | None]:
    select = "SELECT s.host, u.name, u.url FROM authors u JOIN sites s ON s.id = u.site_id WHERE u.uid = ?"
    row = conn.execute(select, [name]).fetchone()
    if row:
        return row[0], row[1], row[2]
    if not _written_by(conn, tombstones.ANYWHERE, name, None):
        raise NotFound(f"{name}: no comment in the archive is by an author of this name or uid")
    return tombstones.ANYWHERE, name, None


def _written_by(conn: sqlite3.Connection, host: str, name: str | None, url: str | None) -> list[int]:
    """The comments of an author, also those that once stood under the name."""
    conn.create_function("afterword_folded", 1, folded, deterministic=True)
    conn.create_function("afterword_key", 1, lambda link: url_key(link) if link else "", deterministic=True)
    select = """
        SELECT w.id FROM (
            SELECT id, article_id, author, author_url FROM comments
            UNION SELECT c.id, c.article_id, v.author, v.author_url
            FROM comment_versions v JOIN comments c ON c.id = v.comment_id
        ) w JOIN articles a ON a.id = w.article_id JOIN sites s ON s.id = a.site_id
        WHERE afterword_folded(w.author) = :name
            AND (:host = '' OR (s.host = :host AND afterword_key(w.author_url) = :url))
    """
    given = {"name": folded(name), "host": host, "url": url_key(url) if url else ""}
    return [key for (key,) in conn.execute(select, given)]


def _bury_comment(db: Database, comment: int, reason: str | None) -> None:
    conn = db.conn
    host = conn.execute(
        "SELECT s.host FROM comments c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id"
        " WHERE c.id = ?",
        [comment],
    ).fetchone()[0]
    for author, text in _wordings(conn, comment):
        tombstones.add(db, "comment", tombstones.comment_digest(host, author, text), reason)
    select = "SELECT system, scope, system_id FROM comment_ids WHERE comment_id = ? AND system NOT IN ('', ?)"
    for ids in conn.execute(select, [comment, PAGE_NUMBERING]).fetchall():
        tombstones.add(db, "comment", None, reason, ids)


def _wordings(conn: sqlite3.Connection, comment: int) -> list[tuple[str | None, str]]:
    select = """
        SELECT author, text FROM comments WHERE id = :comment
        UNION SELECT author, text FROM comment_versions WHERE comment_id = :comment
    """
    return conn.execute(select, {"comment": comment}).fetchall()


def _remove_article(db: Database, article: int, reason: str | None) -> int:
    """Remove an article with its thread and every address. Returns how many comments went."""
    conn = db.conn
    keys = {key for (key,) in conn.execute("SELECT key FROM urls WHERE article_id = ?", [article])}
    row = conn.execute("SELECT url, canonical_url FROM articles WHERE id = ?", [article]).fetchone()
    keys |= {url_key(url) for url in row if url}
    for key in keys:
        tombstones.add(db, "article", tombstones.article_digest(key), reason)
    duplicates.leave(conn, article)
    pages = _snapshots_of(conn, [article])
    conn.execute(
        "UPDATE polls SET observation_id = NULL WHERE observation_id IN (SELECT id FROM observations"
        " WHERE article_id = ?)",
        [article],
    )
    conn.execute("UPDATE article_versions SET superseded_by = NULL WHERE article_id = ?", [article])
    conn.execute("DELETE FROM article_versions WHERE article_id = ?", [article])
    comments = [key for (key,) in conn.execute("SELECT id FROM comments WHERE article_id = ?", [article])]
    count = remove_comments(conn, comments)
    conn.execute("DELETE FROM fetches WHERE article_id = ?", [article])
    snapshots.remove(conn, pages)
    for table in ("observations", "authors", "urls"):
        conn.execute(f"DELETE FROM {table} WHERE article_id = ?", [article])  # noqa: S608
    conn.execute("DELETE FROM articles WHERE id = ?", [article])
    _remove_addresses(conn, keys)
    return count


def _remove_addresses(conn: sqlite3.Connection, keys: set[str]) -> None:
    """Take the addresses of a forgotten article out of what was noted of visits, sources and runs."""
    for table in ("polls", "fetches", "sources"):
        for key, url in conn.execute(f"SELECT id, url FROM {table}").fetchall():  # noqa: S608
            if url_key(url) in keys:
                if table == "sources":
                    conn.execute("UPDATE polls SET source_id = NULL WHERE source_id = ?", [key])
                conn.execute(f"DELETE FROM {table} WHERE id = ?", [key])  # noqa: S608
    for key, arguments, report in conn.execute("SELECT id, arguments, report FROM runs").fetchall():
        cleaned = [_without_addresses(text, keys) for text in (arguments, report)]
        if cleaned != [arguments, report]:
            conn.execute("UPDATE runs SET arguments = ?, report = ? WHERE id = ?", [*cleaned, key])


def _without_addresses(text: str | None, keys: set[str]) -> str | None:
    if text is None or not any(key in text for key in keys):
        return text

    def cleaned(value: Any) -> Any:
        if isinstance(value, str):
            return "(forgotten)" if any(key in value for key in keys) else value
        if isinstance(value, list):
            return [cleaned(each) for each in value]
        return {name: cleaned(each) for name, each in value.items()} if isinstance(value, dict) else value

    return json.dumps(cleaned(json.loads(text)), ensure_ascii=False)


def _names(conn: sqlite3.Connection, chosen: Chosen) -> set[str]:
    """Every name that the chosen comments stood under."""
    found = {folded(author) for comment in chosen.comments for author, _ in _wordings(conn, comment)}
    return found | {folded(name) for _, name, _ in chosen.authors}


def _remove_orphans(conn: sqlite3.Connection, names: Collection[str]) -> None:
    """Authors of these names without a comment, and sites without an article: they say that somebody was there."""
    select = """
        SELECT id, name FROM authors u WHERE NOT EXISTS (SELECT 1 FROM comments c WHERE c.author_id = u.id)
    """
    gone = [(key,) for key, name in conn.execute(select) if folded(name) in names]
    conn.executemany("DELETE FROM authors WHERE id = ?", gone)
    conn.execute("""
        DELETE FROM sites WHERE id NOT IN (SELECT site_id FROM articles) AND id NOT IN (SELECT site_id FROM authors)
    """)


def _article_of(conn: sqlite3.Connection, comment: int) -> int | None:
    row = conn.execute("SELECT article_id FROM comments WHERE id = ?", [comment]).fetchone()
    return row[0] if row else None


def _snapshots_of(conn: sqlite3.Connection, articles: Iterable[int]) -> set[int]:
    select = "SELECT snapshot_id FROM fetches WHERE article_id = ? AND snapshot_id IS NOT NULL"
    return {key for article in articles for (key,) in conn.execute(select, [article])}


def _needles(conn: sqlite3.Connection, chosen: Chosen) -> Iterator[str]:
    """What tells that another page shows the forgotten, too."""
    texts = [text for comment in chosen.comments for _, text in _wordings(conn, comment)]
    for article in chosen.articles:
        texts += [text for (text,) in conn.execute("SELECT text FROM articles WHERE id = ?", [article])]
        texts += [text for (text,) in conn.execute("SELECT text FROM comments WHERE article_id = ?", [article])]
    beginnings = {folded(text)[:SHOWN] for text in texts}
    yield from (words for words in beginnings if len(words) >= MIN_SHOWN)
    yield from (folded(name) for _, name, _ in chosen.authors if name)


def _showing(conn: sqlite3.Connection, needles: list[str], known: Collection[int]) -> Iterator[int]:
    """Other snapshots in which one of the needles stands."""
    if not needles:
        return
    pattern = re.compile("|".join(re.escape(needle) for needle in sorted(needles)))
    for (key,) in conn.execute("SELECT id FROM snapshots ORDER BY id").fetchall():
        if key not in known and pattern.search(_page_words(conn, key)):
            yield key


def _page_words(conn: sqlite3.Connection, snapshot: int) -> str:
    try:
        data = snapshots.read(conn, snapshot)
    except ArchiveCorrupt:  # nobody can read it
        return ""
    except SnapshotTooLarge as error:
        raise ArchiveError(f"{error}; it cannot be searched for what is to be forgotten") from error
    text = data.decode(errors="replace")
    return folded(html.unescape(re.sub(r"<[^<>]*>", "", text)))
