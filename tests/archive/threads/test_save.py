"""One visit into the archive: what it does, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from scraper.visit.records import Outcome
from tests.support.threads import comment, contents, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scraper.thread import Comment, Thread

URL = "https://tea.example/2026/kettles"
FIRST, REPLY = comment("It whistled.", id="1"), comment("Mine, too.", "Bo Larch", id="2", parent=0, depth=1)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        opened.save(thread(FIRST, REPLY), observed_at="2026-02-01")
        yield opened


def page(*comments: Comment) -> Thread:
    return thread(*comments)


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        ((FIRST, REPLY), (Outcome.UNCHANGED, 0, 0, 0)),
        ((replace(FIRST, likes=3), REPLY), (Outcome.UNCHANGED, 0, 0, 0)),
        ((FIRST, REPLY, comment("Copper.", "Cyd Moss", id="3")), (Outcome.CHANGED, 1, 0, 0)),
        ((replace(FIRST, text="It sang."), REPLY), (Outcome.CHANGED, 0, 1, 0)),
        ((FIRST,), (Outcome.CHANGED, 0, 0, 1)),
    ],
)
def test_saving_tells_what_it_did(
    archive: Archive, comments: tuple[Comment, ...], expected: tuple[Outcome, int, int, int]
) -> None:
    saved = archive.save(page(*comments), observed_at="2026-03-01")
    assert (saved.outcome, saved.new, saved.changed, saved.gone) == expected
    back = archive.save(page(FIRST, REPLY, *comments[2:]), observed_at="2026-04-01")
    assert back.returned == saved.gone
    assert rows(archive.path, "SELECT outcome FROM fetches WHERE id = 2") == [{"outcome": saved.outcome}]


def test_an_unchanged_page_changes_nothing_but_the_record_of_the_visit(archive: Archive) -> None:
    before = contents(archive.path)
    archive.save(page(FIRST, REPLY), observed_at="2026-03-01")
    after = contents(archive.path)
    assert {name for name in after if after[name] != before[name]} <= {"sqlite_sequence"}


def test_an_article_that_is_gone_keeps_its_thread_and_comes_back(archive: Archive) -> None:
    archive.record(Visit(URL, status=404, fetched_at="2026-03-01"))
    assert rows(archive.path, "SELECT gone_since, comment_count FROM articles") == [
        {"gone_since": "2026-03-01T00:00:00Z", "comment_count": 2}
    ]
    saved = archive.save(page(FIRST, REPLY), observed_at="2026-04-01")
    assert (saved.outcome, saved.article_changed) == (Outcome.CHANGED, True)


def test_a_visit_in_doubt_keeps_nothing_but_itself(archive: Archive) -> None:
    before = contents(archive.path)
    saved = archive.save(page(), observed_at="2026-03-01", visit=Visit(URL, status=200, doubt="a challenge"))
    assert (saved.outcome, saved.comment_count) == (Outcome.SUSPECT, 2)
    assert contents(archive.path) == before
    nowhere = archive.save(
        replace(page(), url="https://tea.example/9"), visit=Visit("https://tea.example/9", doubt="a login page")
    )
    assert (nowhere.outcome, nowhere.uid) == (Outcome.SUSPECT, "")


def test_not_modified_shows_what_the_address_showed_last(archive: Archive) -> None:
    archive.save(page(FIRST, REPLY), observed_at="2026-03-01", visit=Visit(URL, status=200, etag='"a"'))
    archive.record(Visit(URL, status=304, outcome=Outcome.NOT_MODIFIED, fetched_at="2026-04-01"))
    found = rows(archive.path, "SELECT article_id, observation_id, outcome FROM fetches ORDER BY id DESC LIMIT 1")
    assert found == [{"article_id": 1, "observation_id": 1, "outcome": "not_modified"}]
