"""The authors of comments as rows."""

from collections.abc import Iterable

from archive.db.rows import Database, value
from archive.threads.columns import ArticleRow
from archive.threads.records import Incoming
from archive.urls import url_key
from archive.values import folded, new_uid

Writer = tuple[str | None, str | None]


def writer_ids(db: Database, article: ArticleRow, entries: Iterable[Incoming], at: str) -> dict[Writer, int]:
    """The authors of the listed comments that are new or changed: (name, address) as printed -> id in authors."""
    writers: set[Writer] = set()
    for entry in entries:
        writer, row = (entry.seen.author, entry.seen.author_url), entry.stored
        if any(writer) and (row is None or (row.author, row.author_url) != writer):
            writers.add(writer)
    keys = {writer: author_key(article.site_id, article.id, *writer) for writer in sorted(writers, key=str)}
    insert = """
        INSERT INTO authors (uid, key, site_id, article_id, name, url, first_seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
    """
    site, thread = article.site_id, article.id
    new = ((new_uid(), key, site, None if url else thread, name, url, at) for (name, url), key in keys.items())
    db.conn.executemany(insert, new)
    # One by one: json_each cuts a name off at a NUL.
    return {writer: value(db.conn, "SELECT id FROM authors WHERE key = ?", key) for writer, key in keys.items()}


def author_key(site: int, article: int, name: str | None, url: str | None) -> str:
    """What a writer is known by: name and address within a site; the name alone within one thread."""
    return f"site {site} {url_key(url)} {folded(name)}" if url else f"article {article} {folded(name)}"
