"""The command `changes`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.archive.cli.conftest import URL
from tests.support.command import run


def test_what_was_new_and_gone_stands_below_its_thread_the_newest_first(path: Path) -> None:
    lines = run(path, "changes", URL).stdout.splitlines()
    assert lines[0].endswith("  Kettles I have known")
    assert lines[1].strip() == "2026-02-03T00:00:00Z · comment gone · Bo Larch: Copper, always copper."
    assert sum("comment new" in line for line in lines) == 3
    assert len(run(path, "changes", "--limit", "1").stdout.splitlines()) == 2


def test_a_program_gets_an_object_a_line(path: Path) -> None:
    found = [json.loads(line) for line in run(path, "changes", "--since", "2026-02-03", "--json").stdout.splitlines()]
    assert [(each["at"][:10], each["what"]) for each in found] == [
        ("2026-02-04", "article new"),
        ("2026-02-03", "comment gone"),
    ]


def test_a_time_or_a_thread_that_is_none_is_told(path: Path) -> None:
    assert "'lately' is not a time" in run(path, "changes", "--since", "lately", code=2).stderr
    assert "no thread" in run(path, "changes", "https://nowhere.example/", code=1).stderr
