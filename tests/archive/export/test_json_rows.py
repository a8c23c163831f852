"""A document from the rows of an archive is the thread that reads them, with wordings and visits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive, Visit
from archive.export import json_documents, json_rows
from archive.query import read
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://tea.example/2026/kettles"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        one = comment("Mine is blue.", id="1", likes=3, edited=True)
        three = comment("Three", "Cyd Moss", id="3", parent=1, depth=2)
        two = comment("Two", "Bo Larch", id="2", parent=0, depth=1)
        archive.save(thread(one, two, three), observed_at="2026-01-01")
        archive.save(thread(comment("Mine is green.", id="1"), two, three), observed_at="2026-01-02")
        left = comment("Three", "Cyd Moss", id="3", parent=0, depth=1)
        archive.save(thread(comment("Mine is green.", id="1"), left), observed_at="2026-01-03")
    return tmp_path / "a.db"


def document(path: Path, **more: bool) -> dict[str, Any]:
    with reading(path) as conn:
        (key,) = read.keys(conn)
        found: dict[str, Any] = json.loads("".join(json_documents.written(json_rows.document(conn, key, **more))))
    return found


def test_the_rows_say_what_the_thread_says(path: Path) -> None:
    with reading(path) as conn:
        (stated,) = (read.read(conn, key).to_dict() for key in read.keys(conn))
    found = document(path)
    (first,) = found["comments"]
    del found["history"], first["version"], first["versions"]
    assert found == json.loads(json.dumps(stated))


def test_earlier_wordings_stand_with_their_times(path: Path) -> None:
    (first,) = document(path)["comments"]
    told = [(each["version"], each["text"], each["first_seen"], each["changed"]) for each in first["versions"]]
    assert (first["text"], first["version"]) == ("Mine is green.", 2)
    assert told == [
        (1, "Mine is blue.", "2026-01-01T00:00:00Z", []),
        (2, "Mine is green.", "2026-01-02T00:00:00Z", ["text"]),
    ]
    assert all("versions" not in each for each in first["replies"])


def test_without_what_is_gone_replies_stand_higher_and_there_is_no_history(path: Path) -> None:
    found = document(path, visible_only=True)
    (first,) = found["comments"]
    assert [(each["text"], each["depth"], each["parent"] == first["uid"]) for each in first["replies"]] == [
        ("Three", 1, True)
    ]
    assert (found["comment_count"], found["gone_count"]) == (2, 0)
    assert "history" not in found


@pytest.fixture
def visited(tmp_path: Path) -> Path:
    one, two = comment("One", id="1"), comment("Two", id="2", parent=0, depth=1)
    with Archive.open(tmp_path / "a.db") as archive:
        for day, said in enumerate([(one,), (one, two), (one, two), (one,)], 1):
            at = f"2026-01-0{day}T00:00:00Z"
            archive.save(thread(*said), visit=Visit(URL, status=200, fetched_at=at))
    return tmp_path / "a.db"


def test_visits_name_observations_and_those_that_show_all_say_just_that(visited: Path) -> None:
    with reading(visited) as conn:
        (key,) = read.keys(conn)
        parts = json_rows.document(conn, key)
        "".join(json_documents.written(parts))
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


def test_what_was_not_written_has_no_place(visited: Path) -> None:
    with reading(visited) as conn:
        (key,) = read.keys(conn)
        with pytest.raises(KeyError):
            json_rows.document(conn, key).tail()


def test_a_parent_that_a_listing_only_names_is_found_by_its_id(tmp_path: Path) -> None:
    answer = comment("Two", id="2", parent_id="1")
    with Archive.open(tmp_path / "b.db") as archive:
        archive.save(thread(answer), observed_at="2026-01-01")
        archive.save(thread(comment("One", id="1"), answer), observed_at="2026-01-02")
    with reading(tmp_path / "b.db") as conn:
        (key,) = read.keys(conn)
        parts = json_rows.document(conn, key)
        "".join(json_documents.written(parts))
        told = parts.tail()["history"]
    assert told["observations"][-1]["comments"] is None
