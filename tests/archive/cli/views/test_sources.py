"""What is watched, as people and programs see it."""

from __future__ import annotations

import json
from pathlib import Path

from archive import Archive
from archive.cli.views import sources as views
from archive.sources import sources
from archive.sources.find import Found
from archive.sources.sources import Source

FEED = Source("https://tea.example/feed", "feed", title="Tea", labels=("harbours",))


def test_what_was_found_is_one_line() -> None:
    history = tuple(("feed", f"https://tea.example/feed?page={number}") for number in range(2, 6))
    assert views.found(Found(FEED, 1, "slow", history), is_new=False, as_json=False) == (
        "feed     https://tea.example/feed  “Tea”, lists 1 page, and older pages by https://tea.example/feed?page=2, "
        "and older pages by https://tea.example/feed?page=3, and by 2 more lists, [harbours], slow, watched already"
    )
    assert views.found(Found(Source("https://a.example/", "page")), is_new=True, as_json=False) == (
        "page     https://a.example/"
    )
    assert json.loads(views.found(Found(FEED, 1), is_new=True, as_json=True))["new"] is True


def test_the_table_tells_states_and_pages(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive, archive.transaction() as db:
        for source in (FEED, Source("https://tea.example/1", "page", paused=True)):
            sources.add(db, source, "2026-01-01T00:00:00Z")
        db.conn.execute("UPDATE polls SET failing_since = '2026-02-02T00:00:00Z' WHERE kind = 'feed'")
    with Archive.open(tmp_path / "a.db", read_only=True) as archive:
        conn = archive.conn
        known = [(source, sources.standing(conn, source)) for source in archive.sources()]
        table = list(views.lines(known, "table", None))
        assert "failing since 2026-02-02" in table[2]
        assert "paused" in table[3]
        (line, _) = views.lines(known, "json", None)
        assert (json.loads(line)["failing_since"], json.loads(line)["pages"]) == ("2026-02-02T00:00:00Z", 0)
        assert "<opml" in "\n".join(views.lines(known, "opml", None))


def test_an_edited_source_is_one_line() -> None:
    assert list(views.edited([FEED])) == ["feed  watched  harbours  Tea  https://tea.example/feed"]
