"""Documents straight from the rows of an archive, with the history that brings them back as they were.

What `archive.query.read` makes of the same rows for the terminal is made here without the steps between: exports read
millions of comments.
"""

import json
import sqlite3
from collections.abc import Iterator

from archive.db.rows import Row, select
from archive.export.json_documents import Document
from archive.export.json_history import history
from archive.query import read
from archive.values import truth
from scraper.thread import NODE

Listed = list[tuple[int, int, int | None]]
"""Comment, version and parent of each comment: as observations list them (`archive.threads.history.Listed`)."""


def document(conn: sqlite3.Connection, key: int, *, visible_only: bool = False) -> Document:
    """The document of one article. `visible_only` leaves out gone comments, and with them the history; replies to them
    stand below what those had answered."""
    article = read.article(conn, key)
    head = read.bare(conn, article).head_to_dict() | {name: article[name] for name in ("comment_count", "gone_count")}
    versions = [_version(row) for row in select(conn, _ARTICLE_VERSIONS, [key])]
    if versions:
        head["article"] |= {"version": article["version"], "versions": versions}
    listed: Listed = []
    named: dict[int, str] = {}
    comments = _comments(conn, key, listed, named)
    if visible_only:
        return Document(head | {"gone_count": 0}, _visible(comments))
    return Document(head, comments, lambda: {"history": history(conn, article, listed, named)})


def _comments(conn: sqlite3.Connection, key: int, listed: Listed, named: dict[int, str]) -> Iterator[tuple[int, Row]]:
    """The comments, each with its depth; what `history` asks of them is noted in `listed` and `named`."""
    ids, versions = read.ids(conn, key), _versions(conn, key)
    uids: list[str] = []  # of the comments above
    for comment, parent, answered, version, version_count, name, link, avatar, is_writer, *values in conn.execute(
        _SELECT, [key]
    ):
        node = dict(zip(NODE, values, strict=True))
        depth = node["depth"]
        listed.append((comment, version, parent))
        if answered is not None:
            named[comment] = answered
        del uids[depth:]
        node["id"] = ids.get(comment)
        node["parent"] = answered if parent is None else uids[-1]
        node["author"] = {"name": name, "url": link, "avatar": avatar, "is_article_author": truth(is_writer)}
        node["edited"] = truth(node["edited"])
        uids.append(node["uid"])
        if version_count > 1:
            node["version"] = version
            node["versions"] = versions[comment]
        yield depth, node


def _visible(comments: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    above: list[tuple[bool, str]] = []
    for depth, node in comments:
        del above[depth:]
        is_shown = node["gone_since"] is None
        if is_shown:
            shown = [uid for kept, uid in above if kept]
            if depth:
                node |= {"depth": len(shown), "parent": shown[-1] if shown else None}
            yield len(shown), node
        above.append((is_shown, node["uid"]))


def _versions(conn: sqlite3.Connection, key: int) -> dict[int, list[Row]]:
    """The wordings of each comment that had several."""
    found: dict[int, list[Row]] = {}
    if conn.execute("SELECT 1 FROM comments WHERE article_id = ? AND version_count > 1", [key]).fetchone():
        for row in select(conn, _VERSIONS, [key]):
            found.setdefault(row.pop("comment_id"), []).append(_version(row))
    return found


def _version(row: Row) -> Row:
    for name in {"changed", "tags"} & row.keys():
        row[name] = json.loads(row[name])
    return row


_COLUMNS = {
    "id": "NULL",
    "parent": "NULL",
    "author": "NULL",
    "first_seen": "first_seen_at",
    "last_seen": "last_seen_at",
}
"""The columns of a comment's keys where they are not called so; NULL keeps the place of what is put together here."""

_SELECT = f"""
    SELECT id, parent_id, parent_system_id, version, version_count, author, author_url, author_avatar,
        is_article_author, {", ".join(_COLUMNS.get(key, key) for key in NODE)}
    FROM comments WHERE article_id = ? ORDER BY position
"""  # noqa: S608

_VERSIONS = """
    SELECT v.comment_id, v.version, v.first_seen_at AS first_seen, v.author, v.author_url, v.published, v.text, v.html,
        v.kind, v.state, v.changed, s.version AS superseded_by
    FROM comments c JOIN comment_versions v ON v.comment_id = c.id
    LEFT JOIN comment_versions s ON s.id = v.superseded_by
    WHERE c.article_id = ? ORDER BY v.comment_id, v.version
"""

_ARTICLE_VERSIONS = """
    SELECT v.version, v.first_seen_at AS first_seen, v.title, v.author, v.published, v.modified, v.language, v.text,
        v.html, v.tags, v.changed, s.version AS superseded_by
    FROM article_versions v LEFT JOIN article_versions s ON s.id = v.superseded_by
    WHERE v.article_id = ? ORDER BY v.version
"""
