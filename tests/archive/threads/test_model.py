"""The archive against a simple model, over random histories; 100,000 by hand with `tests.archive.histories`."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import Archive
from tests.archive.histories import check, examine, tell, write
from tests.support.archives import merge
from tests.support.threads import contents, healthy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(tmp_path_factory.mktemp("histories") / "a.db") as opened:
        opened.db.conn.execute("PRAGMA synchronous = OFF")
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 10))])
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**63))
def test_nothing_is_lost_doubled_or_wrongly_gone_in_any_history(archive: Archive, part: int, seed: int) -> None:
    check(archive, write(random.Random(seed * 10 + part)))


def test_histories_that_two_archives_saw_parts_of_are_whole_when_merged(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    stories = [write(chance, calm=True) for _ in range(30)]
    here, there = tmp_path / "here.db", tmp_path / "there.db"
    with Archive.open(here) as one, Archive.open(there) as other:
        for story in stories:
            for event in story.arrivals:
                tell(chance.choice((one, other)), story, [event])
    merge(here, there)
    merged = contents(here, without=set())
    merge(here, there)
    assert contents(here, without=set()) == merged, "merging twice changes nothing"
    with Archive.open(here) as archive:
        for story in stories:
            try:
                examine(archive, story)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, story {story.number}: {error}") from error
    assert healthy(here)
