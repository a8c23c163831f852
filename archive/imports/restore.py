"""A thread document that an archive wrote, back in an archive: with its uids, its wordings and the visits behind it.

The rows are made again from the visits, as everywhere: what a document claims about its comments beyond what its
history bears out does not come in.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from archive.db.rows import Database, Row, value
from archive.errors import ArchiveError
from archive.threads import articles, comments, observations, records, visit_log, write
from archive.threads.columns import ArticleRow, comment_columns
from archive.threads.history import Listed, drops_sharply
from archive.threads.rebuild import rebuild
from archive.threads.versions import ARTICLES, COMMENTS, Noted, Versioned, supersede
from archive.values import program_version, storable
from scraper import incomplete as reasons
from scraper.errors import DocumentError
from scraper.html import safe_html
from scraper.thread import Comment, Thread, comment_nodes
from scraper.times import now, utc
from scraper.visit.records import Outcome, Visit

_BROKEN = (
    *(LookupError, TypeError, ValueError, AttributeError, OverflowError),
    *(sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError),
)
"""What a history that does not hold together raises: values of wrong types, also those that the tables refuse."""


def is_known(db: Database, thread: Thread, addresses: Sequence[str]) -> bool:
    """Whether the archive holds the article, one of its addresses, or one of its comments under another article."""
    if value(db.conn, "SELECT 1 FROM articles WHERE uid = ?", thread.uid):
        return True
    if any(articles.by_url(db, url) for url in (thread.url, *addresses)):
        return True
    uids = json.dumps([each.uid for each in thread.comments])
    select = "SELECT 1 FROM comments WHERE uid IN (SELECT value FROM json_each(?)) LIMIT 1"
    return value(db.conn, select, uids) is not None


def restore(db: Database, document: Mapping[str, Any], thread: Thread) -> str:
    """Write an article that the archive does not know, inside the caller's transaction. Returns its uid.

    `thread` is the document as read by `Thread.from_dict`. Where the document has no history, one is made of what it
    says: a visit for each moment at which a comment came or went. ArchiveError where the history does not hold
    together.
    """
    try:
        return _restore(db, document, thread)
    except _BROKEN as error:
        raise ArchiveError(f"{thread.url}: the history of the document does not hold together ({error!r})") from error


def invented(thread: Thread, document: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]]) -> Row:
    """A history for a document without one: the visits that would have led to it, as far as it tells."""
    at = utc(thread.fetched_at) if thread.fetched_at else now()
    moments = {at} | {each.first_seen or at for each in thread.comments}
    moments |= {each.gone_since for each in thread.comments if each.gone_since}
    channel = thread.channels[0].name if len(thread.channels) == 1 else "page"
    found: list[Row] = []
    told: list[Row] = []
    for moment in sorted(moments):
        going = [each for each in thread.comments if each.gone_since == moment]
        listed = [
            [place, nodes[place].get("version") or 1, each.parent]
            for place, each in enumerate(thread.comments)
            if (each.first_seen or at) <= moment and (each.gone_since is None or moment < each.gone_since)
        ]
        is_last = moment == max(moments)
        state: Row = {
            "channel": channel,
            "complete": True if going else thread.complete if is_last else None,
            **reasons.to_dict(thread.incomplete if is_last and not going else None),
            "declared_count": thread.declared_count if is_last else None,
            "article_version": (document.get("article") or {}).get("version") or 1,
            "comments": listed,
        }
        found.append(state)
        twice = drops_sharply(len(listed) + len(going), len(listed))  # what a sharp drop takes has to be seen twice
        told += [{"at": moment, "channel": channel, "observation": len(found) - 1}] * (2 if twice else 1)
    if thread.article.gone_since:
        told.append({"at": thread.article.gone_since, "outcome": Outcome.GONE})
    return {"addresses": [], "observations": found, "visits": told}


def _restore(db: Database, document: Mapping[str, Any], thread: Thread) -> str:
    nodes = [node for node, _, _ in comment_nodes(document)]
    history = document.get("history") or invented(thread, document, nodes)
    told = history["visits"]
    first = min(utc(visit["at"]) for visit in told)
    article = articles.insert(db, thread, first, thread.uid)
    shown = _insert_comments(db, article, thread, nodes, first)
    _insert_versions(db, ARTICLES, article.id, document.get("article") or {}, thread.url)
    for entry, node in zip(shown.incoming, nodes, strict=True):
        if node.get("versions"):
            _insert_versions(db, COMMENTS, entry.comment, node, thread.url)
    places = [_insert_observation(db, article.id, shown, state, first) for state in history["observations"]]
    for visit in told:
        outcome, shown_then = visit.get("outcome") or Outcome.CHANGED, visit.get("observation")
        made = Visit(visit.get("url") or thread.url, status=visit.get("status"), outcome=outcome)
        observation = None if shown_then is None else places[shown_then]
        channel = visit.get("channel") or "page"
        visit_log.add(db, made, utc(visit["at"]), None, article.id, channel, observation_id=observation)
    addresses = history.get("addresses") or ()
    for address in addresses:
        articles.add_url(db, article.id, address["url"], address.get("kind") or "page", utc(address["first_seen"]))
    if not addresses:
        articles.add_urls(db, article, thread, None, first)
    rebuild(db, article.id)
    return article.uid


def _insert_comments(
    db: Database, article: ArticleRow, thread: Thread, nodes: Sequence[Mapping[str, Any]], at: str
) -> records.Recognised:
    """Rows for the comments, in the wording of the document."""
    key = comments.next_key(db)
    incoming = [
        records.Incoming(key + place, comment_columns(each), None, node.get("version") or 1, uid=each.uid)
        for place, (each, node) in enumerate(zip(thread.comments, nodes, strict=True))
    ]
    shown = records.Recognised(thread, records.Stored(), incoming)
    write.insert_new(db, article, shown, at)
    counts = (max(1, len(node.get("versions") or ())) for node in nodes)
    numbers = [(entry.version, count, entry.comment) for entry, count in zip(incoming, counts, strict=True)]
    db.conn.executemany("UPDATE comments SET version = ?, version_count = ? WHERE id = ?", numbers)
    return shown


def _insert_versions(db: Database, kind: Versioned, key: int, node: Mapping[str, Any], url: str) -> None:
    found = node.get("versions") or ()
    replaced: dict[tuple[int, int], int] = {}
    for version in found:
        row = {
            **{name: storable(version.get(name)) for name in kind.kept},
            kind.owner: key,
            "version": version["version"],
            "first_seen_at": utc(version["first_seen"]),
            "text": storable(version["text"]),
            "html": safe_html(version.get("html") or "", url),
            "changed": json.dumps(version.get("changed") or []),
        }
        if kind is ARTICLES:
            row["tags"] = json.dumps(version.get("tags") or [])
        db.table(kind.table).insert(row)
        if version.get("superseded_by") is not None:
            replaced[key, version["version"]] = version["superseded_by"]
    if not {*replaced.values()} <= {version["version"] for version in found}:
        raise LookupError("a version is superseded by one that is not there")
    supersede(db, kind, replaced)
    if found and kind is ARTICLES:
        db.table("articles").update(key, {"version": node.get("version") or 1, "version_count": len(found)})


def _insert_observation(db: Database, article: int, shown: records.Recognised, state: Row, at: str) -> int:
    listed = shown.listed
    if state.get("comments") is not None:
        keys = [entry.comment for entry in shown.incoming]
        listed = [
            Listed(keys[place], version, None if parent is None else keys[parent])
            for place, version, parent in state["comments"]
        ]
    complete, declared = state.get("complete"), state.get("declared_count")
    stated = replace(shown.thread, complete=complete, incomplete=reasons.from_dict(state), declared_count=declared)
    note = Noted(at, None, state["channel"], stated.parser or program_version())
    return observations.note(db, article, stated, listed, state.get("article_version"), note)


def checked(document: Mapping[str, Any]) -> Thread:
    """A document as a thread that may go into an archive: of the right types, its HTML sanitised once more.

    DocumentError (scraper.errors) names what does not hold.
    """
    thread = Thread.from_dict(document)
    _check(thread, "url")
    _check(thread.article, "article")
    uids: set[str] = set()
    kept: list[Comment] = []
    for place, each in enumerate(thread.comments):
        _check(each, f"comment {place}")
        _check(each.author, f"comment {place}: author")
        twice = each.uid is not None and each.uid in uids
        uids.add(each.uid or "")
        kept.append(replace(each, html=safe_html(each.html, thread.url), uid=None if twice else each.uid))
    article = replace(thread.article, html=safe_html(thread.article.html, thread.url))
    return replace(thread, article=article, comments=tuple(kept))


def _check(part: Any, name: str) -> None:
    for field, kinds in _kinds(type(part)).items():  # type: ignore[arg-type]  # mypy takes classes for unhashable
        value = getattr(part, field)
        if value is not None and type(value) not in kinds:
            raise DocumentError(f"{name}: {field} holds {type(value).__name__}")


@cache
def _kinds(part: type) -> dict[str, set[type]]:
    """Of which types the plain fields of a part of a thread are."""
    stated = {name: set(get_args(hint) or (hint,)) for name, hint in get_type_hints(part).items()}
    return {name: kinds for name, kinds in stated.items() if kinds <= {str, int, bool, NoneType}}
