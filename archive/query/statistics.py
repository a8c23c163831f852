"""An archive in figures: how much there is, where, by whom, how deep, how fast, and when."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.query.named import all_queries
from archive.urls import host_of

MOST_MONTHS = 36
"""Months that are drawn; of more than that the years are."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table of figures. `bars` names the column that is also drawn."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    bars: str | None = None


def sections(conn: sqlite3.Connection, site: str | None = None, limit: int = 10) -> Iterator[Section]:
    """The sections one by one, as they are counted: of the whole archive, or of one site. `limit` is for the lists."""
    given = {"site": host_of(site) if site else None, "limit": limit}
    named = {name: query.sql for name, query in all_queries().items()}
    yield _section(conn, "total", _TOTAL, given)
    yield _section(conn, "sites", _SITES, given)
    yield _section(conn, "threads", named["busiest-threads"], given, without="uid")
    yield _section(conn, "authors", named["most-active-authors"], given)
    yield _section(conn, "depth", _DEPTH, given, bars="comments")
    yield _section(conn, "answers", named["answer-times"], given, bars="answers")
    months = _section(conn, "months", named["comments-by-month"], given, bars="comments")
    yield months if len(months.rows) <= MOST_MONTHS else _by_year(months)


def _section(
    conn: sqlite3.Connection, name: str, sql: str, given: dict[str, Any], bars: str | None = None, without: str = ""
) -> Section:
    cursor = conn.execute(sql, given)
    names = [column[0] for column in cursor.description]
    kept = [place for place, column in enumerate(names) if column != without]
    rows = [tuple(row[place] for place in kept) for row in cursor]
    return Section(name, tuple(names[place] for place in kept), rows, bars)


def _by_year(months: Section) -> Section:
    years: dict[str, int] = {}
    for month, comments, _ in months.rows:
        years[month[:4]] = years.get(month[:4], 0) + comments
    return Section("years", ("year", "comments"), list(years.items()), "comments")


_ON_SITE = "(:site IS NULL OR s.host = :site)"

_TOTAL = f"""
    SELECT count(*) AS threads, coalesce(sum(a.comment_count), 0) AS comments, coalesce(sum(a.gone_count), 0) AS gone,
        count(DISTINCT a.site_id) AS sites, sum(a.complete IS TRUE) AS complete, min(a.published) AS first_article,
        max(a.published) AS last_article
    FROM articles a JOIN sites s ON s.id = a.site_id WHERE {_ON_SITE} AND :limit > 0
"""  # noqa: S608

_SITES = f"""
    SELECT s.host AS site, count(*) AS threads, sum(a.comment_count) AS comments, sum(a.gone_count) AS gone
    FROM articles a JOIN sites s ON s.id = a.site_id WHERE {_ON_SITE}
    GROUP BY s.id ORDER BY comments DESC, s.host LIMIT :limit
"""  # noqa: S608

_DEPTH = f"""
    SELECT CASE WHEN c.depth < 10 THEN c.depth + 1 ELSE '11+' END AS level, count(*) AS comments
    FROM comments c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
    WHERE {_ON_SITE} AND :limit > 0 GROUP BY min(c.depth, 10) ORDER BY min(c.depth, 10)
"""  # noqa: S608
