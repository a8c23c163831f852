"""A list holds the threads that are wanted, in the order that is, and a thread can be narrowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from archive.errors import InvalidValue
from archive.query.listing import Wanted, chosen, narrowed
from archive.query.read import Listing
from tests.support.threads import comment, thread

FOUND = [
    Listing("1", "2026-01-05", "tea.example", 3, 0, True, "kettles", "https://tea.example/1"),
    Listing("2", "2026-02", "tea.example", 9, 2, False, "Ärmel", "https://tea.example/2"),
    Listing("3", "2025-12-31T10:00:00Z", "cups.example", 0, 0, None, None, "https://cups.example/3"),
]


@pytest.mark.parametrize(
    ("wanted", "uids"),
    [
        ({}, "213"),
        ({"reverse": True}, "312"),
        ({"sort": "comments"}, "213"),
        ({"sort": "gone"}, "213"),
        ({"sort": "title"}, "312"),
        ({"sort": "title", "reverse": True}, "213"),
        ({"sort": "site"}, "312"),
        ({"limit": 1}, "2"),
        ({"site": "WWW.tea.example"}, "21"),
        ({"incomplete": True}, "23"),
        ({"after": "2026"}, "21"),
        ({"after": "2026-01-06"}, "2"),
        ({"after": "2026-02-14"}, "2"),
        ({"before": "2026-01"}, "13"),
        ({"after": "2025-12", "before": "2025-12-31"}, "3"),
    ],
)
def test_threads_are_chosen_and_put_in_order(wanted: dict[str, Any], uids: str) -> None:
    assert "".join(entry.uid for entry in chosen(FOUND, Wanted(**wanted))) == uids


@pytest.mark.parametrize("date", ["soon", "26", "2026-1"])
def test_a_date_that_is_none_is_told(date: str) -> None:
    with pytest.raises(InvalidValue, match="is not a date"):
        chosen(FOUND, Wanted(after=date))


THREAD = thread(
    comment("One", "Anna Thimble"),
    comment("Two", "Bo Larch", parent=0, depth=1),
    comment("Three", "Cyd Moss", parent=1, depth=2),
    comment("Four", "Cyd Moss"),
)


def texts(**wanted: Any) -> tuple[list[tuple[str, int]], list[int]]:
    found, places = narrowed(THREAD, **wanted)
    return [(each.text, each.depth) for each in found.comments], places


def test_a_thread_is_narrowed_to_levels() -> None:
    assert texts(levels=1) == ([("One", 0), ("Four", 0)], [0, 3])
    assert texts(levels=2) == ([("One", 0), ("Two", 1), ("Four", 0)], [0, 1, 3])


def test_comments_by_somebody_stand_with_what_they_answer() -> None:
    assert texts(author="larch") == ([("One", 0), ("Two", 1)], [0, 1])
    assert texts(author="CYD", levels=2) == ([("One", 0), ("Two", 1), ("Four", 0)], [0, 1, 3])
    assert texts(author="nobody") == ([], [])


def test_a_thread_that_loses_nothing_is_the_same() -> None:
    found, places = narrowed(THREAD, levels=3)
    assert found is THREAD
    assert places == [0, 1, 2, 3]
    assert replace(found) == THREAD
