"""Republished articles: groups of copies, kept as articles come in, and what differs within a group."""

import difflib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.copies import fingerprints
from archive.urls import is_root

MOST_CANDIDATES = 50
"""Texts that a text is compared with at most, those with the most bands in common first."""

CONTEXT = 4
"""Words shown on both sides of a difference."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one copy that stand otherwise in the next, with the words around them."""

    before: str
    removed: str
    added: str
    after: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One article of a group. `changes` tells how its text differs from the group's first copy."""

    uid: str
    title: str | None
    author: str | None
    published: str | None
    url: str
    first_seen_at: str
    comments: int
    gone: int
    words: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Copies of one article, the earliest first (by stated date, else by when they were first seen)."""

    group_id: int
    copies: tuple[Copy, ...]


def renew(conn: sqlite3.Connection, article_id: int) -> None:
    """Bring an article's fingerprint and group to its text. Call when the text, or the title, has changed.

    A home page has none: it shows the words of the newest article without being a copy of it.
    """
    text, url = conn.execute("SELECT text, url FROM articles WHERE id = ?", [article_id]).fetchone()
    bands = set() if is_root(url) else set(fingerprints.bands(text))
    known = {band for (band,) in conn.execute("SELECT band FROM fingerprints WHERE article_id = ?", [article_id])}
    if bands != known:
        conn.execute("DELETE FROM fingerprints WHERE article_id = ?", [article_id])
        conn.executemany(
            "INSERT INTO fingerprints (article_id, band) VALUES (?, ?)", [(article_id, band) for band in sorted(bands)]
        )
    regroup(conn, copies_of(conn, article_id))


def leave(conn: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of the look-up and out of its group, before it is removed."""
    others = [copy for copy in copies_of(conn, article_id) if copy != article_id]
    conn.execute("DELETE FROM fingerprints WHERE article_id = ?", [article_id])
    conn.execute("UPDATE articles SET group_id = NULL WHERE id = ?", [article_id])
    regroup(conn, others)


def regroup(conn: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Put these articles, which are whole groups or stand alone, into the groups that their texts say."""
    groups: dict[int, set[int]] = {article: {article} for article in article_ids}
    for article in list(groups):
        for copy in _copies(conn, article):
            joined = groups[article] | groups.get(copy, {*copies_of(conn, copy)})
            for member in joined:
                groups[member] = joined
    for article, members in groups.items():
        wanted = min(members) if len(members) > 1 else None
        conn.execute("UPDATE articles SET group_id = ?1 WHERE id = ?2 AND group_id IS NOT ?1", [wanted, article])


def groups(conn: sqlite3.Connection) -> Iterator[Group]:
    """Every group, with what differs."""
    select = "SELECT DISTINCT group_id FROM articles WHERE group_id IS NOT NULL ORDER BY group_id"
    for (group_id,) in conn.execute(select).fetchall():
        rows = conn.execute(_COPIES, [group_id]).fetchall()
        first = rows[0][-1]
        yield Group(group_id, tuple(_copy(row, first) for row in rows))


def copies_of(conn: sqlite3.Connection, article_id: int) -> list[int]:
    """The article and all its copies, the earliest first; the article alone where there are none."""
    own_group = "group_id = (SELECT group_id FROM articles WHERE id = ?1)"
    select = f"SELECT id FROM articles WHERE id = ?1 OR {own_group} ORDER BY {_EARLIEST}"  # noqa: S608
    return [key for (key,) in conn.execute(select, [article_id])]


def differences(one: str, other: str) -> Iterator[Change]:
    """The words that differ, in order. Paragraphs first, then words: long texts with few changes cost little."""
    first, second = ([" ".join(line.split()) for line in text.split("\n") if line.strip()] for text in (one, other))
    for a, b, c, d in _differing(first, second):
        old, new = (" ".join(text).split() for text in (first[a:b], second[c:d]))
        for e, f, g, h in _differing(old, new):
            words = old[max(0, e - CONTEXT) : e], old[e:f], new[g:h], old[f : f + CONTEXT]
            yield Change(*map(" ".join, words))


_EARLIEST = "coalesce(published, first_seen_at), id"

_COPIES = f"""
    SELECT uid, title, author, published, url, first_seen_at, comment_count, gone_count, text
    FROM articles WHERE group_id = ? ORDER BY {_EARLIEST}
"""  # noqa: S608

_CANDIDATES = """
    SELECT a.id, a.title, a.text FROM (
        SELECT other.article_id AS id, count(*) AS shared
        FROM fingerprints own JOIN fingerprints other ON other.band = own.band AND other.article_id <> own.article_id
        WHERE own.article_id = ? GROUP BY other.article_id ORDER BY shared DESC LIMIT ?
    ) JOIN articles a USING (id)
"""


def _copies(conn: sqlite3.Connection, article_id: int) -> Iterator[int]:
    candidates = conn.execute(_CANDIDATES, [article_id, MOST_CANDIDATES]).fetchall()
    title, text = conn.execute("SELECT title, text FROM articles WHERE id = ?", [article_id]).fetchone()
    for key, other_title, other_text in candidates:
        if not fingerprints.same_series(title, other_title) and fingerprints.alike(text, other_text):
            yield key


def _copy(row: tuple[Any, ...], first: str) -> Copy:
    uid, title, author, published, url, first_seen_at, comments, gone, text = row
    changes = tuple(differences(first, text))
    return Copy(uid, title, author, published, url, first_seen_at, comments, gone, len(text.split()), changes)


def _differing(first: list[str], second: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """From where to where the first differs, and the second."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            yield a, b, c, d
