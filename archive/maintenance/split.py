"""Undoing a wrong join: what came by one address becomes an article of its own.

The visits that came by the address move, with what they showed. A comment that only they showed moves and keeps its
uid; one that the visits left behind showed too stays, and the new article gets a copy. Then both are made again from
their observations.
"""

from collections.abc import Collection, Mapping
from typing import Any

from archive.copies import groups
from archive.db.rows import Database, column, insert, value
from archive.errors import ArchiveError, NotFound
from archive.threads import observations
from archive.threads.history import Listed, unpack
from archive.threads.rebuild import rebuild
from archive.urls import url_key
from archive.values import folded, new_uid
from scraper.comments.systems.table import channels
from scraper.urls import normal_url

Row = dict[str, Any]


def split(db: Database, url: str) -> str:
    """Make an article of its own out of what came by an address. Call inside a transaction. Returns its uid.

    NotFound for an unknown address; ArchiveError where nothing came by it, or everything.
    """
    known = db.conn.execute("SELECT article_id, url FROM urls WHERE key = ?", [url_key(url)]).fetchone()
    if known is None:
        raise NotFound(f"{url}: no thread in the archive has this address; `afterword list` shows all")
    article, address = known
    moving, staying = _visits(db, article, url_key(url))
    gone, left = _observations(db, moving), _observations(db, staying)
    if not gone:
        raise ArchiveError(f"{url}: no visit that showed the article came by this address; there is nothing to split")
    if not any(row["channel"] not in channels() for row in left.values()):  # a channel alone is no article
        raise ArchiveError(f"{url}: every visit of its article came by this address; there is nothing to split")
    shown_there, shown_here = _comments(gone), _comments(left)
    new = _new_article(db, article, address, moving)
    names = {key: _copy_comment(db, key, new) for key in sorted(shown_there & shown_here)}
    _update(db, "comments", "article_id", new, shown_there - shown_here)
    _move_observations(db, gone, left, moving, new, names)
    _update(db, "fetches", "article_id", new, [row["id"] for row in moving])
    _move_urls(db, new, moving, staying)
    _move_authors(db, article, new)
    _copy_versions(db, article, new, left)
    for key in (article, new):
        first = "(SELECT min(fetched_at) FROM fetches WHERE article_id = :id AND observation_id IS NOT NULL)"
        db.conn.execute(f"UPDATE articles SET first_seen_at = {first} WHERE id = :id", {"id": key})  # noqa: S608
        rebuild(db, key)
        groups.renew(db.conn, key)
    uid: str = value(db.conn, "SELECT uid FROM articles WHERE id = ?", new)
    return uid


def _visits(db: Database, article: int, key: str) -> tuple[list[Row], list[Row]]:
    """The visits that came by an address (asked for, or where it led), and all others."""
    moving: list[Row] = []
    staying: list[Row] = []
    taken: set[int] = set()
    for row in db.query("SELECT * FROM fetches WHERE article_id = ? ORDER BY id", [article]):
        goes = row["part_of"] in taken if row["part_of"] is not None else key in _keys(row)
        (moving if goes else staying).append(row)
        if goes:
            taken.add(row["id"])
    return moving, staying


def _keys(visit: Row) -> set[str]:
    return {url_key(url) for url in (visit["url"], visit["final_url"]) if url}


def _observations(db: Database, visits: Collection[Row]) -> dict[int, Row]:
    wanted = {row["observation_id"] for row in visits} - {None}
    return {key: dict(db.table("observations").get(key)) for key in sorted(wanted)}


def _comments(observations: Mapping[int, Row]) -> set[int]:
    return {entry.comment for row in observations.values() for entry in unpack(row["listing"])}


def _new_article(db: Database, article: int, url: str, moving: Collection[Row]) -> int:
    row = dict(db.table("articles").get(article))
    first = min(visit["fetched_at"] for visit in moving if visit["observation_id"])
    row |= {"id": None, "uid": new_uid(), "url": url, "group_id": None, "first_seen_at": first}
    return insert(db, "articles", row)


def _copy_comment(db: Database, comment: int, article: int) -> int:
    row = dict(db.table("comments").get(comment)) | {"id": None, "uid": new_uid(), "article_id": article}
    copy = insert(db, "comments", row)
    for table in ("comment_ids", "comment_versions"):
        rows = list(db.query(f"SELECT * FROM {table} WHERE comment_id = ?", [comment]))  # noqa: S608
        db.table(table).insert_all([{**each, "id": None, "comment_id": copy} for each in rows])
    return copy


def _move_observations(
    db: Database,
    gone: Mapping[int, Row],
    left: Mapping[int, Row],
    moving: Collection[Row],
    article: int,
    names: Mapping[int, int],
) -> None:
    for key, row in gone.items():
        moved = key
        if key in left:
            moved = insert(db, "observations", {**row, "id": None, "article_id": article})
            visits = [visit["id"] for visit in moving if visit["observation_id"] == key]
            _update(db, "fetches", "observation_id", moved, visits)
            update = "UPDATE polls SET observation_id = ? WHERE observation_id = ? AND url = ?"
            db.conn.executemany(update, {(moved, key, normal_url(visit["url"])) for visit in moving})
        else:
            db.table("observations").update(key, {"article_id": article})
        listed = [
            Listed(names.get(entry.comment, entry.comment), entry.version, names.get(entry.parent or 0, entry.parent))
            for entry in unpack(row["listing"])
        ]
        observations.rewrite(db, moved, listed)


def _move_urls(db: Database, article: int, moving: Collection[Row], staying: Collection[Row]) -> None:
    keys = {key for row in moving for key in _keys(row)} - {key for row in staying for key in _keys(row)}
    db.conn.executemany("UPDATE urls SET article_id = ? WHERE key = ?", [(article, key) for key in keys])


def _move_authors(db: Database, article: int, new: int) -> None:
    """A name alone stands for one person within one thread only."""
    select = """
        SELECT DISTINCT u.* FROM comments c JOIN authors u ON u.id = c.author_id
        WHERE c.article_id = ? AND u.article_id = ?
    """
    for row in list(db.query(select, [new, article])):
        key = f"article {new} {folded(row['name'])}"
        copy = db.table("authors").insert({**row, "id": None, "uid": new_uid(), "key": key, "article_id": new}).last_pk
        update = "UPDATE comments SET author_id = ? WHERE article_id = ? AND author_id = ?"
        db.conn.execute(update, [copy, new, row["id"]])
    unused = "article_id = ? AND id NOT IN (SELECT author_id FROM comments WHERE author_id IS NOT NULL)"
    db.conn.execute(f"DELETE FROM authors WHERE {unused}", [article])  # noqa: S608


def _copy_versions(db: Database, article: int, new: int, left: Mapping[int, Row]) -> None:
    """Each article keeps the versions that its own visits showed, under their numbers."""
    here = {row["article_version"] for row in left.values()}
    there = set(column(db.conn, "SELECT article_version FROM observations WHERE article_id = ?", new))
    for row in list(db.query("SELECT * FROM article_versions WHERE article_id = ?", [article])):
        if row["version"] in there:
            db.table("article_versions").insert({**row, "id": None, "article_id": new, "superseded_by": None})
        if row["version"] not in here and row["version"] in there:
            db.conn.execute("UPDATE article_versions SET superseded_by = NULL WHERE superseded_by = ?", [row["id"]])
            db.conn.execute("DELETE FROM article_versions WHERE id = ?", [row["id"]])


def _update(db: Database, table: str, column: str, value: int, ids: Collection[int]) -> None:
    db.conn.executemany(f"UPDATE {table} SET {column} = ? WHERE id = ?", [(value, key) for key in ids])  # noqa: S608
