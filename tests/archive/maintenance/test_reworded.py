"""An archive written with the old sentences, read by a program that words all of them otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import tests
from archive import Archive
from archive.maintenance.reparse import Reparsed
from scraper import incomplete
from scraper.thread import Thread
from scraper.workers import Workers
from tests.support import parsers
from tests.support.archives import check, reparse
from tests.support.threads import contents, rows

DUMPS = Path(tests.__file__).parent / "archive" / "db"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Threads that are complete, incomplete for many reasons, and with comments that went, as schema 10 held them."""
    path = tmp_path / "ten.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript("".join((DUMPS / f"{name}_10.sql").read_text("utf-8") for name in ("schema", "contents")))
    Archive.open(path).close()
    return path


def again(path: Path, function: Callable[..., Thread]) -> list[Reparsed]:
    with Workers(1, function=function) as workers:
        return list(reparse(path, workers))


def test_no_sentence_and_no_note_is_read_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(path, without=set())
    found = rows(path, "SELECT complete, gone_count FROM articles")
    assert {each["complete"] for each in found} == {0, 1, None}
    assert any(each["gone_count"] for each in found)
    monkeypatch.setattr(incomplete, "SENTENCES", dict.fromkeys(incomplete.Code, "quite other words, {} of them"))
    told = again(path, parsers.reworded)
    assert sum(each.pages for each in told) == 21
    assert [each for each in told if each.changed or each.failures or each.worse] == []
    assert contents(path, without=set()) == before
    assert list(check(path)) == []
