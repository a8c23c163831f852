"""The command `forget`."""

from __future__ import annotations

from pathlib import Path

from tests.archive.cli.conftest import URL
from tests.support.command import run
from tests.support.living import rows


def test_a_dry_run_the_question_and_the_answer_say_the_same(path: Path) -> None:
    words = ("forget", "--author", "Bo Larch")
    *parts, figures = run(path, *words, "--dry-run").stdout.splitlines()
    figures = figures.removeprefix("would forget: ")
    assert figures.startswith("2 comments")
    done = run(path, *words, stdin="y\n")
    assert done.stderr.splitlines()[:-1] == parts
    assert f"Forget {figures} for good?" in done.stderr
    assert f"forgotten: {figures}; " in done.stdout


def test_a_no_forgets_nothing_and_yes_is_not_asked(path: Path) -> None:
    refused = run(path, "forget", URL, stdin="n\n", code=1)
    assert refused.stderr.endswith("[y/N]: \nError: aborted; nothing was changed\n")
    assert rows(path, "SELECT count(*) FROM articles") == [(2,)]
    assert run(path, "forget", URL, "--yes", "--reason", "asked by letter").stderr == ""
    assert rows(path, "SELECT count(*) FROM articles") == [(1,)]
    assert rows(path, "SELECT DISTINCT reason FROM tombstones WHERE reason <> ''") == [("asked by letter",)]


def test_who_names_nothing_is_told_what_to_name(path: Path) -> None:
    assert "name at least one article, comment or author" in run(path, "forget", code=2).stderr
    assert "no thread" in run(path, "forget", "https://nowhere.example/", "--yes", code=1).stderr
