"""Documents straight from the rows of an archive, with the history that brings them back as they were.

What `archive.query.read` makes of the same rows for the terminal is made here without the steps between: exports read
millions of comments. The history, which only an archive reads, tells by which visits a thread came to stand as it does.
Comments are named in it by their place in the document. A visit shows an observation; one that lists all comments of
the document, as it shows them, says just that (`"comments": null`), which is what nearly all do.
"""

import json
import sqlite3
from collections.abc import Iterator

from archive.db.rows import Row, select
from archive.export.json_documents import Document
from archive.query import read
from archive.threads import comments, observations
from archive.threads.history import unpack
from archive.values import truth
from scraper import incomplete as reasons
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
    nodes = _nodes(conn, key, listed, named)
    if visible_only:
        return Document(head | {"gone_count": 0}, _visible(nodes))
    return Document(head, nodes, lambda: {"history": _history(conn, article, listed, named)})


def _nodes(conn: sqlite3.Connection, key: int, listed: Listed, named: dict[int, str]) -> Iterator[tuple[int, Row]]:
    """The comments, each with its depth; what the history asks of them is noted in `listed` and `named`."""
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


def _visible(nodes: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    above: list[tuple[bool, str]] = []
    for depth, node in nodes:
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


def _history(conn: sqlite3.Connection, article: Row, shown: Listed, named: dict[int, str]) -> Row:
    """The addresses of an article, its distinct observations, and the visits that showed them.

    `shown` are all comments of the document, in its order; `named` is of each the system's id of the one that it says
    it answers.
    """
    key, whole = article["id"], tuple(shown)
    # The parents that listings cannot name themselves: see `archive.threads.comments.answers`.
    numbering = article["id_system"] or "", article["id_scope"] or ""
    known = conn.execute(comments.IDS, [key, *numbering]) if named else ()
    by_id = {system_id: comment for comment, system_id in known}
    answers = {comment: by_id[name] for comment, name in named.items() if by_id.get(name, comment) != comment}
    found = select(conn, _OBSERVATIONS, [key])
    number = {row.pop("id"): place for place, row in enumerate(found)}
    place: dict[int | None, int | None] = {None: None}
    for row in found:
        listed = observations.resolved(unpack(row.pop("listing")), answers)
        row |= {"complete": truth(row["complete"]), **reasons.to_dict(reasons.from_dict(row)), "comments": None}
        if listed != whole:  # hardly ever
            if len(place) == 1:
                place |= {each: number for number, (each, _, _) in enumerate(whole)}
            row["comments"] = [[place[comment], version, place[parent]] for comment, version, parent in listed]
    visits = select(conn, _VISITS, [key])
    for visit in visits:
        visit["observation"] = number.get(visit["observation"])
    return {"addresses": select(conn, _ADDRESSES, [key]), "observations": found, "visits": visits}


_COLUMNS = dict.fromkeys(("id", "parent", "author"), "NULL") | {key: f"{key}_at" for key in ("first_seen", "last_seen")}
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

_OBSERVATIONS = """
    SELECT id, channel, complete, incomplete_code, incomplete_detail, incomplete_reason, declared_count,
        article_version, listing
    FROM observations WHERE article_id = ? ORDER BY id
"""

_VISITS = """
    SELECT fetched_at AS at, url, status, outcome, channel, observation_id AS observation FROM fetches
    WHERE article_id = ? AND (observation_id IS NOT NULL OR outcome = 'gone') ORDER BY fetched_at, id
"""

_ADDRESSES = "SELECT url, kind, first_seen_at AS first_seen FROM urls WHERE article_id = ? ORDER BY id"
