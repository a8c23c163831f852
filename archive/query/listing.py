"""Which threads to list, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archive.query import read
from archive.threads.tombstones import without
from archive.times import check_stated
from archive.urls import host_of
from archive.values import folded
from scraper.thread import Thread

ORDERS = ("date", "comments", "gone", "site", "title")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which threads a list holds, and in which order. None leaves nothing out.

    `after` and `before` are the article's date (or, where none is stated, when it was first seen) as far as given, both
    included. The largest, newest and most gone come first, names from A; `reverse` turns that round.
    """

    site: str | None = None
    after: str | None = None
    before: str | None = None
    incomplete: bool = False
    sort: str = "date"
    reverse: bool = False
    limit: int | None = None


def chosen(found: Iterable[read.Listing], wanted: Wanted) -> list[read.Listing]:
    """The threads that are wanted, in the order that is. SearchFailed for a date that is none."""
    check_stated(wanted.after, wanted.before)
    by_name = wanted.sort in ("site", "title")

    def order(entry: read.Listing) -> tuple[bool, Any]:
        value = getattr(entry, wanted.sort)
        return value is not None, folded(value) if by_name else value

    site, after, before = wanted.site and host_of(wanted.site), wanted.after or "", wanted.before or "9"
    kept = [entry for entry in found if site in (None, entry.site) and not (wanted.incomplete and entry.complete)]
    kept = [entry for entry in kept if entry.date[: len(after)] >= after[: len(entry.date)]]
    kept = [entry for entry in kept if entry.date[: len(before)] <= before]
    return sorted(kept, key=order, reverse=wanted.reverse == by_name)[: wanted.limit]


def narrowed(thread: Thread, *, levels: int | None = None, author: str | None = None) -> tuple[Thread, list[int]]:
    """The thread with so many levels at most, and with comments by people with this in their name and those that they
    answer. Also returns the places that the comments had."""
    every = set(range(len(thread.comments)))
    kept = every if author is None else _by(thread, folded(author))
    if levels is not None:
        kept = {place for place in kept if thread.comments[place].depth < levels}
    return without(thread, every - kept) if kept < every else thread, sorted(kept)


def _by(thread: Thread, name: str) -> set[int]:
    kept: set[int] = set()
    for place, comment in enumerate(thread.comments):
        above: int | None = place if name in folded(comment.author.name) else None
        while above is not None and above not in kept:
            kept.add(above)
            above = thread.comments[above].parent
    return kept
