"""An article's rows made again from its observations: what `check --repair`, `reparse`, `forget` and `merge` end with.

The rows are derived: the observations, sorted by time, say how everything stands. Where the rows agree already, nothing
is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive import comments, observations, saving
from archive.history import History, places, replay

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]


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
    saving.update_article(db, article, history, {}, first)
    return history
