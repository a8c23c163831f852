"""Documents come into an archive one by one; what it knows already is merged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from archive.imports.importer import Import
from tests.support.threads import comment, rows, thread

KETTLES, CUPS = thread(comment("One", id="1")).to_dict(), thread(url="https://cups.example/1").to_dict()


def taken(tmp_path: Path, *documents: dict[str, Any]) -> tuple[int, list[str]]:
    """How many came into the archive a.db, and what was told of the others."""
    told: list[str] = []
    (tmp_path / "x.ndjson").write_text("".join(f"{json.dumps(each)}\n" for each in documents), "utf-8")
    importing = Import([tmp_path / "x.ndjson"], told.append)
    with Archive.open(tmp_path / "a.db") as archive:
        return importing.into(archive).read, told


def titles(tmp_path: Path) -> list[str]:
    return [row["url"] for row in rows(tmp_path / "a.db", "SELECT url FROM articles ORDER BY id")]


def test_documents_come_in_one_by_one(tmp_path: Path) -> None:
    assert taken(tmp_path, KETTLES, CUPS) == (2, [])
    assert titles(tmp_path) == [KETTLES["url"], CUPS["url"]]


def test_what_is_known_is_merged(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(comment("Two", id="2"), complete=None), observed_at="2026-01-01")
    assert taken(tmp_path, KETTLES) == (1, [])
    assert titles(tmp_path) == [KETTLES["url"]]
    assert len(rows(tmp_path / "a.db", "SELECT 1 FROM comments")) == 2


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({**CUPS, "url": 7}, "without"),
        ({**CUPS, "version": 99}, "version 99"),
        ({**CUPS, "comments": 7}, "comments"),
        ({**CUPS, "history": {"visits": []}}, "does not hold together"),
    ],
)
def test_what_does_not_hold_is_told_with_its_line_and_the_rest_comes_in(
    tmp_path: Path, bad: dict[str, Any], told: str
) -> None:
    came, (line,) = taken(tmp_path, KETTLES, bad)
    assert came == 1
    assert line.startswith(f"{tmp_path / 'x.ndjson'}, line 2: ")
    assert told in line
    assert titles(tmp_path) == [KETTLES["url"]]


def test_an_article_that_stands_twice_in_the_files_is_told_where_it_would_be_merged(tmp_path: Path) -> None:
    assert taken(tmp_path, KETTLES) == (1, [])
    came, (line,) = taken(tmp_path, KETTLES, KETTLES)
    assert (came, "more than once" in line) == (1, True)
