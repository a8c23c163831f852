"""One rule for all commands: 2 for a value that makes no sense, 1 for work that failed, each told in one line."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from archive import Archive
from archive.cli.app import COMMANDS
from tests.support.command import run

SENSELESS = {
    "scrape": ("https://tea.example/", "--delay", "soon"),
    "import": ("x.json", "--base", "javascript:x"),
    "inspect": ("page.html", "--channels", "carrier-pigeon"),
    "list": ("--after", "lately"),
    "show": ("https://tea.example/", "--as-of", "lately"),
    "search": ("...",),
    "stats": ("--limit", "0"),
    "changes": ("--since", "lately"),
    "duplicates": ("--no-such-option",),
    "query": ("DELETE FROM comments",),
    "add": ("https://tea.example/", "--delay", "-1"),
    "sources": ("--json", "--opml"),
    "edit": ("https://tea.example/",),
    "pause": (),
    "resume": (),
    "remove": (),
    "run": ("--budget", "soon"),
    "runs": ("show", "first"),
    "schedule": ("--every", "7m"),
    "export": ("--where", "nonsense > 1"),
    "merge": (),
    "check": ("--no-such-option",),
    "backup": (),
    "compact": ("--keep-days", "-1"),
    "reparse": ("--since", "yesterday"),
    "split": (),
    "forget": (),
    "config": ("--no-such-option",),
}
"""By command, words of which one makes no sense or is missing."""

FAILING = {
    "scrape": ("nowhere.html",),
    "import": ("nowhere.json",),
    "inspect": ("nowhere.html",),
    "show": ("https://nowhere.example/",),
    "changes": ("https://nowhere.example/",),
    "add": ("nowhere.html",),
    "sources": ("--label", "nowhere"),
    "edit": ("nowhere", "--title", "Tea"),
    "pause": ("nowhere",),
    "resume": ("nowhere",),
    "remove": ("nowhere",),
    "run": ("--only", "nowhere"),
    "runs": ("show", "7"),
    "export": ("https://nowhere.example/",),
    "merge": ("nowhere.db",),
    "backup": ("nowhere/copy.db",),
    "reparse": ("https://nowhere.example/",),
    "split": ("https://nowhere.example/",),
    "forget": ("https://nowhere.example/", "--yes"),
}
"""By command, words that make sense, and name what is not there."""

NO_ARCHIVE = {"inspect", "config"}
"""Commands that need none."""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Archive.open(tmp_path / "a.db").close()
    return tmp_path / "a.db"


def test_every_command_is_here() -> None:
    assert sorted(SENSELESS) == sorted(chain(*COMMANDS.values()))
    assert set(FAILING) <= set(SENSELESS)


@pytest.mark.parametrize("command", SENSELESS)
def test_a_value_that_makes_no_sense_ends_with_2(archive: Path, command: str) -> None:
    result = run(None if command in NO_ARCHIVE else archive, command, *SENSELESS[command], code=2)
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", FAILING)
def test_work_that_failed_ends_with_1(archive: Path, command: str) -> None:
    result = run(None if command in NO_ARCHIVE else archive, command, *FAILING[command], code=1)
    assert "nowhere" in result.output or "no run 7" in result.output
    assert "Usage" not in result.output
    assert "╭" not in result.output


@pytest.mark.parametrize("command", sorted({"list", "search", "stats", "duplicates", "query", "check", "compact"}))
def test_an_archive_that_is_not_there_ends_with_1(tmp_path: Path, command: str) -> None:
    words = {"search": ("tea",), "query": ("SELECT 1",)}.get(command, ())
    assert "there is no archive here" in run(tmp_path / "none.db", command, *words, code=1).stderr
