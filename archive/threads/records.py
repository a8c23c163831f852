"""Comments on their way into rows: as they come, and as they are stored; and what saving them did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from archive.db.rows import Row
from archive.threads.columns import CommentColumns, CommentRow
from archive.threads.history import Listed
from scraper.incomplete import Incomplete, sentence
from scraper.thread import Thread
from scraper.visit.records import Outcome


@dataclass(frozen=True, slots=True)
class Incoming:
    """One listed comment on its way into the archive."""

    comment: int
    seen: CommentColumns
    stored: CommentRow | None
    version: int = 1
    method: str = "new"
    uid: str | None = None
    """What a new comment is to be called; None for a uid of its own."""

    def giving_way(self, names: Iterable[str]) -> "Incoming":
        """The comment without what its row states already in these columns."""
        known: Row = {name: None for name in names if getattr(self.stored, name) is not None}
        return replace(self, seen=replace(self.seen, **known))


@dataclass(frozen=True, slots=True)
class Stored:
    """The comments of an article as they stand in the file."""

    rows: dict[int, CommentRow] = field(default_factory=dict)
    ids: dict[int, set[str]] = field(default_factory=dict)
    """The ids of each comment in the numbering of the thread that is being saved."""
    earlier: dict[int, list[tuple[str | None, str]]] = field(default_factory=dict)
    """Author and text of each version, of comments that have several."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A thread beside what is stored of its article: `incoming` are its comments in order, each with its row."""

    thread: Thread
    stored: Stored
    incoming: Sequence[Incoming]

    @property
    def listed(self) -> list[Listed]:
        """Its comments as an observation lists them."""
        keys = [entry.comment for entry in self.incoming]
        return [
            Listed(entry.comment, entry.version, None if each.parent is None else keys[each.parent])
            for entry, each in zip(self.incoming, self.thread.comments, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a thread did.

    `uid` names the article. `new`, `changed`, `gone` and `returned` count comments: first seen by this visit, seen
    in another wording, no longer shown by a complete visit, and shown again. `article_changed` tells of another
    wording of the article, or that it is back. Of a `suspect` visit and of one that found the article `gone` nothing
    else was kept. `comment_count` and `gone_count` are the thread's totals after the visit; `complete` and
    `incomplete` what all its channels together say of it.
    """

    uid: str
    outcome: Outcome
    new: int = 0
    changed: int = 0
    gone: int = 0
    returned: int = 0
    article_changed: bool = False
    comment_count: int = 0
    gone_count: int = 0
    complete: bool | None = None
    incomplete: Incomplete | None = None

    @property
    def incomplete_reason(self) -> str | None:
        """Why the thread is not known to be complete, for people."""
        return sentence(self.incomplete)
