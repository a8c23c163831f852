"""A part of a thread for the eye: the levels near the top, or what some person wrote and what that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.tombstones import without
from archive.values import folded

if TYPE_CHECKING:
    from scraper.thread import Thread


def narrowed(thread: Thread, *, levels: int | None = None, author: str | None = None) -> tuple[Thread, list[int]]:
    """The thread with so many levels at most, and with comments by people with this in their name and those that they
    answer. Also returns the places that the comments had."""
    kept = set(range(len(thread.comments)))
    if author is not None:
        kept = _by(thread, folded(author))
    if levels is not None:
        kept = {place for place in kept if thread.comments[place].depth < levels}
    if len(kept) == len(thread.comments):
        return thread, sorted(kept)
    return without(thread, set(range(len(thread.comments))) - kept), sorted(kept)


def _by(thread: Thread, name: str) -> set[int]:
    kept: set[int] = set()
    for place, comment in enumerate(thread.comments):
        above: int | None = place if name in folded(comment.author.name) else None
        while above is not None and above not in kept:
            kept.add(above)
            above = thread.comments[above].parent
    return kept
