"""An article's rows made again from its observations: what `check --repair`, `reparse`, `forget` and `merge` end with.

The rows are derived: the observations, sorted by time, say how everything stands. Where the rows agree already, nothing
is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.threads import comments, observations, records, save
from archive.threads.history import History, Place, Standing, places, replay, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from archive.db.rows import Row
    from archive.threads.records import Incoming

_VISITS = """
    SELECT f.id, f.fetched_at, o.channel, o.id, o.article_version
    FROM fetches f JOIN observations o ON o.id = f.observation_id WHERE f.article_id = ? ORDER BY f.fetched_at, f.id
"""


def rebuild(db: Database, article_id: int) -> History | None:
    """Bring the rows of an article and its comments to what its visits showed. Call inside a transaction.

    Returns the history, or None where no visit showed the article. LookupError when an observation lists a comment
    that has no row: what then stands in the file is damaged beyond what can be derived.
    """
    article = dict(db.table("articles").get(article_id))
    stored = comments.load(db, article_id, article["id_system"] or "", article["id_scope"] or "")
    seen = observations.visits(db, article_id, comments.answers(stored, None, ()))
    if not seen:
        return None
    history = replay(seen)
    first = seen[0].at
    comments.write(db, article, (), stored, history.standings, places(history), first, newest=False)
    save.update_article(db, article, history, {}, first)
    return history


def insert_new(
    db: Database,
    article: Row,
    incoming: Sequence[Incoming],
    above: Sequence[int | None],
    stored: records.Stored,
    at: str,
) -> int:
    """Rows for comments that were not read before; where they stand is settled at the end."""
    new = [(entry, parent) for entry, parent in zip(incoming, above, strict=True) if entry.stored is None]
    standings = {entry.comment: Standing(1, parent, at, at) for entry, parent in new}
    placed = [Place(entry.comment, parent, 0, 0) for entry, parent in new]
    comments.write(db, article, [entry for entry, _ in new], stored, standings, placed, at, newest=False)
    return len(new)


def settle(db: Database, article_id: int, latest: Mapping[int, Incoming], stated: Row, *, newest: bool) -> None:
    """Bring the rows to the history as it is now, with what the last reading of each comment knows more.

    `newest` tells that the article's newest visit is among those read; `stated` is then what it says of the article.
    """
    article = dict(db.table("articles").get(article_id))
    stored = comments.load(db, article_id, article["id_system"] or "", article["id_scope"] or "")
    entries = [_rejoined(entry, stored.rows[key]) for key, entry in latest.items() if key in stored.rows]
    seen = observations.visits(db, article_id, comments.answers(stored, None, ()))
    history = replay(seen)
    first = seen[0].at
    comments.write(db, article, entries, stored, history.standings, places(history), first, newest=newest)
    save.update_article(db, article, history, stated if newest else {}, first)
    _date_versions(db, article_id)


def _date_versions(db: Database, article_id: int) -> None:
    """Versions were first seen by the first visit that showed them, in whatever order the visits came in."""
    conn = db.conn
    listings = dict(conn.execute("SELECT id, listing FROM observations WHERE article_id = ?", [article_id]).fetchall())
    wordings: dict[tuple[int, int], tuple[str, int, str]] = {}
    numbers: dict[int, tuple[str, int, str]] = {}
    dated: set[int] = set()
    for fetch, at, channel, observation, number in conn.execute(_VISITS, [article_id]).fetchall():
        if observation in dated:
            continue
        dated.add(observation)
        numbers.setdefault(number, (at, fetch, channel))
        for entry in unpack(listings[observation]):
            wordings.setdefault((entry.comment, entry.version), (at, fetch, channel))
    for table, keys, first in (
        ("comment_versions", "comment_id = ? AND version = ?", wordings),
        (
            "article_versions",
            f"article_id = {article_id:d} AND version = ?",
            {(key,): at for key, at in numbers.items()},
        ),
    ):
        update = f"UPDATE {table} SET first_seen_at = ?, fetch_id = ?, channel = ? WHERE {keys} AND first_seen_at <> ?"  # noqa: S608
        conn.executemany(update, ((*seen, *key, seen[0]) for key, seen in first.items()))


def _rejoined(entry: Incoming, row: Row) -> Incoming:
    """The entry with the row as it is now. Votes are of the visit, not of the parser: those known stay."""
    entry.stored = row
    for name in ("likes", "dislikes"):
        if row[name] is not None:
            entry.seen[name] = None
    return entry
