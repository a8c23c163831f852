"""Threads come out of the archive by address or uid, one at a time, as they went in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from archive import Archive
from archive.db.rows import select
from archive.errors import NotFound
from archive.query import read
from scraper.thread import Author, Channel
from tests.support.archives import reading
from tests.support.threads import bare, comment, thread, threads

if TYPE_CHECKING:
    from pathlib import Path

    from scraper.thread import Thread

URL, CUPS = "https://tea.example/2026/kettles", "https://cups.example/1"
POTS = "https://tea.example/2026/pots"

CHANGES = ("at", "what", "thread_uid", "comment_uid", "title", "author", "version", "text")

KETTLES = thread(
    comment("Mine is blue.", id="1", published="2026-01-05T10:00:00Z", likes=3),
    comment("Is it?", "Bo Larch", id="2", parent=0, depth=1, kind="pingback", edited=True),
    comment("Gone soon", id="3"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(KETTLES, observed_at="2026-02-01")
        archive.save(thread(*KETTLES.comments[:2]), observed_at="2026-02-02")
        archive.save(thread(url=CUPS, complete=None), observed_at="2026-02-03")
    return tmp_path / "a.db"


def test_a_thread_is_found_by_address_uid_and_the_beginning_of_it(path: Path) -> None:
    with reading(path) as conn:
        uid = str(read.read(conn, read.find(conn, URL)).uid)
        for name in (uid, "http://www.tea.example/2026/kettles/", "tea.example/2026/kettles"):
            assert read.read(conn, read.find(conn, name)).uid == uid
        beginnings = [uid[:size] for size in range(4, 26) if conn.execute(
            "SELECT count(*) FROM articles WHERE uid GLOB ?", [f"{uid[:size]}*"]).fetchone() == (1,)]  # fmt: skip
        assert beginnings
        assert {read.read(conn, read.find(conn, name)).uid for name in beginnings} == {uid}


@pytest.mark.parametrize("name", ["https://tea.example/none", "0", "zzzz", "", "*", "'"])
def test_what_is_not_there_is_told_with_the_way_out(path: Path, name: str) -> None:
    with reading(path) as conn, pytest.raises(NotFound, match="afterword list"):
        read.read(conn, read.find(conn, name))


def test_a_thread_is_what_was_saved_with_what_went(path: Path) -> None:
    with reading(path) as conn:
        found = read.read(conn, read.find(conn, URL))
    assert bare(found) == KETTLES
    assert [each.gone_since for each in found.comments] == [None, None, "2026-02-02T00:00:00Z"]
    assert found.comments[0].author == Author("Anna Thimble")
    assert found.channels == (Channel("page", "2026-02-02T00:00:00Z", True, 2),)
    assert found.fetched_at == "2026-02-02T00:00:00Z"


def test_threads_come_in_the_order_of_their_names_or_as_they_came_in(path: Path) -> None:
    with reading(path) as conn:
        assert [read.read(conn, key).url for key in read.keys(conn)] == [URL, CUPS]
        assert [read.read(conn, key).url for key in read.keys(conn, [CUPS, URL])] == [CUPS, URL]
        with pytest.raises(NotFound, match="none"):
            read.keys(conn, [CUPS, "none"])


def test_a_list_tells_each_thread_in_short(path: Path) -> None:
    with reading(path) as conn:
        found = list(read.listing(conn))
    assert [(each.url, each.site, each.comments, each.gone, each.complete) for each in found] == [
        (CUPS, "cups.example", 0, 0, None),
        (URL, "tea.example", 2, 1, True),
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=threads(max_comments=6))
def test_any_thread_comes_out_by_its_uid(tmp_path: Path, document: Thread) -> None:
    (tmp_path / "b.db").unlink(missing_ok=True)
    with Archive.open(tmp_path / "b.db") as archive:
        uid = archive.save(document, observed_at="2026-01-01").uid
    with reading(tmp_path / "b.db") as conn:
        found = read.read(conn, read.find(conn, uid))
        assert [read.read(conn, key) for key in read.keys(conn)] == [found]
        assert select(conn, "SELECT uid FROM articles") == [{"uid": uid}]
    assert len(found.comments) == len(document.comments)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("Mine is blue.", id="1"), comment("Two", id="2")), observed_at="2026-01-01")
        archive.save(thread(comment("Mine is green.", id="1")), observed_at="2026-01-02")
        archive.save(thread(comment("Cups!", id="9"), url=POTS), observed_at="2026-01-03")
    return tmp_path / "a.db"


def told(path: Path, begin: str | None = None, name: str | None = None, limit: int | None = None) -> list[str]:
    with reading(path) as conn:
        rows = read.changes(conn, begin, name, limit)
    assert all(tuple(row) == CHANGES for row in rows)
    return [f"{row['at'][8:10]} {row['what']} {row['text']}" for row in rows]


def test_changes_come_newest_first(changed: Path) -> None:
    *newer, one, two = told(changed)
    assert newer == [
        "03 article new Kettles I have known",
        "03 comment new Cups!",
        "02 comment edited Mine is green.",
        "02 comment gone Two",
        "01 article new Kettles I have known",
    ]
    assert {one, two} == {"01 comment new Mine is blue.", "01 comment new Two"}


def test_changes_of_a_time_of_a_thread_and_only_some(changed: Path) -> None:
    assert told(changed, "2026-01-02T00:00:00Z", URL) == ["02 comment edited Mine is green.", "02 comment gone Two"]
    assert told(changed, name=POTS) == ["03 article new Kettles I have known", "03 comment new Cups!"]
    assert len(told(changed, limit=3)) == 3
    assert told(changed, "2026-01-04T00:00:00Z") == []


def test_changes_of_a_thread_that_is_not_there_are_told(changed: Path) -> None:
    with pytest.raises(NotFound):
        told(changed, name="https://tea.example/none")
