"""An article's rows made again from its observations: what `check --repair`, `reparse`, `forget` and `merge` end with.

The rows are derived: the observations, sorted by time, say how everything stands. Where the rows agree already, nothing
is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from archive.db.rows import Database, Row
from archive.threads import articles, comments, observations
from archive.threads.columns import ArticleColumns, ArticleRow
from archive.threads.history import History, replay
from archive.threads.records import Incoming, Stored
from archive.threads.versions import ARTICLES, COMMENTS, Noted, date, wording


def rebuild(
    db: Database,
    article_id: int,
    latest: Mapping[int, Incoming] | None = None,
    stated: ArticleColumns | None = None,
    *,
    newest: bool = False,
) -> History | None:
    """Bring the rows of an article and its comments to what its visits showed. Call inside a transaction.

    `latest` is the last reading of comments that were read anew, for what it knows more; `newest` tells that the
    article's newest visit is among those read: `stated` is then what it says of the article.

    Returns the history, or None where no visit showed the article. LookupError when an observation lists a comment
    that has no row: what then stands in the file is damaged beyond what can be derived.
    """
    article = articles.load(db, article_id)
    stored, seen = comments.seen(db, article)
    if not seen:
        return None
    read = ((entry, stored.rows.get(key)) for key, entry in (latest or {}).items())
    # Votes are of the visit, not of the parser: those known stay.
    entries = [replace(entry, stored=row).giving_way(("likes", "dislikes")) for entry, row in read if row is not None]
    history = replay(seen)
    fresh = articles.refreshed(article, stated) if newest and stated is not None else {}
    renew(db, article, stored, history, seen[0].at, entries, fresh, newest=newest)
    if latest is not None:
        _date_versions(db, article_id)
    return history


def renew(
    db: Database,
    article: ArticleRow,
    stored: Stored,
    history: History,
    at: str,
    entries: Iterable[Incoming] = (),
    stated: Row | None = None,
    *,
    newest: bool = False,
) -> ArticleRow:
    """Bring the rows of an article and its comments to how its history stands. Returns the article's row as it is now.

    `entries` are comments as the visit in hand shows them, `stated` is what it puts in place in the article's row.
    """
    comments.write(db, article, entries, stored, history, at, newest=newest)
    now, wanted = observations.newest(db, article.id), stated or {}
    gone = sum(standing.gone_since is not None for standing in history.standings.values())
    number = now.pop("article_version")
    if number is not None and number != article.version:
        wanted = {**wording(db, ARTICLES, article.id, number), **wanted, "version": number}
    counts = {"comment_count": len(history.standings) - gone, "gone_count": gone}
    seen = {"first_seen_at": min(at, article.first_seen_at), "gone_since": articles.gone_since(db, article.id)}
    return articles.update(db, article, {**wanted, **counts, **now, **seen})


def _date_versions(db: Database, article_id: int) -> None:
    """Versions were first seen by the first visit that showed them, in whatever order the visits came in."""
    listings = observations.listings(db, article_id)
    wordings: dict[tuple[int, int], Noted] = {}
    numbers: dict[tuple[int, int], Noted] = {}
    for visit in observations.visited(db, article_id):
        note = Noted(visit.at, visit.fetch, visit.channel)
        if visit.article_version is not None:
            numbers.setdefault((article_id, visit.article_version), note)
        for entry in listings.pop(visit.observation, ()):  # the first visit to show it tells when
            wordings.setdefault((entry.comment, entry.version), note)
    date(db, COMMENTS, wordings)
    date(db, ARTICLES, numbers)
