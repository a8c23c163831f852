"""What speaks for two comments being the same one."""

from dataclasses import dataclass
from typing import NamedTuple

from archive.threads import similarity
from archive.threads.similarity import EDITED, skeleton
from archive.times import published_utc, same_date
from archive.values import folded
from scraper.thread import Comment, Thread

PAGE_NUMBERING = "page"
"""The numbering of a page without a known comment system. Such ids may be mere places in the list, so an id counts
there only where author or words agree with it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored comment, as far as it takes to know it again.

    `ids` are its ids in the numbering of the new thread; `shown` is false when it is gone; `earlier` are the author
    and text of its other versions.
    """

    comment: int
    parent: int | None
    author: str | None
    text: str
    published: str | None
    ids: frozenset[str] = frozenset()
    shown: bool = True
    earlier: tuple[tuple[str | None, str], ...] = ()


class Match(NamedTuple):
    """A stored comment that was known again, and by what: see `comment_ids.method` in the description of tables."""

    comment: int
    method: str


def numbering(thread: Thread) -> tuple[str, str]:
    """The (system, scope) in which the thread's comment ids stand; empty where the thread does not say."""
    return thread.id_system or "", thread.id_scope or ""


def is_trusted(thread: Thread) -> bool:
    """Whether the ids are a comment system's own."""
    return thread.id_system not in (None, "", PAGE_NUMBERING)


def agrees(comment: Comment, known: Known) -> bool:
    return folded(comment.author.name) == folded(known.author) or folded(comment.text) == folded(known.text)


def is_not_another(comment: Comment, known: Known) -> bool:
    """Whether nothing says that a system gave the number of a removed comment to the next one, as Isso does.

    Then the author, the words and the moment are others, all three.
    """
    if agrees(comment, known) or not comment.author.name or not known.author:
        return True
    return same_date(comment.published, known.published) or similarity.similarity(comment.text, known.text) >= EDITED


def is_mangled(comment: Comment, known: Known) -> bool:
    words = skeleton(comment.text)
    return bool(words) and words == skeleton(known.text)


def is_cut(comment: Comment, known: Known) -> bool:
    return similarity.is_cut(comment.text, known.text) or similarity.is_cut(known.text, comment.text)


def may_be_edit(comment: Comment, known: Known) -> bool:
    return bool(comment.author.name) and similarity.similarity(comment.text, known.text) >= EDITED


def is_edit(comment: Comment, known: Known) -> bool:
    return known.shown and may_be_edit(comment, known)


def is_edit_of_that_moment(comment: Comment, known: Known) -> bool:
    """Similar words of the same moment: without neighbours to go by, less could be another comment."""
    moment = published_utc(comment.published)
    return moment is not None and moment == published_utc(known.published) and may_be_edit(comment, known)


def words_of(comment: Comment | Known) -> tuple[str, str]:
    author = comment.author if isinstance(comment, Known) else comment.author.name
    return folded(author), folded(comment.text)


def saying(comment: Comment | Known) -> str:
    """What was said, whoever said it."""
    return skeleton(comment.text)


def was_worded(comment: Comment, known: Known) -> bool:
    """Whether one of the stored comment's versions has this author and words."""
    words = words_of(comment) if known.earlier else None
    return any(words == (folded(author), folded(text)) for author, text in known.earlier)
