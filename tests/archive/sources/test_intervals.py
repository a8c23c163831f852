from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.sources.intervals import DAY, HOUR, Facts, Limits, next_poll, next_visit

NOW = 1_700_000_000.0

LIMITS = Limits()

moments = st.floats(NOW - 3000 * DAY, NOW + 2 * DAY)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    return Facts(
        visited_at=NOW,
        began=draw(moments),
        comments=tuple(draw(st.lists(moments, max_size=12))),
        hint=draw(st.sampled_from([None, "moved", "same"])),
        moved_at=draw(st.none() | st.floats(NOW, NOW + 100 * DAY)),
        fresh_until=draw(st.none() | st.floats(NOW - DAY, NOW + 20 * DAY)),
        failures=draw(st.integers(0, 3) | st.integers(0, 10**6)),
    )


limits = st.builds(Limits, st.floats(1, DAY), st.floats(DAY, 400 * DAY))


@given(facts(), limits)
def test_no_visit_is_sooner_than_the_shortest_or_later_than_the_longest_pause(known: Facts, allowed: Limits) -> None:
    due = next_visit(replace(known, fresh_until=None), allowed)
    assert NOW + allowed.shortest <= due <= NOW + allowed.longest


@given(facts(), limits)
def test_no_visit_is_sooner_than_the_server_allows(known: Facts, allowed: Limits) -> None:
    due = next_visit(known, allowed)
    assert due >= (known.fresh_until or 0)
    assert due in (next_visit(replace(known, fresh_until=None), allowed), known.fresh_until)


@given(facts(), st.floats(0, 1000 * DAY))
def test_a_thread_that_was_silent_for_longer_waits_at_least_as_long(known: Facts, more: float) -> None:
    older = replace(known, began=known.began - more, comments=tuple(at - more for at in known.comments))
    assert next_visit(older, LIMITS) >= next_visit(known, LIMITS)


@given(facts())
def test_the_order_of_the_comments_does_not_matter(known: Facts) -> None:
    assert next_visit(replace(known, comments=known.comments[::-1]), LIMITS) == next_visit(known, LIMITS)


@given(facts())
def test_a_feed_that_says_the_same_spares_visits_and_one_that_says_more_brings_them(known: Facts) -> None:
    sound = replace(known, failures=0, moved_at=NOW)
    same, unknown, moved = (next_visit(replace(sound, hint=hint), LIMITS) for hint in ("same", None, "moved"))
    assert moved <= unknown <= same


@given(facts())
def test_each_further_failure_waits_at_least_as_long(known: Facts) -> None:
    failing = replace(known, failures=max(known.failures, 1))
    assert next_visit(replace(failing, failures=failing.failures + 1), LIMITS) >= next_visit(failing, LIMITS)


def pause(**known: object) -> float:
    return next_visit(Facts(NOW, **{"began": NOW, **known}), LIMITS) - NOW  # type: ignore[arg-type]


def test_a_young_thread_is_visited_within_hours_and_a_silent_one_after_months() -> None:
    assert pause(began=NOW - 3 * HOUR) < 4 * HOUR
    assert pause(began=NOW - 3 * DAY, comments=[NOW - HOUR / 2, NOW - HOUR, NOW - 2 * HOUR]) < 4 * HOUR
    assert 15 * DAY < pause(began=NOW - 30 * DAY) < 30 * DAY
    assert pause(began=NOW - 3000 * DAY, comments=[NOW - 2900 * DAY]) == LIMITS.longest


def test_one_late_comment_does_not_make_a_thread_lively() -> None:
    monthly = [NOW - HOUR, NOW - 30 * DAY, NOW - 60 * DAY, NOW - 90 * DAY]
    assert pause(began=NOW - 400 * DAY, comments=monthly) > 20 * DAY


def test_a_comment_that_the_feed_tells_of_is_had_within_half_a_day_of_the_shortest_pause() -> None:
    assert pause(hint="moved", moved_at=NOW + 20 * DAY) <= 20 * DAY + 12 * HOUR
    assert pause(hint="moved", moved_at=NOW + HOUR) == LIMITS.shortest


def test_visits_to_a_dead_thread_grow_rare_fast() -> None:
    at, visits = NOW, 0
    while at < NOW + 365 * DAY:
        at, visits = next_visit(Facts(at, began=NOW - HOUR), LIMITS), visits + 1
    assert visits <= 2 * math.log(365 * 24)


@pytest.mark.parametrize(("age", "longest"), [(HOUR, 2 * HOUR), (10 * DAY, 6 * HOUR), (1000 * DAY, DAY)])
def test_a_feed_is_asked_the_oftener_the_newer_what_it_lists(age: float, longest: float) -> None:
    due = next_poll([NOW - age, NOW - 2000 * DAY], NOW, None, 0, LIMITS)
    assert NOW + LIMITS.shortest <= due <= NOW + longest


@given(st.lists(moments, max_size=5), st.integers(0, 10**6), st.none() | st.floats(NOW, NOW + 9 * DAY), limits)
def test_a_feed_is_asked_within_bounds(
    listed: list[float], failures: int, fresh: float | None, allowed: Limits
) -> None:
    due = next_poll(listed, NOW, fresh, failures, allowed)
    assert due >= max(NOW + allowed.shortest, fresh or 0)
    assert due <= max(NOW + max(3 * DAY, allowed.shortest), fresh or 0)
