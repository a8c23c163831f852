"""Conditions choose the threads of an export, all of them together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from archive.errors import ArchiveError, NotFound
from archive.export import selection
from archive.export.selection import Selection
from archive.query import read
from scraper.thread import Article
from tests.support.threads import comment, thread

KETTLES, CUPS = "https://tea.example/2026/kettles", "https://cups.example/1"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "a.db"
    with Archive.open(path) as archive:
        old = Article(title="Kettles", text="They whistled.", published="2025-12")
        archive.save(thread(comment("Mine is blue.", id="1"), article=old), observed_at="2026-01-01")
        new = Article(title="Cups", text="They stood.", published="2026-01-05T10:00:00Z")
        said = comment("Mine is blue, too.", "Bo Larch", id="1")
        archive.save(thread(said, url=CUPS, article=new, id_scope="cups.example"), observed_at="2026-01-02")
        edited = thread(comment("Mine is green.", id="1"), article=old)
        archive.save(edited, observed_at="2026-01-03")
    return path


def urls(path: Path, **conditions: Any) -> list[str]:
    with Archive.open(path, read_only=True) as archive:
        return [read.read(archive.conn, key).url for key in selection.keys(archive, Selection(**conditions))]


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({}, [KETTLES, CUPS]),
        ({"names": (CUPS, KETTLES)}, [CUPS, KETTLES]),
        ({"names": (CUPS, KETTLES), "site": "tea.example"}, [KETTLES]),
        ({"site": "WWW.Cups.example"}, [CUPS]),
        ({"author": "LARCH"}, [CUPS]),
        ({"after": "2026"}, [CUPS]),
        ({"before": "2025"}, [KETTLES]),
        ({"after": "2025-12-24", "before": "2026-01-05"}, [KETTLES, CUPS]),
        ({"since": "2026-01-03"}, [KETTLES]),
        ({"since": "2026-01-02", "author": "bo"}, [CUPS]),
        ({"words": "blue"}, [CUPS]),
        ({"words": "whistled"}, [KETTLES]),
        ({"where": "title LIKE 'C%' -- a person's own"}, [CUPS]),
        ({"label": "none"}, []),
    ],
)
def test_conditions_choose(path: Path, conditions: dict[str, Any], found: list[str]) -> None:
    assert urls(path, **conditions) == found


@pytest.mark.parametrize(
    ("conditions", "told"),
    [
        ({"after": "soon"}, "not a date"),
        ({"since": "soon"}, "not a time"),
        ({"words": "-"}, "no word"),
        ({"where": "kettle = 1"}, "no such column: kettle"),
        ({"where": "1) UNION SELECT uid FROM threads; DROP TABLE comments; --"}, "one statement"),
    ],
)
def test_what_makes_no_sense_is_told(path: Path, conditions: dict[str, Any], told: str) -> None:
    with pytest.raises(ArchiveError, match=told):
        urls(path, **conditions)


def test_a_name_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(NotFound, match="none"):
        urls(path, names=(CUPS, "none"))
