"""Undoing a wrong join: what came by one address becomes an article of its own.

The visits that came by the address move, with what they showed. A comment that only they showed moves and keeps its
uid; one that the visits left behind showed too stays, and the new article gets a copy. Then both are made again from
their observations.
"""

from collections.abc import Collection

from archive.copies import groups
from archive.db.rows import Database, Row, column, insert, select, value
from archive.errors import ArchiveError, NotFound
from archive.threads import observations
from archive.threads.authors import author_key
from archive.threads.history import Listed
from archive.threads.rebuild import rebuild
from archive.urls import url_key
from archive.values import new_uid
from scraper.comments.systems.table import channels
from scraper.urls import normal_url


def split(db: Database, url: str) -> str:
    """Make an article of its own out of what came by an address. Call inside a transaction. Returns its uid.

    NotFound for an unknown address; ArchiveError where nothing came by it, or everything.
    """
    conn = db.conn
    known = conn.execute("SELECT article_id, url FROM urls WHERE key = ?", [url_key(url)]).fetchone()
    if known is None:
        raise NotFound(f"{url}: no thread in the archive has this address; `afterword list` shows all")
    article, address = known
    moving, staying = _visits(db, article, url_key(url))
    gone, left = ({visit["observation_id"] for visit in visits} - {None} for visits in (moving, staying))
    if not gone:
        raise ArchiveError(f"{url}: no visit that showed the article came by this address; there is nothing to split")
    through = {value(conn, "SELECT channel FROM observations WHERE id = ?", key) for key in left}
    if through <= set(channels()):  # a channel alone is no article
        raise ArchiveError(f"{url}: every visit of its article came by this address; there is nothing to split")
    uid = new_uid()
    new = _copy(db, "articles", article, uid=uid, url=address, group_id=None)
    _move_shown(db, gone, left, moving, article, new)
    conn.executemany("UPDATE fetches SET article_id = ? WHERE id = ?", [(new, visit["id"]) for visit in moving])
    came, stayed = ({key for visit in visits for key in _keys(visit)} for visits in (moving, staying))
    conn.executemany("UPDATE urls SET article_id = ? WHERE key = ?", [(new, key) for key in came - stayed])
    _move_authors(db, article, new)
    _copy_versions(db, article, new)
    for key in (article, new):
        first = "(SELECT min(fetched_at) FROM fetches WHERE article_id = :id AND observation_id IS NOT NULL)"
        conn.execute(f"UPDATE articles SET first_seen_at = {first} WHERE id = :id", {"id": key})  # noqa: S608
        rebuild(db, key, {})  # which also has versions first seen by visits of their own article
        groups.renew(conn, key)
    return uid


def _visits(db: Database, article: int, key: str) -> tuple[list[Row], list[Row]]:
    """The visits that came by an address (asked for, or where it led), and all others."""
    moving: dict[int, Row] = {}
    staying: list[Row] = []
    for row in db.query("SELECT * FROM fetches WHERE article_id = ? ORDER BY id", [article]):
        if row["part_of"] in moving if row["part_of"] is not None else key in _keys(row):
            moving[row["id"]] = row
        else:
            staying.append(row)
    return list(moving.values()), staying


def _keys(visit: Row) -> set[str]:
    return {url_key(url) for url in (visit["url"], visit["final_url"]) if url}


def _copy(db: Database, table: str, key: int, /, **changes: int | str | None) -> int:
    """Insert a row once more, with other values in some columns. Returns its id."""
    (row,) = select(db.conn, f"SELECT * FROM {table} WHERE id = ?", [key])  # noqa: S608
    return insert(db, table, row | {"id": None} | changes)


def _move_shown(
    db: Database, gone: Collection[int], left: Collection[int], moving: Collection[Row], article: int, new: int
) -> None:
    """Move what the visits showed; what others showed too is there twice then."""
    conn, listings = db.conn, observations.listings(db, article)
    there, here = ({entry.comment for key in keys for entry in listings[key]} for keys in (gone, left))
    names: dict[int | None, int] = {}
    for key in sorted(there & here):
        names[key] = _copy(db, "comments", key, uid=new_uid(), article_id=new)
        for row in column(conn, "SELECT id FROM comment_ids WHERE comment_id = ?", key):
            _copy(db, "comment_ids", row, comment_id=names[key])
        versions = column(conn, "SELECT id FROM comment_versions WHERE comment_id = ?", key)
        copies = [(_copy(db, "comment_versions", row, comment_id=names[key]), row, names[key]) for row in versions]
        update = "UPDATE comment_versions SET superseded_by = ? WHERE superseded_by = ? AND comment_id = ?"
        conn.executemany(update, copies)
    conn.executemany("UPDATE comments SET article_id = ? WHERE id = ?", [(new, key) for key in there - here])
    for key in sorted(gone):
        moved = key
        if key in left:
            moved = _copy(db, "observations", key, article_id=new)
            for visit in moving:
                update = "UPDATE fetches SET observation_id = ? WHERE id = ? AND observation_id = ?"
                conn.execute(update, [moved, visit["id"], key])
                update = "UPDATE polls SET observation_id = ? WHERE observation_id = ? AND url = ?"
                conn.execute(update, [moved, key, normal_url(visit["url"])])
        else:
            conn.execute("UPDATE observations SET article_id = ? WHERE id = ?", [new, key])
        listed = [
            Listed(names.get(entry.comment, entry.comment), entry.version, names.get(entry.parent, entry.parent))
            for entry in listings[key]
        ]
        observations.rewrite(db, moved, listed)


def _move_authors(db: Database, article: int, new: int) -> None:
    """A name alone stands for one person within one thread only."""
    select = """
        SELECT DISTINCT u.id, u.site_id, u.name, u.url FROM comments c JOIN authors u ON u.id = c.author_id
        WHERE c.article_id = ? AND u.article_id = ?
    """
    for author, site, *writer in db.conn.execute(select, [new, article]).fetchall():
        copy = _copy(db, "authors", author, uid=new_uid(), key=author_key(site, new, *writer), article_id=new)
        update = "UPDATE comments SET author_id = ? WHERE article_id = ? AND author_id = ?"
        db.conn.execute(update, [copy, new, author])
    unused = "article_id = ? AND id NOT IN (SELECT author_id FROM comments WHERE author_id IS NOT NULL)"
    db.conn.execute(f"DELETE FROM authors WHERE {unused}", [article])  # noqa: S608


def _copy_versions(db: Database, article: int, new: int) -> None:
    """Each article keeps the versions that its own visits showed, under their numbers."""
    shown = "SELECT article_version FROM observations WHERE article_id = ?"
    here, there = (set(column(db.conn, shown, key)) for key in (article, new))
    select = "SELECT id, version FROM article_versions WHERE article_id = ?"
    for key, version in db.conn.execute(select, [article]).fetchall():
        if version in there:
            _copy(db, "article_versions", key, article_id=new, superseded_by=None)
        if version in there - here:
            db.conn.execute("UPDATE article_versions SET superseded_by = NULL WHERE superseded_by = ?", [key])
            db.conn.execute("DELETE FROM article_versions WHERE id = ?", [key])
