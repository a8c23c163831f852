"""Which version a visit shows, and what a new one keeps."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive
from archive.threads import articles
from archive.threads.columns import ArticleColumns, CommentRow, comment_columns, found, worded
from archive.threads.versions import ARTICLES, COMMENTS, Noted, date, number, supersede, unstated, wording
from scraper.thread import Author, Comment
from tests.support.threads import comment, rows, thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAID = Comment("It whistled.", "<p>It whistled.</p>", author=Author("Anna Thimble"), published="2026-01-05")
FEBRUARY, MARCH = "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        opened.save(thread(replace(SAID, id="1")), observed_at=FEBRUARY)
        yield opened


def row_of(archive: Archive, table: str = "comments") -> dict[str, Any]:
    return rows(archive.path, f"SELECT * FROM {table}")[0]


def shown(archive: Archive, said: Comment, at: str = MARCH) -> tuple[int, bool]:
    with archive.transaction() as db:
        (row,) = found(db.conn, CommentRow, "comments")
        return number(db, COMMENTS, row, comment_columns(said), Noted(at), method="words")


def kept(archive: Archive) -> list[tuple[Any, ...]]:
    return [
        (row["version"], row["text"], row["first_seen_at"], json.loads(row["changed"] or "[]"), row["method"])
        for row in rows(archive.path, "SELECT * FROM comment_versions ORDER BY version")
    ]


def test_what_says_the_same_is_the_same_version(archive: Archive) -> None:
    for same in (
        SAID,
        replace(SAID, text="It  whistled. "),
        replace(SAID, published="2026-01-05T10:00:00Z"),
        replace(SAID, author=Author()),
        replace(SAID, likes=3),
    ):
        assert shown(archive, same) == (1, False)
    assert kept(archive) == []


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"text": "It sang."}, ["text"]),
        ({"author": Author("Anna T.")}, ["author"]),
        ({"published": "2026-01-09"}, ["published"]),
        ({"state": "deleted", "text": "gone"}, ["text", "state"]),
    ],
)
def test_what_is_contradicted_makes_a_version(archive: Archive, change: dict[str, Any], names: list[str]) -> None:
    assert shown(archive, replace(SAID, **change)) == (2, True)
    first, second = kept(archive)
    assert first == (1, SAID.text, FEBRUARY, [], None)
    assert second == (2, change.get("text", SAID.text), MARCH, names, "words")
    assert row_of(archive)["version_count"] == 2


def test_a_wording_that_returns_is_the_version_that_it_was(archive: Archive) -> None:
    edited = replace(SAID, text="It sang.")
    assert shown(archive, edited) == (2, True)
    assert shown(archive, SAID) == (1, False)
    assert shown(archive, edited, FEBRUARY) == (2, False)
    assert [row[2] for row in kept(archive)] == [FEBRUARY, FEBRUARY]  # an older visit showed it, too


def test_a_wording_tells_what_its_version_states(archive: Archive) -> None:
    key = row_of(archive)["id"]
    with archive.transaction() as db:
        assert wording(db, COMMENTS, key, 1) == {}
    shown(archive, replace(SAID, text="It sang."))
    with archive.transaction() as db:
        assert wording(db, COMMENTS, key, 2)["text"] == "It sang."
        assert "author_url" not in wording(db, COMMENTS, key, 2)


def test_versions_are_dated_and_superseded_by_their_numbers(archive: Archive) -> None:
    shown(archive, replace(SAID, text="It sang."))
    key = row_of(archive)["id"]
    with archive.transaction() as db:
        date(db, COMMENTS, {(key, 2): Noted(FEBRUARY, None, "feed")})
        supersede(db, COMMENTS, {(key, 1): 2})
    first, second = rows(archive.path, "SELECT id, first_seen_at, channel, superseded_by FROM comment_versions")
    assert (second["first_seen_at"], second["channel"], second["superseded_by"]) == (FEBRUARY, "feed", None)
    assert first["superseded_by"] == second["id"]


def test_an_article_that_only_moves_its_date_of_change_is_not_edited(archive: Archive) -> None:
    known = replace(articles.load(archive.db, 1), published="2026-01-05", modified="2026-01-05")
    moved = replace(known, published="2026-02-05", modified="2026-02-05")
    assert ARTICLES.differing(known, moved) == []
    assert ARTICLES.differing(known, replace(moved, modified="2026-02-06")) == ["published"]
    assert ARTICLES.differing(known, worded(ArticleColumns, {"title": "Pots"})) == ["title"]
    assert [unstated(value) for value in (None, "", "[]", "x")] == [True, True, True, False]


def test_a_pingback_that_shows_its_title_alone_is_not_edited() -> None:
    known = comment_columns(comment("We answer.", "Bo Larch", kind="pingback"))
    assert COMMENTS.differing(known, replace(known, text="")) == []
    assert COMMENTS.differing(known, replace(known, kind="comment")) == []
    assert COMMENTS.differing(known, replace(known, kind="trackback")) == ["kind"]
