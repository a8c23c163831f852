"""What an article's visits say together: which comments are shown, gone, in which wording and in which order.

A visit counts by what it changes: where a channel shows the same observation as at its visit before, the visit only
proves that the state went on. Every other visit moves the history on by these rules:

- A comment that is listed is shown, in the wording listed; if it was gone, it is back.
- A comment that the channel had shown and that a complete observation no longer lists is gone since that visit. Any
  other observation only adds and edits.
- A complete observation that lists fewer than half of ten or more shown comments of its channel may be a broken
  page: it takes nothing back. The next complete one takes back what both of them lack.
- The parent is the one last stated; a visit that states none (a channel without nesting, or a system that lifts the
  replies of a removed comment) takes none away. Nor does one that names what stands further up where another channel
  names the nearer: themes print all replies below a depth of theirs in one level.
- The order is that of the newest complete observation; a comment that it does not list stays behind the one it last
  followed. Any other observation (a feed, a part of a thread) may list in an order of its own: it places new comments
  only.

`replay` folds all visits, sorted by time; `advance` is one step of that fold, which the store also takes alone when
the visit is the newest. Comments are plain numbers here. Nothing recurses.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from scraper import thread
from scraper.visit.merge import added_order, merged_order

MANY = 10
"""A thread with fewer comments than this may lose most of them at once."""


class Listed(NamedTuple):
    """One comment as an observation lists it: which comment, in which version, below which other comment."""

    comment: int
    version: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit: when (UTC, `YYYY-MM-DDTHH:MM:SSZ`), through which channel, and which observation it showed."""

    at: str
    channel: str
    observation: int
    complete: bool | None
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one comment stands. `shown_until` is the last visit known to have shown it, for when it goes."""

    version: int
    parent: int | None
    first_seen: str
    last_seen: str
    gone_since: str | None = None
    shown_until: str = ""


class Place(NamedTuple):
    """Where a comment stands in the reading order."""

    comment: int
    parent: int | None
    depth: int
    descendants: int


@dataclass(slots=True)
class History:
    """How all comments of an article stand after some visits. `order` holds every comment once.

    `current` is what each channel showed last, `stated` the parents that it named there, `visited` when that was,
    `showing` what it has shown and not taken back, `doubted` what was listed since a sharp drop that has to be seen
    twice, `placed` the places since the last change of order. `advance` changes a history in place; nothing else does.
    """

    standings: dict[int, Standing] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    current: dict[str, tuple[int, frozenset[int]]] = field(default_factory=dict)
    stated: dict[str, dict[int, int | None]] = field(default_factory=dict)
    visited: dict[str, str] = field(default_factory=dict)
    showing: dict[str, set[int]] = field(default_factory=dict)
    doubted: dict[str, frozenset[int]] = field(default_factory=dict)
    placed: list[Place] = field(default_factory=list)


def replay(visits: Iterable[Seen]) -> History:
    """The history that the visits make together, whatever order they are given in."""
    history = History()
    for visit in sorted(visits, key=lambda visit: visit.at):
        advance(history, visit)
    return history


def advance(history: History, visit: Seen) -> None:
    """Move the history on by one visit, which is not older than those before it."""
    observation, _ = history.current.get(visit.channel, (None, None))
    if observation == visit.observation and not (visit.complete and visit.channel in history.doubted):
        history.visited[visit.channel] = visit.at
        return
    _note_last_visit(history, visit.channel)
    listed = frozenset(entry.comment for entry in visit.listed)
    others = [stated for channel, stated in history.stated.items() if channel != visit.channel]
    for entry in visit.listed:
        nearer = entry._replace(parent=_nearest(entry, others))
        history.standings[entry.comment] = _shown(history.standings.get(entry.comment), nearer, visit.at)
    showing = history.showing.setdefault(visit.channel, set())
    if visit.complete:
        for comment in _taken_back(history, visit.channel, listed):
            history.standings[comment] = _gone(history, comment, visit.at)
            showing.discard(comment)
    elif visit.channel in history.doubted:
        history.doubted[visit.channel] |= listed
    showing |= listed
    merge = merged_order if visit.complete else added_order
    _arrange(history, merge(history.order, [entry.comment for entry in visit.listed]))
    history.current[visit.channel] = (visit.observation, listed)
    history.stated[visit.channel] = {entry.comment: entry.parent for entry in visit.listed}
    history.visited[visit.channel] = visit.at


def places(history: History) -> list[Place]:
    """Every comment in the reading order."""
    return history.placed or _in_order(history, history.order)


def reading_order(order: Sequence[int], parents: Mapping[int, int | None]) -> list[Place]:
    """Depth first by `order`: each comment, then its replies. Of parents in a circle one is lifted to the top."""
    order = list(dict.fromkeys(order))
    where: dict[int | None, int] = {comment: place for place, comment in enumerate(order)}
    placed = thread.reading_order([where.get(parents.get(comment)) for comment in order])
    below = thread.descendants([parent for _, parent, _ in placed])
    return [
        Place(order[old], None if parent is None else order[placed[parent][0]], depth, count)
        for (old, parent, depth), count in zip(placed, below, strict=True)
    ]


def pack(listed: Iterable[Listed]) -> bytes:
    """A listing as bytes: neighbours differ by little, so differences compress to next to nothing."""
    ids: list[int] = []
    versions: list[int] = []
    parents: list[int] = []
    before = 0
    for comment, version, parent in listed:
        ids.append(comment - before)
        versions.append(version)
        parents.append(0 if parent is None else comment - parent)
        before = comment
    return zlib.compress(json.dumps([ids, versions, parents], separators=(",", ":")).encode())


def unpack(listing: bytes) -> tuple[Listed, ...]:
    """What `pack` packed."""
    ids, versions, parents = json.loads(zlib.decompress(listing))
    listed: list[Listed] = []
    comment = 0
    for step, version, up in zip(ids, versions, parents, strict=True):
        comment += step
        listed.append(Listed(comment, version, comment - up if up else None))
    return tuple(listed)


def _in_order(history: History, order: Sequence[int]) -> list[Place]:
    return reading_order(order, {key: standing.parent for key, standing in history.standings.items()})


def _arrange(history: History, order: Sequence[int]) -> None:
    """Keep the order as it reads, and parents as they can be: just what the rows of an archive hold."""
    history.placed = _in_order(history, order)
    history.order = [place.comment for place in history.placed]
    for place in history.placed:
        standing = history.standings[place.comment]
        if standing.parent != place.parent and standing.parent in history.standings:  # else it may still be seen
            history.standings[place.comment] = replace(standing, parent=place.parent)


def drops_sharply(shown: int, still: int) -> bool:
    """Whether so few of the shown comments are still listed that the page may be broken."""
    return shown >= MANY and 2 * still < shown


def _taken_back(history: History, channel: str, listed: frozenset[int]) -> set[int]:
    """What a complete observation that lists these takes back; after a sharp drop only what two in a row lack."""
    showing = history.showing[channel]
    missing = showing - listed
    shown = {comment for comment in showing if history.standings[comment].gone_since is None}
    doubted = history.doubted.pop(channel, None)
    if not drops_sharply(len(shown), len(shown & listed)):
        return missing
    if doubted is None or missing & doubted:
        history.doubted[channel] = listed
    return set() if doubted is None else missing - doubted


def _shown(standing: Standing | None, entry: Listed, at: str) -> Standing:
    if standing is None:
        return Standing(entry.version, entry.parent, at, at, None, at)
    parent = standing.parent if entry.parent is None else entry.parent
    return Standing(entry.version, parent, standing.first_seen, at, None, at)


def _nearest(entry: Listed, others: Iterable[Mapping[int, int | None]]) -> int | None:
    """The parent that a visit names, or one that another channel names and that stands somewhere below that one."""
    parent = entry.parent
    for stated in others:
        below = stated.get(entry.comment)
        if parent is not None and below is not None and below != parent and _stands_below(below, parent, stated):
            parent = below
    return parent


def _stands_below(comment: int, other: int, stated: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    above = stated.get(comment)
    while above is not None and above not in seen:
        if above == other:
            return True
        seen.add(above)
        above = stated.get(above)
    return False


def _gone(history: History, comment: int, at: str) -> Standing:
    standing = history.standings[comment]
    if standing.gone_since is not None:
        return standing
    others = (history.visited[channel] for channel, (_, listed) in history.current.items() if comment in listed)
    until = max((standing.shown_until, *others))
    return replace(standing, gone_since=at, last_seen=until, shown_until=until)


def _note_last_visit(history: History, channel: str) -> None:
    """Before a channel turns to another observation: until when did it show the one before?"""
    if channel not in history.current:
        return
    at = history.visited[channel]
    for comment in history.current[channel][1]:
        standing = history.standings[comment]
        if standing.gone_since is None and standing.shown_until < at:
            since = standing.first_seen, standing.last_seen  # `replace` takes five times as long
            history.standings[comment] = Standing(standing.version, standing.parent, *since, None, at)
