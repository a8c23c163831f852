"""The joint conversation below all copies of a republished article."""

import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from archive.copies import groups
from archive.query import read
from archive.times import same_date
from archive.values import folded
from scraper.thread import Comment, Thread, reading_order


def thread(conn: sqlite3.Connection, name: str) -> tuple[Thread, list[str]]:
    """The thread with this address or uid, with the comments of all its copies, the earliest copy's first.

    With it for each comment a note: the addresses of the copies it stands at, empty where that is the one named. A
    comment that moved along (same author, words, place in the conversation, and a date that agrees) is there once.
    NotFound when there is no such thread.
    """
    named = read.find(conn, name)
    copies = groups.copies_of(conn, named)
    threads = [read.read(conn, key) for key in copies]
    main = threads[copies.index(named)]
    comments, homes = _together(threads)
    placed = reading_order([comment.parent for comment in comments])
    notes = ["" if main.url in homes[old] else "at " + ", ".join(homes[old]) for old, _, _ in placed]
    states = {each.complete for each in threads}
    joint = replace(
        main,
        comments=tuple(replace(comments[old], parent=parent, depth=depth) for old, parent, depth in placed),
        declared_count=None,
        complete=False if False in states else None if None in states else True,
        incomplete=next((each.incomplete for each in threads if not each.complete), None),
        channels=tuple(channel for each in threads for channel in each.channels),
    )
    return joint, notes


def _together(threads: Sequence[Thread]) -> tuple[list[Comment], list[list[str]]]:
    """All comments, `parent` being a place in the list, and the addresses that each stands at."""
    comments: list[Comment] = []
    homes: list[list[str]] = []
    for each in threads:
        waiting: dict[tuple[str, str, int | None], deque[int]] = {}
        for place, comment in enumerate(comments):
            waiting.setdefault(_key(comment, comment.parent), deque()).append(place)
        places: list[int] = []
        for comment in each.comments:
            parent = None if comment.parent is None else places[comment.parent]
            queue = waiting.get(_key(comment, parent), deque())
            same = next((old for old in queue if same_date(comment.published, comments[old].published)), None)
            if same is None:
                places.append(len(comments))
                comments.append(replace(comment, parent=parent))
                homes.append([each.url])
            else:
                queue.remove(same)
                places.append(same)
                homes[same].append(each.url)
    return comments, homes


def _key(comment: Comment, parent: int | None) -> tuple[str, str, int | None]:
    return folded(comment.author.name), folded(comment.text), parent
