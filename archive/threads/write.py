"""One visit's thread into rows: its comments known again, numbered by version, listed by an observation.

Scrapes, imports, merges and reparses all write through here.
"""

from collections.abc import Mapping
from dataclasses import replace

from archive.db.rows import Database
from archive.threads import comments, observations
from archive.threads.columns import ArticleRow, CommentColumns, comment_columns, worded
from archive.threads.evidence import Known, is_trusted, numbering
from archive.threads.history import History, Place, Standing
from archive.threads.matching import match
from archive.threads.records import Incoming, Recognised
from archive.threads.versions import COMMENTS, Noted, number, wording
from scraper.thread import Thread


def recognise(db: Database, article_id: int, thread: Thread, by_uid: Mapping[str, int] | None = None) -> Recognised:
    """Find for each comment of the thread the stored one, or a number for a new one.

    With `by_uid` (the article's comments by their uids) a comment whose uid is known is that one, and no other is; a
    new one keeps its uid.
    """
    stored = comments.load(db, article_id, numbering(thread))
    known = [
        Known(
            *(row.id, row.parent_id, row.author, row.text, row.published),
            *(frozenset(stored.ids.get(row.id, ())), row.gone_since is None, tuple(stored.earlier.get(row.id, ()))),
        )
        for row in stored.rows.values()
    ]
    found = match(thread.comments, known, trusted=is_trusted(thread), complete=thread.complete is True)
    claimed = {by_uid[each.uid] for each in thread.comments if each.uid and each.uid in by_uid} if by_uid else ()
    free = comments.next_key(db)
    incoming: list[Incoming] = []
    for comment, entry in zip(thread.comments, found, strict=True):
        uid = None if by_uid is None else comment.uid
        if by_uid and uid and uid in by_uid:
            key, method = by_uid[uid], "uid"
        elif entry is None or entry.comment in claimed:
            key, method, free = free, "new", free + 1
        else:
            key, method = entry
        incoming.append(Incoming(key, comment_columns(comment), stored.rows.get(key), method=method, uid=uid))
    return Recognised(thread, stored, incoming)


def insert_new(db: Database, article: ArticleRow, shown: Recognised, at: str) -> None:
    """Write rows for the comments that are new, and all ids; where they stand is settled by `rebuild`."""
    new = [entry for entry in shown.incoming if entry.stored is None]
    listed = {entry.comment: entry.parent for entry in shown.listed}
    standings = {entry.comment: Standing(1, listed[entry.comment], at, at) for entry in new}
    placed = [Place(entry.comment, listed[entry.comment], 0, 0) for entry in new]
    comments.write(db, article, new, shown.stored, History(standings, placed=placed), at, newest=False)
    comments.add_ids(db, shown)


def observe(
    db: Database,
    article_id: int,
    shown: Recognised,
    note: Noted,
    article_version: int | None,
    then: Mapping[int, int] | None = None,
) -> tuple[int, int, Recognised]:
    """Number the versions that a visit shows, and note what it lists. Returns the id of the observation, how many
    wordings were never seen before, and what it shows, by version.

    `then` names the versions as which comments were read before: they stay these where that still agrees, for words
    that a channel cuts short may agree with several.
    """
    fresh = 0
    numbered: list[Incoming] = []
    for entry in shown.incoming:
        version = entry.version
        if entry.stored is not None:
            version, is_new = number(db, COMMENTS, entry.stored, entry.seen, note, method=entry.method)
            fresh += is_new
            before = (then or {}).get(entry.comment, version)
            if before != version and not is_new and _shows(db, entry, before):
                version = before
        numbered.append(entry if version == entry.version else replace(entry, version=version))
    shown = replace(shown, incoming=numbered)
    return observations.note(db, article_id, shown.thread, shown.listed, article_version, note), fresh, shown


def _shows(db: Database, entry: Incoming, version: int) -> bool:
    """Whether a listed comment may be shown in this version of its wording."""
    known = wording(db, COMMENTS, entry.comment, version)
    return bool(known) and not COMMENTS.differing(worded(CommentColumns, known), entry.seen)
