"""What the Tab key completes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import app
from archive.sources import sources
from archive.sources.sources import Source


def completed(line: str, **environment: str) -> list[str]:
    """What a shell offers behind a line. (What bash does is typed here, with no shell.)"""
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1), "_AFTERWORD_COMPLETE": "complete_bash"}
    return CliRunner().invoke(app, env={**asked, **environment}, prog_name="afterword").stdout.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("afterword export --format m", ["markdown"]),
        ("afterword query --format n", ["ndjson"]),
        ("afterword export --table a", ["articles", "authors"]),
        ("afterword list --sort ", ["date", "comments", "gone", "site", "title"]),
        ("afterword query who", ["who-answers-whom"]),
        ("afterword run --channels dis", ["disqus"]),
        ("afterword scrape --channels a", ["auto", "all"]),
        ("afterword scrape --keep-snapshots ", ["all", "changed", "none"]),
        ("afterword run --fail-on n", ["new", "never"]),
        ("afterword schedule --print s", ["service"]),
        ("afterword dup", ["duplicates"]),
    ],
)
def test_words_of_the_program_are_completed(line: str, words: list[str]) -> None:
    assert completed(line) == words


@pytest.mark.parametrize("named", ["option", "environment", "settings"])
def test_sites_and_labels_are_those_of_the_archive(path: Path, tmp_path: Path, named: str) -> None:
    with Archive.open(path) as archive, archive.transaction() as db:
        sources.add(db, Source("https://tea.example/feed", "feed", labels=("harbours", "kettles")), "2026-01-01")
    option = f"--archive {path} " if named == "option" else ""
    environment = {"AFTERWORD_ARCHIVE": str(path)} if named == "environment" else {}
    if named == "settings":
        (tmp_path / "config.toml").write_text(f"archive = {json.dumps(str(path))}")
        environment = {"AFTERWORD_CONFIG": str(tmp_path / "config.toml")}
    assert completed(f"afterword list {option}--site ", **environment) == ["cups.example", "tea.example"]
    for line in ("run --only h", "sources --label h", "pause h", "edit h", "export --label h"):
        command, rest = line.split(" ", 1)
        assert completed(f"afterword {command} {option}{rest}", **environment) == ["harbours"]


def test_an_archive_that_is_not_there_completes_nothing_and_says_nothing(tmp_path: Path) -> None:
    assert completed(f"afterword list --archive {tmp_path}/none.db --site ") == []
    assert completed("afterword list --site ", AFTERWORD_CONFIG=str(tmp_path / "none.toml")) == []
