"""An archive in figures, of all sites or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archive import Archive
from archive.query import statistics
from archive.query.statistics import Section, sections
from tests.support.archives import reading
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db") as archive:
        blue = comment("Mine is blue.", id="1", published="2026-01-05T10:00:00Z")
        answer = comment("Is it?", "Bo Larch", id="2", parent=0, depth=1, published="2026-02-05T10:00:30Z")
        archive.save(thread(blue, answer))
        archive.save(thread(comment("Cups!", id="1"), url="https://cups.example/1", id_scope="cups.example"))
    return tmp_path / "a.db"


def figures(path: Path, site: str | None = None, limit: int = 10) -> dict[str, Section]:
    with reading(path) as conn:
        return {section.name: section for section in sections(conn, site, limit)}


def by_name(section: Section) -> list[dict[str, Any]]:
    return [dict(zip(section.columns, row, strict=True)) for row in section.rows]


def test_an_archive_is_counted(path: Path) -> None:
    found = figures(path)
    assert list(found) == ["total", "sites", "threads", "authors", "depth", "answers", "months"]
    (total,) = by_name(found["total"])
    assert (total["threads"], total["comments"], total["sites"], total["complete"]) == (2, 3, 2, 2)
    assert [row["site"] for row in by_name(found["sites"])] == ["tea.example", "cups.example"]
    assert found["depth"].rows == [(1, 2), (2, 1)]
    assert [row[:2] for row in found["months"].rows] == [("2026-01", 1), ("2026-02", 1), (None, 1)]
    assert total["undated_articles"] == 2
    assert "uid" not in found["threads"].columns


def test_one_site_is_counted_by_any_spelling_and_lists_are_cut(path: Path) -> None:
    (total,) = by_name(figures(path, "WWW.Cups.example")["total"])
    assert (total["threads"], total["comments"]) == (1, 1)
    assert len(figures(path, limit=1)["sites"].rows) == 1


def test_of_too_many_months_the_years_are_drawn(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "MOST_MONTHS", 1)
    assert figures(path)["years"] == Section("years", ("year", "comments"), [("2026", 2), (None, 1)], "comments")
