"""The part of a document that only an archive reads: by which visits its thread came to stand as it does.

Comments are named by their place in the document. A visit shows an observation; one that lists all comments of the
document, as it shows them, says just that (`"comments": null`), which is what nearly all do.
"""

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from archive.db.rows import select
from archive.threads import observations
from archive.threads.history import unpack
from archive.values import truth
from scraper import incomplete as reasons


@dataclass(slots=True)
class Shown:
    """What the document shows of the archive's own comments, noted while they are written.

    `listed` holds comment, version and parent of each; `named` the system's id of the comment that one says it answers.
    """

    listed: list[tuple[int, int, int | None]] = field(default_factory=list)
    named: dict[int, str] = field(default_factory=dict)


def history(conn: sqlite3.Connection, key: int, shown: Shown) -> dict[str, Any]:
    """The addresses of an article, its distinct observations, and the visits that showed them. To be asked for when
    all comments are noted."""
    found = select(conn, _OBSERVATIONS, [key])
    number = {row.pop("id"): place for place, row in enumerate(found)}
    answers, whole = _answers(conn, key, shown.named), tuple(shown.listed)
    place: dict[int | None, int | None] = {None: None}
    for row in found:
        listed = observations.resolved(unpack(row.pop("listing")), answers)
        row |= {"complete": truth(row["complete"]), **reasons.to_dict(reasons.from_dict(row)), "comments": None}
        if listed != whole:
            if len(place) == 1:
                place |= {comment: each for each, (comment, _, _) in enumerate(whole)}
            row["comments"] = [[place[comment], version, place[parent]] for comment, version, parent in listed]
    visits = select(conn, _VISITS, [key])
    for visit in visits:
        visit["observation"] = number.get(visit["observation"])
    return {"addresses": select(conn, _ADDRESSES, [key]), "observations": found, "visits": visits}


def _answers(conn: sqlite3.Connection, key: int, named: dict[int, str]) -> dict[int, int]:
    """The parents that listings cannot name themselves: see `archive.threads.comments.answers`."""
    if not named:
        return {}
    by_id = {system_id: comment for comment, system_id in conn.execute(_IDS, [key])}
    return {comment: by_id[name] for comment, name in named.items() if by_id.get(name, comment) != comment}


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

_IDS = """
    SELECT i.comment_id, i.system_id FROM articles a JOIN comments c ON c.article_id = a.id
    CROSS JOIN comment_ids i ON i.comment_id = c.id
    WHERE a.id = ? AND +i.system = coalesce(a.id_system, '') AND +i.scope = coalesce(a.id_scope, '')
"""
