from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.errors import ArchiveCorrupt, SnapshotTooLarge
from archive.threads import snapshots
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from pathlib import Path

THREAD = thread(comment("The sandbank moved.", id="1"))


def page(token: int, size: int = 30_000) -> bytes:
    """A page of words that no compression makes small, with a token that is another one each time."""
    chance = random.Random(1)
    words = " ".join("".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(size // 8))
    return f"<html><input value='{random.Random(token).getrandbits(128):x}'><p>{words}</p></html>".encode()


def visit(path: Path, pages: list[bytes], *, start: int = 0) -> None:
    with Archive.open(path, keep_snapshots="all") as archive:
        for place, data in enumerate(pages, start):
            archive.save(replace(THREAD, fetched_at=f"2026-01-01T{place // 60:02}:{place % 60:02}:00Z"), snapshot=data)


def kept(path: Path) -> list[bytes]:
    """The bytes of every visit, in order."""
    with closing(sqlite3.connect(path)) as conn:
        keys = conn.execute("SELECT snapshot_id FROM fetches ORDER BY fetched_at").fetchall()
        return [snapshots.read(conn, key) for (key,) in keys]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def test_a_page_that_changes_a_token_each_time_costs_next_to_nothing_again(path: Path) -> None:
    pages = [page(token) for token in range(11)]
    visit(path, pages)
    sizes = [row["size"] for row in rows(path, "SELECT length(data) AS size FROM snapshots ORDER BY id")]
    assert all(size <= 0.03 * len(pages[0]) for size in sizes[1:])
    assert kept(path) == pages


def test_every_twentieth_version_stands_alone(path: Path) -> None:
    pages = [page(token, 2000) for token in range(45)]
    visit(path, pages)
    alone = [row["id"] for row in rows(path, "SELECT id FROM snapshots WHERE base_id IS NULL ORDER BY id")]
    assert alone == [1, 21, 41]
    assert kept(path) == pages


def test_another_page_altogether_stands_alone(path: Path) -> None:
    visit(path, [page(1), random.Random(2).randbytes(20_000)])
    assert rows(path, "SELECT DISTINCT encoding, base_id FROM snapshots") == [{"encoding": "zstd", "base_id": None}]


def test_what_builds_on_a_removed_version_can_still_be_read(path: Path) -> None:
    pages = [page(token) for token in range(5)]
    visit(path, pages)
    with closing(sqlite3.connect(path)) as conn, conn:
        snapshots.remove(conn, [1, 3])
    with closing(sqlite3.connect(path)) as conn:
        assert [key for (key,) in conn.execute("SELECT id FROM snapshots ORDER BY id")] == [2, 4, 5]
        assert [snapshots.read(conn, key) for key in (2, 4, 5)] == [pages[1], pages[3], pages[4]]
        assert conn.execute("SELECT snapshot_id FROM fetches ORDER BY fetched_at").fetchall() == [
            *((None,), (2,), (None,), (4,), (5,))
        ]


def test_unpacking_ends_at_the_limit_also_inside_a_chain(path: Path) -> None:
    visit(path, [page(1), page(2)])
    with closing(sqlite3.connect(path)) as conn:
        for key in (1, 2):
            with pytest.raises(SnapshotTooLarge):
                snapshots.read(conn, key, limit=10_000)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE snapshots SET base_id = NULL WHERE id = 2",
        "UPDATE snapshots SET base_id = 2 WHERE id = 2",
        "UPDATE snapshots SET data = (SELECT data FROM snapshots WHERE id = 2) WHERE id = 1",
        "UPDATE snapshots SET data = x'00' WHERE id = 2",
        "UPDATE snapshots SET sha256 = 'other' WHERE id = 2",
    ],
)
def test_damage_is_told_and_does_not_spread_to_the_next_version(path: Path, damage: str) -> None:
    visit(path, [page(1), page(2)])
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(damage)
        with pytest.raises(ArchiveCorrupt):
            snapshots.read(conn, 2)
    visit(path, [page(3)], start=5)
    with closing(sqlite3.connect(path)) as conn:
        assert snapshots.read(conn, 3) == page(3)
