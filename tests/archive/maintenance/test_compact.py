from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from tests.support.archives import check, compact
from tests.support.threads import comment, contents, healthy, rows, thread

if TYPE_CHECKING:
    from pathlib import Path

ONE = comment("One", id="1")

TWO = comment("Two", "Bo", id="2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Fifty days with the thread unchanged, a comment more, and fifty unchanged days again."""
    with Archive.open(tmp_path / "a.db") as archive:
        for day in range(100):
            shown = (ONE,) if day < 50 else (ONE, TWO)
            archive.save(thread(*shown), observed_at=f"2020-{day // 25 + 1:02}-{day % 25 + 1:02}")
    return tmp_path / "a.db"


def test_old_visits_that_showed_the_same_are_folded_to_first_two_and_last(path: Path) -> None:
    before = contents(path)
    compacted = compact(path)
    assert compacted.folded == 94
    days = [row["fetched_at"][:10] for row in rows(path, "SELECT fetched_at FROM fetches ORDER BY fetched_at")]
    assert days == ["2020-01-01", "2020-01-02", "2020-02-25", "2020-03-01", "2020-03-02", "2020-04-25"]
    after = contents(path)
    full_text = {name for name in before if "_fts" in name}
    assert {name: after[name] for name in before if name not in full_text} == {
        name: before[name] for name in before if name not in full_text
    }
    assert healthy(path)
    assert list(check(path)) == []
    assert compact(path).folded == 0


def test_recent_visits_stay(path: Path) -> None:
    assert compact(path, keep_days=36_500).folded == 0
    assert rows(path, "SELECT count(*) AS visits FROM fetches") == [{"visits": 100}]


def test_the_next_visit_after_folding_is_unchanged(path: Path) -> None:
    compact(path)
    with Archive.open(path) as archive:
        assert archive.save(thread(ONE, TWO)).outcome == "unchanged"
        assert archive.save(thread(ONE)).gone == 1
