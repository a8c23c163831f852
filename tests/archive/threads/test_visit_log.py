"""The record of visits and runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from archive import Archive, Visit
from archive.threads import visit_log
from tests.support.threads import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL, AT = "https://tea.example/2026/kettles", "2026-02-01T00:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def test_a_visit_is_noted_and_completed(archive: Archive) -> None:
    with archive.transaction() as db:
        visit = Visit(f"{URL}#comments", f"{URL}/", ("https://tea.example/7",), 200, size=9)
        key = visit_log.add(db, visit, AT, None, None, "page")
        visit_log.settle(db, key, digest="d", outcome="changed")
    (row,) = rows(archive.path, "SELECT * FROM fetches")
    assert (row["url"], row["final_url"], json.loads(row["redirects"])) == (URL, f"{URL}/", ["https://tea.example/7"])
    assert (row["fetched_at"], row["size"], row["digest"], row["outcome"]) == (AT, 9, "d", "changed")


def test_a_further_page_is_part_of_its_visit(archive: Archive) -> None:
    with archive.transaction() as db:
        whole = visit_log.add(db, Visit(URL, status=200), AT, None, None, "page")
        visit_log.add_part(db, Visit(f"{URL}?page=2", status=200), AT, None, whole)
    part = rows(archive.path, "SELECT part_of, channel, outcome FROM fetches WHERE id <> ?", whole)
    assert part == [{"part_of": whole, "channel": "page", "outcome": "part"}]
    assert rows(archive.path, "SELECT url, kind FROM polls") == [{"url": f"{URL}?page=2", "kind": "comments"}]


def test_a_run_begins_ends_or_was_killed(archive: Archive) -> None:
    with archive.transaction() as db:
        ended = visit_log.start_run(db, "run", {"quiet": True})
        visit_log.finish_run(db, ended, "ok", {"new": 3})
        killed, other = visit_log.start_run(db, "run", {}), visit_log.start_run(db, "scrape", [URL])
        visit_log.bury_runs(db)
    found = {row["id"]: row for row in rows(archive.path, "SELECT * FROM runs")}
    assert (found[ended]["outcome"], json.loads(found[ended]["report"])) == ("ok", {"new": 3})
    assert [found[key]["outcome"] for key in (killed, other)] == ["killed", None]
