from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import app
from scraper.thread import Article
from tests.support.archives import check
from tests.support.threads import comment, contents, rows, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with edits, gone comments, replies, snapshots as differences, and a copy of the article."""
    path = tmp_path / "a.db"
    text = " ".join(f"word{number}" for number in range(200))
    with Archive.open(path, keep_snapshots="all") as archive:
        first = (
            comment("One", id="1"),
            comment("Two", "Bo", id="2", parent=0, depth=1),
            comment("北京", "Cyd", id="3"),
        )
        for url in ("https://tea.example/1", "https://tea.example/2"):
            article = Article(title="Kettles", text=text)
            for day, shown in ((1, first), (2, (comment("One!", id="1"), first[1])), (3, first[:1])):
                archive.save(
                    thread(*shown, url=url, article=article),
                    observed_at=f"2026-01-0{day}",
                    snapshot=f"<p>{url} {day}</p>".encode() * 50,
                )
    return path


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.executescript(sql)


def parts(path: Path, *, repair: bool = False) -> set[tuple[str, bool]]:
    return {(finding.part, finding.repaired) for finding in check(path, repair=repair)}


def test_a_sound_archive_gives_nothing_to_tell_and_stays_as_it_is(path: Path) -> None:
    before = contents(path, without=set())
    assert list(check(path)) == []
    assert list(check(path, repair=True)) == []
    assert contents(path, without=set()) == before


DERIVED = {
    "position": "UPDATE comments SET position = 7 WHERE id = 2",
    "depth": "UPDATE comments SET depth = 3 WHERE id = 2",
    "descendants": "UPDATE comments SET descendants = 9 WHERE id = 1",
    "parent": "UPDATE comments SET parent_id = NULL WHERE id = 2",
    "gone": "UPDATE comments SET gone_since = NULL",
    "seen": "UPDATE comments SET last_seen_at = '2030-01-01T00:00:00Z' WHERE id = 1",
    "wording": "UPDATE comments SET version = 2, text = 'One!' WHERE id = 1",
    "count": "UPDATE articles SET comment_count = 99",
    "complete": "UPDATE articles SET complete = 0",
}


@pytest.mark.parametrize("damage", DERIVED)
def test_what_follows_from_the_visits_is_told_and_made_again(path: Path, damage: str) -> None:
    before = contents(path, without={"comments_fts_data", "comments_fts_idx"})
    change(path, DERIVED[damage])
    assert parts(path) == {("threads", False)}
    assert parts(path, repair=True) == {("threads", True)}
    assert parts(path) == set()
    assert contents(path, without={"comments_fts_data", "comments_fts_idx"}) == before


@pytest.mark.parametrize("table", ["comments_fts", "articles_fts", "comments_cjk_fts"])
def test_full_text_that_lost_its_words_is_told_and_made_again(path: Path, table: str) -> None:
    change(path, f"INSERT INTO {table}({table}) VALUES ('delete-all')")
    assert parts(path) == {("search", False)}
    assert parts(path, repair=True) == {("search", True)}
    assert parts(path) == set()


@pytest.mark.parametrize(
    "sql", ["UPDATE articles SET group_id = NULL", "DELETE FROM fingerprints WHERE article_id = 2"]
)
def test_the_look_up_of_copies_is_told_and_made_again(path: Path, sql: str) -> None:
    groups = rows(path, "SELECT group_id FROM articles")
    change(path, sql)
    assert ("copies", False) in parts(path)
    assert parts(path, repair=True) == {("copies", True)}
    assert parts(path) == set()
    assert rows(path, "SELECT group_id FROM articles") == groups


@pytest.mark.parametrize(
    ("part", "sql"),
    [
        ("snapshots", "UPDATE snapshots SET data = x'00' WHERE id = 1"),
        ("links", "PRAGMA foreign_keys = OFF; UPDATE fetches SET snapshot_id = 99 WHERE id = 1"),
        ("links", "DELETE FROM comment_versions"),
        ("threads", "UPDATE observations SET listing = x'00' WHERE id = 1"),
        ("threads", "UPDATE fetches SET observation_id = NULL"),
    ],
)
def test_what_is_not_derived_is_told_and_left_alone(path: Path, part: str, sql: str) -> None:
    change(path, sql)
    assert (part, False) in parts(path)
    assert (part, False) in parts(path, repair=True)


def test_a_page_of_the_file_that_was_written_over_is_told(path: Path) -> None:
    root = rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'comments_reading_order'")[0]["rootpage"]
    size = rows(path, "PRAGMA page_size")[0]["page_size"]
    with path.open("r+b") as file:
        file.seek((root - 1) * size + 8)
        file.write(b"\xff" * 200)
    result = CliRunner().invoke(app, ["check", "--archive", str(path)])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
