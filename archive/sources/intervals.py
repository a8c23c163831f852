"""When a page is due again: a pure function of what is known about it.

Comments come in bursts that thin out: the longer a thread has been silent, the longer it is likely to stay so. So the
pause before the next visit is a share of the silence, which makes visits to a dead thread rarer and rarer; a thread to
which a comment comes once a month is not taken for a lively one because of the last of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

HOUR = 3600.0
DAY = 24 * HOUR

SHARE_OF_SILENCE = 0.75

SHARE_OF_GAP = 3.0
"""In these parts of the silence, and of the usual time between two comments, is the pause measured."""

SHARE_WHEN_MOVED = 0.3

LONGEST_WHEN_MOVED = 12 * HOUR
"""A comment that the feed tells of is rarely alone: so long is waited for the next ones, to bring them in one visit."""

NEWEST = 5
"""Comments whose times count: what a thread was like long ago says little."""

SPARED = 14 * DAY
"""A thread of which its feed says that nothing moved is visited so rarely: edits and deletions move no count."""

LONGEST_FAILING = 14 * DAY


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: no page is visited more often than `shortest`, and each at least every `longest`."""

    shortest: float = 2 * HOUR
    longest: float = 90 * DAY


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page after a visit. Times are seconds since 1970, UTC.

    `began` is when the article appeared: published, or first found. `comments` are the times of the newest comments,
    in any order. `hint` is what the feed says now, compared with what it said at the visit, None where it says nothing
    that can be relied on; `moved_at` is when it first said something else. Until `fresh_until` the server asks not to
    be asked again. `failures` counts the visits in a row that failed, this one included.
    """

    visited_at: float
    began: float
    comments: Sequence[float] = ()
    hint: Literal["moved", "same"] | None = None
    moved_at: float | None = None
    fresh_until: float | None = None
    failures: int = 0


def next_visit(facts: Facts, limits: Limits) -> float:
    """When to visit the page next: seconds since 1970, UTC.

    Never within `limits.shortest` of the last visit nor before `fresh_until`; never later than `limits.longest` after
    the last visit, unless the server asks for that.
    """
    pause = min(max(_pause(facts, limits), limits.shortest), limits.longest)
    return max(facts.visited_at + pause, facts.fresh_until or 0.0)


def _pause(facts: Facts, limits: Limits) -> float:
    if facts.failures:
        return min(limits.shortest * 2.0 ** min(facts.failures, 60), LONGEST_FAILING)
    now = facts.visited_at
    times = sorted((min(at, now) for at in facts.comments), reverse=True)[:NEWEST]
    silence = now - max([min(facts.began, now), *times[:1]])
    if facts.hint == "moved":
        quiet = max((facts.moved_at or now) - now, 0.0)
        return quiet + min(quiet * SHARE_WHEN_MOVED, LONGEST_WHEN_MOVED)
    pause = silence * SHARE_OF_SILENCE
    if len(times) > 1:
        pause = max(pause, (now - times[-1]) / len(times) * SHARE_OF_GAP)
    return max(pause, SPARED) if facts.hint == "same" else pause


def next_poll(
    listed: Sequence[float], polled_at: float, fresh_until: float | None, failures: int, limits: Limits
) -> float:
    """When to ask for a feed or a sitemap next, by the times of what it lists (seconds since 1970, UTC).

    A blog that wrote today is asked at every run, one that has been silent for months once a day.
    """
    if failures:
        pause = min(limits.shortest * 2.0 ** min(failures - 1, 60), 3 * DAY)
    else:
        newest = max((at for at in listed if at <= polled_at), default=polled_at - 30 * DAY)
        pause = min((polled_at - newest) / 48, DAY)
    return max(polled_at + min(max(pause, limits.shortest), limits.longest), fresh_until or 0.0)
