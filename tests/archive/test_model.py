"""The archive against a simple model, over random histories; 100,000 by hand with `tests.archive.histories`."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import Archive
from tests.archive.histories import check, write

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(tmp_path_factory.mktemp("histories") / "a.db") as opened:
        opened._db.conn.execute("PRAGMA synchronous = OFF")
        yield opened


@pytest.mark.parametrize("part", range(4))
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**63))
def test_nothing_is_lost_doubled_or_wrongly_gone_in_any_history(archive: Archive, part: int, seed: int) -> None:
    check(archive, write(random.Random(seed * 4 + part)))
