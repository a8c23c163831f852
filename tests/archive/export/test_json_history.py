"""The history of a document: addresses, distinct observations, visits; comments by their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from archive.export.json_documents import written
from archive.export.json_history import history
from archive.export.json_rows import document
from archive.query import read
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://tea.example/2026/kettles"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    one, two = comment("One", id="1"), comment("Two", id="2", parent=0, depth=1)
    with Archive.open(tmp_path / "a.db") as archive:
        for day, said in enumerate([(one,), (one, two), (one, two), (one,)], 1):
            at = f"2026-01-0{day}T00:00:00Z"
            archive.save(thread(*said), visit=Visit(URL, status=200, fetched_at=at))
    return tmp_path / "a.db"


def test_visits_name_observations_and_those_that_show_all_say_just_that(path: Path) -> None:
    with reading(path) as conn:
        (key,) = read.keys(conn)
        parts = document(conn, key)
        "".join(written(parts))
        told = parts.tail()["history"]
    assert [each["comments"] for each in told["observations"]] == [[[0, 1, None]], None]
    assert [(each["at"][8:10], each["observation"], each["status"]) for each in told["visits"]] == [
        ("01", 0, 200),
        ("02", 1, 200),
        ("03", 1, 200),
        ("04", 0, 200),
    ]
    assert [(each["url"], each["kind"]) for each in told["addresses"]] == [(URL, "page")]
    assert all(each["complete"] is True for each in told["observations"])


def test_what_was_not_written_has_no_place(path: Path) -> None:
    with reading(path) as conn:
        (key,) = read.keys(conn)
        with pytest.raises(KeyError):
            history(conn, read.article(conn, key), [], {})


def test_a_parent_that_a_listing_only_names_is_found_by_its_id(tmp_path: Path) -> None:
    answer = comment("Two", id="2", parent_id="1")
    with Archive.open(tmp_path / "b.db") as archive:
        archive.save(thread(answer), observed_at="2026-01-01")
        archive.save(thread(comment("One", id="1"), answer), observed_at="2026-01-02")
    with reading(tmp_path / "b.db") as conn:
        (key,) = read.keys(conn)
        parts = document(conn, key)
        "".join(written(parts))
        told = parts.tail()["history"]
    assert told["observations"][-1]["comments"] is None
