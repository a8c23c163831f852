"""The part of a document that only an archive reads: by which visits its thread came to stand as it does.

Comments are named by their place in the document. A visit shows an observation; one that lists all comments of the
document, as it shows them, says just that (`"comments": null`), which is what nearly all do.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from archive.query import read
from archive.threads import observations
from archive.threads.history import unpack
from archive.values import truth
from scraper import incomplete as reasons

Row = dict[str, Any]


@dataclass(slots=True)
class Listing:
    """What the document shows of the archive's own comments, noted while they are written.

    `listed` holds comment, version and parent of each; `named` the system's id of the comment that one says it answers.
    """

    listed: list[tuple[int, int, int | None]] = field(default_factory=list)
    named: dict[int, str] = field(default_factory=dict)


class History:
    """The visits of one article. To be asked for when all its comments are noted."""

    def __init__(self, conn: sqlite3.Connection, key: int, told: Listing) -> None:
        self._conn, self._key, self._told = conn, key, told

    def as_dict(self) -> Row:
        """The addresses of the article, its distinct observations, and the visits that showed them."""
        found = read.rows(self._conn, _OBSERVATIONS, [self._key])
        number = {row.pop("id"): place for place, row in enumerate(found)}
        answers, shown = self._answers(), tuple(self._told.listed)
        place: dict[int, int] = {}
        for row in found:
            listed = observations.resolved(unpack(row.pop("listing")), answers)
            row |= {"complete": truth(row["complete"]), **reasons.to_dict(reasons.from_dict(row))}
            if listed == shown:
                row["comments"] = None
                continue
            place = place or {comment: each for each, (comment, _, _) in enumerate(shown)}
            row["comments"] = [
                [place[comment], version, None if parent is None else place[parent]]
                for comment, version, parent in listed
            ]
        visits = read.rows(self._conn, _VISITS, [self._key])
        for visit in visits:
            visit["observation"] = number.get(visit["observation"])
        addresses = read.rows(self._conn, _ADDRESSES, [self._key])
        return {"addresses": addresses, "observations": found, "visits": visits}

    def _answers(self) -> dict[int, int]:
        """The parents that listings cannot name themselves: see `archive.threads.comments.answers`."""
        if not self._told.named:
            return {}
        by_id = {system_id: comment for comment, system_id in self._conn.execute(_IDS, [self._key])}
        named = self._told.named.items()
        return {comment: by_id[name] for comment, name in named if by_id.get(name, comment) != comment}


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
