"""Words found in comments and articles, the best places first."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.errors import SearchFailed
from archive.query.snippets import Term, snippet, terms, without_rare_letters
from archive.times import check_stated
from archive.urls import host_of
from archive.values import folded


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where words were found: in a comment, or in an article (then `comment_uid` is None).

    In `snippet` the words found stand between START and END of `archive.query.snippets`.
    """

    thread_uid: str
    comment_uid: str | None
    title: str | None
    url: str
    author: str | None
    published: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Where to look. None looks everywhere.

    `site` is a host name, `author` a part of a name, `since` and `until` are ISO 8601 as far as wanted (`2012`,
    `2012-12`, `2012-12-04`, `2012-12-04T10:30`), both included; they are compared with the stated date, where none is
    stated with when the words were first seen.
    """

    site: str | None = None
    author: str | None = None
    since: str | None = None
    until: str | None = None


EVERYWHERE = Filters()

MOST_TRIGRAMS = 2000
"""Trigrams that a word of one or two letters may begin. Beyond, its rarest places are not found."""


def search(conn: sqlite3.Connection, words: str, limit: int = 20, where: Filters = EVERYWHERE) -> list[Hit]:
    """The places that hold all the words, best first (BM25): comments and articles, case and accents aside.

    A word ending in `*` stands for all that begin so; words in double quotes stand for themselves in that order.
    Chinese, Japanese, Thai, Lao, Khmer and Burmese words are found anywhere in a text. SearchFailed when no word is
    left to look for, or a time is none.
    """
    wanted = _terms(words)
    conn.create_function("afterword_folded", 1, folded, deterministic=True)
    found = [row for table in _FACTS for row in _find(conn, table, wanted, where, limit)]
    found.sort(key=lambda row: row[0])
    return [
        Hit(thread, comment, title, url, author, published, snippet(text, wanted))
        for _, thread, comment, title, url, author, published, text in found[:limit]
    ]


def threads(conn: sqlite3.Connection, words: str) -> set[int]:
    """The keys of all articles that hold all the words, in their text or in one comment."""
    wanted = _terms(words)
    found: set[int] = set()
    for table, key in (("comments", "article_id"), ("articles", "id")):
        given: dict[str, Any] = {}
        matched = _matched(conn, table, wanted, given)
        select = f"SELECT DISTINCT t.{key} FROM ({matched}) found JOIN {table} t ON t.id = found.rowid"  # noqa: S608
        found.update(row[0] for row in conn.execute(select, given))
    return found


def within(date: str, first: str | None, last: str | None, given: dict[str, Any]) -> Iterator[str]:
    """The conditions in SQL for a date between two stated ones, both included: compared as far as both sides say.

    Their values go into `given`. SearchFailed for what is no date.
    """
    check_stated(first, last)
    for name, stated, sign in (("first", first, ">="), ("last", last, "<=")):
        if stated is not None:
            given[name] = stated.removesuffix("Z")
            yield f"substr({date}, 1, length(:{name})) {sign} substr(:{name}, 1, length({date}))"


def _terms(words: str) -> list[Term]:
    if wanted := terms(words):
        return wanted
    raise SearchFailed(f"{words!r} holds no word to search for; give at least one letter or digit")


_FACTS = {
    "comments": (
        "a.uid, c.uid, a.title, a.url, c.author, c.published, c.text",
        "comments c ON c.id = found.id JOIN articles a ON a.id = c.article_id",
    ),
    "articles": ("a.uid, NULL, a.title, a.url, a.author, a.published, a.text", "articles a ON a.id = found.id"),
}


def _find(
    conn: sqlite3.Connection, table: str, wanted: Sequence[Term], where: Filters, limit: int
) -> Iterator[tuple[Any, ...]]:
    given: dict[str, Any] = {"limit": limit}
    matched = _matched(conn, table, wanted, given)
    columns, joins = _FACTS[table]
    row = "c" if table == "comments" else "a"
    date = f"coalesce({row}.published_utc, {row}.published, {row}.first_seen_at)"
    conditions = list(within(date, where.since, where.until, given))
    if where.site:
        given["site"] = host_of(where.site)
        conditions.append("s.host = :site")
    if where.author:
        given["author"] = folded(where.author)
        conditions.append(f"instr(afterword_folded({row}.author), :author) > 0")
    # Without filters the index gives the best alone; else all places have to be looked at.
    best = "" if conditions else "ORDER BY rank LIMIT :limit"
    return conn.execute(
        f"""
        WITH found(id, rank) AS MATERIALIZED ({matched} {best})
        SELECT found.rank, {columns} FROM found JOIN {joins} JOIN sites s ON s.id = a.site_id
        WHERE {" AND ".join(conditions) or "TRUE"} ORDER BY found.rank, found.id LIMIT :limit
        """,  # noqa: S608 parts of this module's own
        given,
    )


def _matched(conn: sqlite3.Connection, table: str, wanted: Sequence[Term], given: dict[str, Any]) -> str:
    """The SELECT of the rows that hold all terms; its parameters go into `given`."""
    unspaced = [term.text.lower() for term in wanted if term.unspaced]
    given["words"] = " ".join(_expression(term) for term in wanted if not term.unspaced)
    in_words = f"SELECT rowid, rank FROM {table}_fts WHERE {table}_fts MATCH :words"  # noqa: S608
    if not unspaced:
        return in_words
    given["trigrams"] = " AND ".join(f"({_trigrams(conn, table, text)})" for text in unspaced)
    given.update((f"term{number}", text) for number, text in enumerate(unspaced))
    holds = " AND ".join(f"instr(lower(text), :term{number}) > 0" for number in range(len(unspaced)))
    letters = f"FROM {table}_cjk_fts WHERE {table}_cjk_fts MATCH :trigrams AND {holds}"
    return f"{in_words} AND rowid IN (SELECT rowid {letters})" if given["words"] else f"SELECT rowid, rank {letters}"


def _expression(term: Term) -> str:
    """The term for FTS5: every word in a string of its own, so that nothing in it is an operator."""
    text = without_rare_letters(term.text).replace("\0", " ")
    return f'"{text}"{"*" if term.prefix else ""}'


def _trigrams(conn: sqlite3.Connection, table: str, text: str) -> str:
    """The trigrams that a place of these letters has; of fewer than three letters those that begin so, or nothing."""
    if len(text) >= 3:
        return " AND ".join(f'"{text[place : place + 3]}"' for place in range(len(text) - 2))
    select = f"SELECT term FROM {table}_cjk_terms WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT ?"  # noqa: S608
    found = conn.execute(select, [text, text + "\U0010ffff", MOST_TRIGRAMS]).fetchall()
    return " OR ".join('"' + term.replace('"', '""') + '"' for (term,) in found) or '""'
