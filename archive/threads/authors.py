"""The authors of comments as rows."""

import json
from collections.abc import Iterable

from archive.db.rows import Database, Row, insert_many, value
from archive.threads.columns import ArticleRow
from archive.threads.records import Incoming
from archive.urls import url_key
from archive.values import folded, new_uid

Writer = tuple[str | None, str | None]


def writer_ids(db: Database, article: ArticleRow, entries: Iterable[Incoming], at: str) -> dict[Writer, int]:
    """The authors of the listed comments that are new or changed: (name, address) as printed -> id in authors."""
    writers: set[Writer] = set()
    for entry in entries:
        writer = entry.seen.author, entry.seen.author_url
        row = entry.stored
        if any(writer) and (row is None or (row.author, row.author_url) != writer):
            writers.add(writer)
    if not writers:
        return {}
    keys = {writer: _author_key(article, *writer) for writer in sorted(writers, key=str)}
    select = "SELECT key, id FROM authors WHERE key IN (SELECT value FROM json_each(?))"
    known: dict[str, int] = dict(db.conn.execute(select, [json.dumps(list(keys.values()))]).fetchall())
    free = value(db.conn, "SELECT coalesce(max(id), 0) + 1 FROM authors")
    new: list[Row] = []
    for (name, url), key in keys.items():
        if key not in known:
            known[key] = free + len(new)
            within = None if url else article.id
            of = {"id": known[key], "uid": new_uid(), "key": key, "site_id": article.site_id, "article_id": within}
            new.append({**of, "name": name, "url": url, "first_seen_at": at})
    insert_many(db, "authors", new)
    return {writer: known[key] for writer, key in keys.items()}


def _author_key(article: ArticleRow, name: str | None, url: str | None) -> str:
    if url:
        return f"site {article.site_id} {url_key(url)} {folded(name)}"
    return f"article {article.id} {folded(name)}"
