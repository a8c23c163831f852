"""The command `duplicates`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.archive.copies.test_groups import essay, reworded, save
from tests.support.command import run


def test_groups_are_shown_with_their_differences(fresh: Path) -> None:
    text = essay(1)
    save(fresh, ("one", "The lamp on the head", text), ("two", "Who moved the light?", reworded(text, 100)))
    shown = run(fresh, "duplicates").stdout
    assert "2 copies" in shown
    assert "The lamp on the head" in shown
    assert "{+otherwise+}" in shown
    document = json.loads(run(fresh, "duplicates", "--json").stdout)
    assert [copy["title"] for copy in document["copies"]] == ["The lamp on the head", "Who moved the light?"]
    assert document["copies"][1]["changes"][0]["added"] == "otherwise"
    joint = run(fresh, "show", "https://tea.example/two", "--all-copies").stdout
    assert "On one" in joint
    assert "On two" in joint


def test_that_there_are_none_is_said(path: Path) -> None:
    assert run(path, "duplicates").stdout == "no republished articles\n"
    assert run(path, "duplicates", "--json").stdout == ""
