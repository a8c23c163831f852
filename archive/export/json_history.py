"""The part of a document that only an archive reads: by which visits its thread came to stand as it does.

Comments are named by their place in the document. A visit shows an observation; one that lists all comments of the
document, as it shows them, says just that (`"comments": null`), which is what nearly all do.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from archive.db.rows import Row, select
from archive.threads import comments, observations
from archive.threads.history import unpack
from archive.values import truth
from scraper import incomplete as reasons


def history(
    conn: sqlite3.Connection, article: Row, shown: Sequence[tuple[int, int, int | None]], named: Mapping[int, str]
) -> dict[str, Any]:
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
        if listed != whole:
            if len(place) == 1:
                place |= {comment: each for each, (comment, _, _) in enumerate(whole)}
            row["comments"] = [[place[comment], version, place[parent]] for comment, version, parent in listed]
    visits = select(conn, _VISITS, [key])
    for visit in visits:
        visit["observation"] = number.get(visit["observation"])
    return {"addresses": select(conn, _ADDRESSES, [key]), "observations": found, "visits": visits}


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
