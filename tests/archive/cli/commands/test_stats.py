"""The command `stats`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archive import Archive
from tests.support.command import run
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path


def test_stats_count(shop: Path) -> None:
    told = json.loads(run(shop, "stats", "--json").stdout)
    assert told["total"] == {
        "threads": 3, "comments": 4, "gone": 1, "sites": 2, "complete": 1,
        "first_article": "2010", "last_article": "2014-03", "undated_articles": 0,
    }  # fmt: skip
    assert told["sites"] == [
        {"site": "tea.example", "threads": 2, "comments": 3, "gone": 1},
        {"site": "cups.example", "threads": 1, "comments": 1, "gone": 0},
    ]
    assert [(each["title"], each["comments"]) for each in told["threads"]] == [
        ("Kettles", 3),
        ("Cups", 1),
        ("Ältere Pots", 0),
    ]
    assert told["authors"][0] == {"author": "Anna Thimble", "comments": 2, "threads": 1, "sites": 1}
    assert told["depth"] == [{"level": 1, "comments": 3}, {"level": 2, "comments": 1}, {"level": 3, "comments": 1}]
    assert told["answers"] == [{"answered": "within an hour", "answers": 1}, {"answered": "later", "answers": 1}]
    assert [(each["month"], each["comments"]) for each in told["months"]] == [
        ("2012-12", 2),
        ("2013-01", 2),
        (None, 1),
    ]
    assert json.loads(run(shop, "stats", "--site", "cups.example", "--json").stdout)["total"]["comments"] == 1


def test_stats_draw_bars_that_are_as_long_as_their_counts(shop: Path) -> None:
    lines = run(shop, "stats").stdout.splitlines()
    assert lines[:3] == [
        "3 threads, 4 comments, 2 sites, 1 gone",
        "1 of the threads are known to be complete",
        "articles from 2010 to 2014-03",
    ]
    place = lines.index("Comments by level")
    bars = [line.split()[2] for line in lines[place + 1 : place + 4]]
    assert len(bars[0]) == 80 - 1 - 1 - 4
    assert [bar.count("█") for bar in bars[1:]] == [len(bars[0]) // 3] * 2


def test_many_months_are_drawn_as_years(tmp_path: Path) -> None:
    said = (comment(f"No. {n}", published=f"{2000 + n // 12}-{n % 12 + 1:02}-01") for n in range(40))
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*said))
    told = json.loads(run(tmp_path / "a.db", "stats", "--json").stdout)
    assert [each["comments"] for each in told["years"]] == [12, 12, 12, 4]


def test_stats_of_nothing_are_a_line(tmp_path: Path) -> None:
    Archive.open(tmp_path / "a.db").close()
    assert run(tmp_path / "a.db", "stats").stdout == "no threads\n"
