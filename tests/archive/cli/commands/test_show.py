"""What people look at in a terminal: list, show, search, stats."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from archive import Archive
from archive.cli.app import app
from archive.display import cells
from scraper.thread import Article, Thread
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path

KETTLES, CUPS, POTS = (f"https://{name}" for name in ("tea.example/kettles", "cups.example/cups", "tea.example/pots"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    said = (
        comment("Mine is blue.", id="1", published="2012-12-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1, published="2012-12-05T10:30:00Z"),
        comment("How?", "Anna Thimble", id="3", parent=1, depth=2, published="2013-01-05T10:30:00Z"),
        comment("Copper.", "Cyd Moss", id="4", published="2013-01-06T10:30:00Z"),
    )
    kettles = Article("Kettles", "Maud", "2012-12-04", text="All kettles sing.")
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*said, url=KETTLES, article=kettles), observed_at="2026-02-02")
        archive.save(thread(*said[:3], url=KETTLES, article=kettles), observed_at="2026-02-03")
        cups = thread(comment("Glue!", "Bo Larch"), url=CUPS, article=Article("Cups", None, "2014-03"), complete=False)
        archive.save(cups, observed_at="2026-02-04")
        archive.save(Thread(POTS, Article("Ältere Pots", None, "2010")), observed_at="2026-02-05")
    return tmp_path / "a.db"


def run(path: Path, *arguments: str, code: int = 0, columns: int = 80) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--archive", str(path)], env={"COLUMNS": str(columns)})
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        ((), [CUPS, KETTLES, POTS]),
        (("--reverse",), [POTS, KETTLES, CUPS]),
        (("--sort", "comments"), [KETTLES, CUPS, POTS]),
        (("--sort", "gone", "--limit", "1"), [KETTLES]),
        (("--sort", "title"), [CUPS, KETTLES, POTS]),
        (("--sort", "site"), [CUPS, KETTLES, POTS]),
        (("--site", "www.tea.example"), [KETTLES, POTS]),
        (("--after", "2012"), [CUPS, KETTLES]),
        (("--before", "2012-12-04"), [KETTLES, POTS]),
        (("--after", "2012-12", "--before", "2013"), [KETTLES]),
        (("--incomplete",), [CUPS, POTS]),
        (("--as-of", "2026-02-03"), [KETTLES]),
    ],
)
def test_a_list_is_filtered_and_sorted(path: Path, options: tuple[str, ...], urls: list[str]) -> None:
    listed = [json.loads(line) for line in run(path, "list", "--json", *options).stdout.splitlines()]
    assert [entry["url"] for entry in listed] == urls


def test_options_of_a_list_that_make_no_sense_are_told(path: Path) -> None:
    assert "is none of date" in run(path, "list", "--sort", "size", code=2).stderr
    assert "is not a date" in run(path, "list", "--after", "then", code=1).stderr


def authors(shown: str) -> list[str]:
    return re.findall(r"[├└]─ (.+?)(?: · |$)", shown, re.MULTILINE)


def test_show_narrows_to_levels_and_to_authors_with_what_they_answer(path: Path) -> None:
    assert authors(run(path, "show", KETTLES).stdout) == ["Anna Thimble", "Bo Larch", "Anna Thimble", "Cyd Moss"]
    top = run(path, "show", KETTLES, "--depth", "1").stdout
    assert authors(top) == ["Anna Thimble", "Cyd Moss"]
    assert "3 comments, 1 gone (2 of them shown)" in top
    assert authors(run(path, "show", KETTLES, "--author", "LARCH").stdout) == ["Anna Thimble", "Bo Larch"]
    assert authors(run(path, "show", KETTLES, "--author", "nobody").stdout) == []
    document = json.loads(run(path, "show", KETTLES, "--author", "cyd", "--json").stdout)
    assert [each["text"] for each in document["comments"]] == ["Copper."]


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_nothing_is_wider_than_the_terminal(path: Path, columns: int) -> None:
    for command in (["show", KETTLES], ["search", "mine"], ["stats", "--limit", "2"]):
        lines = run(path, *command, columns=columns).stdout.splitlines()
        assert max(map(cells, lines)) <= max(columns, 60 if command[0] == "stats" else 0), command


def test_stats_count(path: Path) -> None:
    told = json.loads(run(path, "stats", "--json").stdout)
    assert told["total"] == {
        "threads": 3, "comments": 4, "gone": 1, "sites": 2, "complete": 1,
        "first_article": "2010", "last_article": "2014-03",
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
    assert [(each["month"], each["comments"]) for each in told["months"]] == [("2012-12", 2), ("2013-01", 2)]
    assert json.loads(run(path, "stats", "--site", "cups.example", "--json").stdout)["total"]["comments"] == 1


def test_stats_draw_bars_that_are_as_long_as_their_counts(path: Path) -> None:
    lines = run(path, "stats").stdout.splitlines()
    assert lines[:3] == [
        "3 threads, 4 comments, 2 sites, 1 gone",
        "1 of the threads are known to be whole",
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


def on_a_terminal(path: Path, *arguments: str, **environment: str) -> str:
    """What a command prints where standard output is a terminal."""
    outer, inner = pty.openpty()
    program = "from archive.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments, "--archive", str(path)],
        stdin=subprocess.DEVNULL, stdout=inner, env={**os.environ, "COLUMNS": "80", **environment},
    ) as process:  # fmt: skip
        os.close(inner)
        parts: list[bytes] = []
        while True:
            try:
                part = os.read(outer, 65536)
            except OSError:  # the end of a terminal, on Linux
                break
            if not part:
                break
            parts.append(part)
        assert process.wait(timeout=30) == 0
    os.close(outer)
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.slow
def test_a_terminal_gets_colours_and_a_pager(path: Path) -> None:
    pager = f"{sys.executable} -c \"import sys; print('PAGED', len(sys.stdin.readlines()) > 5)\""
    assert on_a_terminal(path, "show", KETTLES, PAGER=pager) == "PAGED True\n"
    printed = on_a_terminal(path, "show", KETTLES, PAGER="cat", NO_COLOR="")
    assert "\x1b[1mKettles\x1b[0m" in printed
    assert "\x1b[31m · 2013-01-06T10:30:00Z · gone since 2026-02-03\x1b[0m" in printed
    for quiet in ({"NO_COLOR": "1", "PAGER": "cat"}, {"NO_COLOR": "1", "PAGER": ""}):
        assert on_a_terminal(path, "show", KETTLES, **quiet) == run(path, "show", KETTLES).stdout
    assert "PAGED" not in on_a_terminal(path, "show", KETTLES, "--no-pager", PAGER=pager)
