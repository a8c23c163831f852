"""Forgetting at a person's request: rows, versions, full text and snapshots go, a tombstone without words stays.

Deleted rows may leave their bytes in the file until it is written anew: `compact` does that.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from typing import Any, Literal

from archive.copies import groups
from archive.db.handle import Handle
from archive.db.rows import Database, column, value
from archive.db.transactions import one_state
from archive.errors import NotFound
from archive.maintenance import mentions
from archive.query import read
from archive.threads import observations, snapshots, tombstones
from archive.threads.comments import remove_comments
from archive.threads.evidence import PAGE_NUMBERING
from archive.threads.rebuild import rebuild
from archive.urls import url_key
from archive.values import folded


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person's words stand for: articles and comments by their keys, authors as (host, name, address)."""

    articles: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    authors: tuple[tuple[str, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows go, or went. `versions` are those of comments and of articles."""

    articles: int = 0
    comments: int = 0
    versions: int = 0
    snapshots: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What goes of one article, or of pages elsewhere that quote the forgotten words or mention an author's name.

    `title` is the article's, else an address.
    """

    title: str
    figures: Forgotten
    why: Literal["chosen", "quotes", "mentions"] = "chosen"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that goes, part by part, and the pages that mention an author's name and stay.

    `again` makes the plan anew, where the archive's `state` has become another.
    """

    chosen: Chosen
    parts: tuple[Part, ...]
    snapshots: frozenset[int]
    kept: tuple[Part, ...] = ()
    again: Callable[[sqlite3.Connection], "Plan"] | None = field(default=None, compare=False)
    state: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def figures(self) -> Forgotten:
        """How many rows go in all."""
        return Forgotten(*(sum(column) for column in zip(*(astuple(part.figures) for part in self.parts), strict=True)))


def plan(archive: Handle, names: Sequence[str], authors: Sequence[str] = (), *, also_mentions: bool = False) -> Plan:
    """What forgetting would remove; the archive is only read. NotFound names the first that is not there.

    `names` are addresses or uids of articles, and uids of comments. A name of `authors` stands for whoever wrote under
    it, anywhere; a uid for one author of one site.
    """
    with one_state(archive.conn):
        return _planned(archive.conn, names, authors, also_mentions=also_mentions)


def carry_out(archive: Handle, plan: Plan, reason: str | None = None) -> tuple[Forgotten, Plan]:
    """Remove what is planned, all or nothing: by a new plan where the archive has changed. Returns what went, and the
    plan."""
    archive.conn.execute("PRAGMA secure_delete = ON")
    with archive.transaction() as db:
        if plan.again is not None and _state(db.conn) != plan.state:
            plan = plan.again(db.conn)
        return forget(db, plan, reason), plan


def _planned(conn: sqlite3.Connection, names: Sequence[str], authors: Sequence[str], *, also_mentions: bool) -> Plan:
    articles: list[int] = []
    comments: list[int] = []
    for name in names:
        key = value(conn, "SELECT id FROM comments WHERE uid = ?", name)
        if key is not None:
            comments.append(key)
        else:
            articles.append(read.find(conn, name))
    writers = [_author(conn, name) for name in authors]
    comments += [key for writer in writers for key in _written_by(conn, *writer)]
    chosen = Chosen(tuple(dict.fromkeys(articles)), tuple(dict.fromkeys(comments)), tuple(writers))
    again = partial(_planned, names=names, authors=authors, also_mentions=also_mentions)
    return replace(plan_for(conn, chosen, also_mentions=also_mentions), again=again, state=_state(conn))


def plan_for(conn: sqlite3.Connection, chosen: Chosen, *, also_mentions: bool = False) -> Plan:
    """What there is to remove so that nothing of what was chosen is left. Only reads; call inside a transaction.

    Of kept pages these are all of the articles on which something chosen stands, and those elsewhere that quote its
    words; others that mention an author's name go only with `also_mentions`.
    """
    going = _by_article(conn, chosen)
    parts: list[Part] = []
    own: set[int] = set()
    for article, comments in going.items():
        kept = "SELECT snapshot_id FROM fetches WHERE article_id = ? AND snapshot_id IS NOT NULL"
        pages = set(column(conn, kept, article)) - own  # one page may be kept for two articles
        own |= pages
        parts.append(_part(conn, article, comments, len(pages), whole=article in chosen.articles))
    texts = [text for comments in going.values() for comment in comments for _, text in _wordings(conn, comment)]
    for article in chosen.articles:
        words = "SELECT text FROM articles WHERE id = ?1 UNION SELECT text FROM article_versions WHERE article_id = ?1"
        texts += column(conn, words, article)
    quoting, mentioning = mentions.find(conn, texts, [name or "" for _, name, _ in chosen.authors], own)
    parts += _pages(conn, quoting, "quotes")
    mentioned = _pages(conn, mentioning, "mentions")
    if not also_mentions:
        return Plan(chosen, tuple(parts), frozenset(own.union(quoting)), tuple(mentioned))
    return Plan(chosen, (*parts, *mentioned), frozenset(own.union(quoting, mentioning)))


def forget(db: Database, plan: Plan, reason: str | None = None) -> Forgotten:
    """Carry a plan out, and see to it that nothing brings back what was chosen. Returns what went.

    Call inside a transaction, in which nothing has changed since the plan was made.
    """
    conn = db.conn
    chosen = plan.chosen
    before = _counts(conn)
    names = {folded(author) for comment in chosen.comments for author, _ in _wordings(conn, comment)}
    names |= {folded(name) for _, name, _ in chosen.authors}
    snapshots.remove(conn, plan.snapshots)
    for comment in chosen.comments:
        _bury_comment(db, comment, reason)
    for host, name, url in chosen.authors:
        tombstones.add(db, "author", tombstones.author_digest(host, name, url), reason)
    for article, comments in _by_article(conn, chosen).items():
        if article in chosen.articles:
            _remove_article(db, article, comments, reason)
        else:
            observations.without(db, article, comments)
            remove_comments(conn, comments)
            rebuild(db, article)
    _remove_orphans(conn, names)
    return Forgotten(*(then - now for then, now in zip(before, _counts(conn), strict=True)))


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
    site = "SELECT a.site_id FROM articles a JOIN comments c ON c.article_id = a.id WHERE c.id = ?"
    host = value(db.conn, "SELECT host FROM sites WHERE id = ?", value(db.conn, site, comment))
    for author, text in _wordings(db.conn, comment):
        tombstones.add(db, "comment", tombstones.comment_digest(host, author, text), reason)
    select = "SELECT system, scope, system_id FROM comment_ids WHERE comment_id = ? AND system NOT IN ('', ?)"
    for ids in db.conn.execute(select, [comment, PAGE_NUMBERING]).fetchall():
        tombstones.add(db, "comment", None, reason, ids)


def _wordings(conn: sqlite3.Connection, comment: int) -> list[tuple[str | None, str]]:
    select = """
        SELECT author, text FROM comments WHERE id = :comment
        UNION SELECT author, text FROM comment_versions WHERE comment_id = :comment
    """
    return conn.execute(select, {"comment": comment}).fetchall()


def _remove_article(db: Database, article: int, comments: Collection[int], reason: str | None) -> None:
    """Remove an article with its thread and every address."""
    conn = db.conn
    keys = set(column(conn, "SELECT key FROM urls WHERE article_id = ?", article))
    row = conn.execute("SELECT url, canonical_url FROM articles WHERE id = ?", [article]).fetchone()
    keys |= {url_key(url) for url in row if url}
    for key in keys:
        tombstones.add(db, "article", tombstones.article_digest(key), reason)
    groups.leave(conn, article)
    remove_comments(conn, comments)
    for step in _REMOVED_WITH_ARTICLE:
        conn.execute(step, [article])
    _remove_addresses(conn, keys)


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


def _remove_orphans(conn: sqlite3.Connection, names: Collection[str]) -> None:
    """Authors of these names without a comment, and sites without an article: they say that somebody was there."""
    select = "SELECT id, name FROM authors u WHERE NOT EXISTS (SELECT 1 FROM comments c WHERE c.author_id = u.id)"
    gone = [(key,) for key, name in conn.execute(select) if folded(name) in names]
    conn.executemany("DELETE FROM authors WHERE id = ?", gone)
    conn.execute("""
        DELETE FROM sites WHERE id NOT IN (SELECT site_id FROM articles) AND id NOT IN (SELECT site_id FROM authors)
    """)


def _by_article(conn: sqlite3.Connection, chosen: Chosen) -> dict[int, list[int]]:
    """The comments that go, by their articles: all of an article that goes itself."""
    select = "SELECT id FROM comments WHERE article_id = ? ORDER BY position"
    going = {article: column(conn, select, article) for article in chosen.articles}
    for comment in chosen.comments:
        article = value(conn, "SELECT article_id FROM comments WHERE id = ?", comment)
        if article not in chosen.articles:
            going.setdefault(article, []).append(comment)
    return going


def _part(conn: sqlite3.Connection, article: int, comments: Collection[int], pages: int, *, whole: bool) -> Part:
    title = value(conn, "SELECT coalesce(nullif(title, ''), url) FROM articles WHERE id = ?", article)
    select = "SELECT count(*) FROM comment_versions WHERE comment_id = ?"
    versions = sum(value(conn, select, comment) for comment in comments)
    if whole:
        versions += value(conn, "SELECT count(*) FROM article_versions WHERE article_id = ?", article)
    return Part(title, Forgotten(int(whole), len(comments), versions, pages))


def _pages(conn: sqlite3.Connection, pages: Iterable[int], why: Literal["quotes", "mentions"]) -> list[Part]:
    """Snapshots elsewhere, by the titles of what they show."""
    select = """
        SELECT coalesce(nullif(a.title, ''), a.url, f.url) FROM fetches f LEFT JOIN articles a ON a.id = f.article_id
        WHERE f.snapshot_id = ? ORDER BY a.id IS NULL, f.id LIMIT 1
    """
    titles = Counter(value(conn, select, page) or "a page without a visit" for page in pages)
    return [Part(title, Forgotten(snapshots=number), why) for title, number in titles.items()]


def _counts(conn: sqlite3.Connection) -> tuple[int, ...]:
    """How many rows there are of what `Forgotten` counts."""
    tables = ("articles",), ("comments",), ("comment_versions", "article_versions"), ("snapshots",)
    return tuple(sum(value(conn, f"SELECT count(*) FROM {name}") for name in names) for names in tables)  # noqa: S608


def _state(conn: sqlite3.Connection) -> tuple[int, int]:
    """Numbers that are others after anybody has written (sqlite.org/pragma.html#pragma_data_version)."""
    return value(conn, "PRAGMA data_version"), conn.total_changes


_REMOVED_WITH_ARTICLE = (
    "UPDATE polls SET observation_id = NULL WHERE observation_id IN (SELECT id FROM observations WHERE article_id = ?)",
    "UPDATE article_versions SET superseded_by = NULL WHERE article_id = ?",
    "DELETE FROM article_versions WHERE article_id = ?",
    "UPDATE comment_versions SET fetch_id = NULL WHERE fetch_id IN (SELECT id FROM fetches WHERE article_id = ?)",
    "UPDATE article_versions SET fetch_id = NULL WHERE fetch_id IN (SELECT id FROM fetches WHERE article_id = ?)",
    "DELETE FROM fetches WHERE article_id = ?",
    "DELETE FROM observations WHERE article_id = ?",
    "DELETE FROM authors WHERE article_id = ?",
    "DELETE FROM urls WHERE article_id = ?",
    "DELETE FROM articles WHERE id = ?",
)
"""In this order, so that no row names one that is not there."""
