from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from archive import Archive, Visit
from archive.cli.app import app
from archive.errors import ArchiveError, NoArchive
from archive.maintenance.merge import Merged
from scraper.thread import Article, Thread
from tests.support.archives import check, forget, merge
from tests.support.threads import comment, contents, rows, thread

if TYPE_CHECKING:
    from pathlib import Path

ONE = comment("The kettle whistled.", id="1")

TWO = comment("It did not.", "Bo", id="2", parent=0, depth=1)

THREE = comment("Mine sings.", "Cyd", id="3")

EDITED = replace(ONE, text="The kettle sang, I think.")


def visited(path: Path, *visits: tuple[int, Thread], **facts: Any) -> Path:
    with Archive.open(path, keep_snapshots="all") as archive:
        for day, shown in visits:
            visit = Visit(shown.url, fetched_at=f"2026-01-{day:02}T00:00:00Z", status=200, **facts)
            archive.save(shown, visit=visit, snapshot=f"<p>{day} {shown.comments}</p>".encode())
    return path


def history(path: Path) -> dict[str, list[dict[str, Any]]]:
    """What an archive tells, in words."""
    return {
        "comments": rows(
            path,
            "SELECT a.url, c.author, c.text, c.position, c.depth, p.text AS parent, c.first_seen_at, c.last_seen_at,"
            " c.gone_since FROM comments c JOIN articles a ON a.id = c.article_id"
            " LEFT JOIN comments p ON p.id = c.parent_id ORDER BY a.url, c.position",
        ),
        "changes": rows(path, "SELECT at, what, author, text FROM changes ORDER BY at, what, text"),
        "articles": rows(
            path, "SELECT url, title, text, comment_count, gone_count, complete FROM articles ORDER BY url"
        ),
        "visits": rows(path, "SELECT url, fetched_at, channel FROM fetches ORDER BY fetched_at, url"),
        "snapshots": rows(path, "SELECT sha256 FROM snapshots ORDER BY 1"),
        "ids": rows(path, "SELECT system, scope, system_id FROM comment_ids ORDER BY 1, 2, 3"),
        "urls": rows(path, "SELECT key FROM urls ORDER BY 1"),
    }


def test_two_halves_of_a_history_make_the_whole(tmp_path: Path) -> None:
    states = [
        *((1, thread(ONE)), (2, thread(ONE, TWO)), (3, thread(EDITED, TWO, THREE)), (4, thread(EDITED, THREE))),
        *((5, thread(ONE, TWO, THREE)), (6, thread(THREE))),
    ]
    whole = visited(tmp_path / "whole.db", *states)
    for name, mine in (("odd", states[::2]), ("late", states[3:]), ("early", states[:3])):
        theirs = [state for state in states if state not in mine]
        path = visited(tmp_path / f"{name}.db", *mine)
        merge(path, visited(tmp_path / f"{name}-other.db", *theirs))
        assert history(path) == history(whole), name
        assert list(check(path)) == []


def test_merging_twice_or_back_and_forth_changes_nothing(tmp_path: Path) -> None:
    one = visited(tmp_path / "one.db", (1, thread(ONE)), (3, thread(ONE, TWO)))
    two = visited(tmp_path / "two.db", (2, thread(EDITED, THREE)), (4, thread(EDITED)))
    assert merge(one, two) == Merged(articles=0, comments=1, visits=2)
    before = contents(one, without=set())
    assert merge(one, two) == Merged()
    assert contents(one, without=set()) == before
    merge(two, one)
    assert history(two) == history(one)
    assert merge(one, two) == Merged()
    assert contents(one, without=set()) == before


def test_archives_that_went_separate_ways_come_together_by_uid(tmp_path: Path) -> None:
    unnamed = replace(thread(comment("Thanks!"), comment("Thanks!")), id_system=None, id_scope=None)
    one = visited(tmp_path / "one.db", (1, unnamed))
    two = tmp_path / "two.db"
    shutil.copy(one, two)
    visited(one, (2, replace(unnamed, comments=(*unnamed.comments, comment("Mine")))))
    visited(two, (3, replace(unnamed, comments=(*unnamed.comments, comment("Mine"), comment("Theirs")))))
    uids = rows(one, "SELECT uid FROM comments ORDER BY id")
    assert merge(one, two) == Merged(comments=1, visits=1)
    assert [row["text"] for row in rows(one, "SELECT text FROM comments ORDER BY position")] == [
        *("Thanks!", "Thanks!", "Mine", "Theirs")
    ]
    assert rows(one, "SELECT uid FROM comments ORDER BY id")[:3] == uids
    assert list(check(one)) == []


def test_an_article_that_is_not_here_comes_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    one = visited(tmp_path / "one.db", (1, thread(ONE)))
    other = thread(THREE, url="https://pot.example/1", article=Article(title="Pots"), id_scope="pot.example")
    two = visited(tmp_path / "two.db", (1, other), (2, replace(other, comments=(THREE, comment("New", id="9")))))
    with Archive.open(two) as archive:
        archive.record(Visit("https://pot.example/none", status=500, error="broken", fetched_at="2026-01-01T00:00:00Z"))
    assert merge(one, two) == Merged(articles=1, comments=2, visits=3)
    for table in ("articles", "comments"):
        assert {row["uid"] for row in rows(two, f"SELECT uid FROM {table}")} <= {
            row["uid"] for row in rows(one, f"SELECT uid FROM {table}")
        }
    assert merge(one, two) == Merged()
    assert list(check(one)) == []


def test_what_was_forgotten_in_one_of_them_is_in_neither_afterwards(tmp_path: Path) -> None:
    here = visited(tmp_path / "here.db", (1, thread(ONE, TWO, THREE)))
    there = visited(tmp_path / "there.db", (2, thread(ONE, TWO, THREE)))
    for path, author in ((here, "Bo"), (there, "Cyd")):
        forget(path, (), (author,))
    assert merge(here, there).forgotten == 1
    assert rows(here, "SELECT text FROM comments") == [{"text": ONE.text}]
    assert list(check(here)) == []
    merge(there, here)
    assert rows(there, "SELECT text FROM comments") == [{"text": ONE.text}]
    forget(here, (thread().url,))
    assert merge(here, there) == Merged()
    assert rows(here, "SELECT * FROM articles") == []


def test_the_other_archive_is_only_read(tmp_path: Path) -> None:
    one = visited(tmp_path / "one.db", (1, thread(ONE)))
    two = visited(tmp_path / "two.db", (2, thread(THREE)))
    before = two.read_bytes()
    told = CliRunner().invoke(app, ["merge", str(two), "--archive", str(one)])
    assert told.exit_code == 0
    assert told.stdout == "added 1 comment, 1 visit\n"
    assert two.read_bytes() == before
    with pytest.raises(ArchiveError, match="itself"):
        merge(one, one)
    with pytest.raises(NoArchive):
        merge(one, tmp_path / "none.db")


CHOICE = st.sampled_from([ONE, EDITED, replace(TWO, parent=None, depth=0), THREE])

STATE = st.lists(CHOICE, max_size=3, unique_by=lambda each: each.id)


@pytest.mark.slow
@pytest.mark.parametrize("part", [1, *(pytest.param(part, marks=pytest.mark.slow) for part in (2, 3, 4))])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(st.tuples(STATE, st.booleans(), st.sampled_from([True, None])), min_size=1, max_size=6))
def test_however_visits_were_shared_out_the_merged_history_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, part: int, states: list[tuple[list[Any], bool, bool | None]]
) -> None:
    tmp_path = tmp_path_factory.mktemp("merge")
    visits = [(day, thread(*shown, complete=whole)) for day, (shown, _, whole) in enumerate(states, 1)]
    whole = visited(tmp_path / "whole.db", *visits)
    for name, side in (("one", True), ("two", False)):
        mine = [visit for visit, (_, here, _) in zip(visits, states, strict=True) if here is side]
        visited(tmp_path / f"{name}.db", *mine)
    merge(tmp_path / "one.db", tmp_path / "two.db")
    assert history(tmp_path / "one.db") == history(whole)
    assert merge(tmp_path / "one.db", tmp_path / "two.db") == Merged()
