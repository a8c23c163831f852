"""The command `export`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.archive.cli.conftest import URL
from tests.support.command import run

if TYPE_CHECKING:
    from pathlib import Path


def test_export_writes_one_document_an_array_or_lines(path: Path) -> None:
    one = json.loads(run(path, "export", URL).stdout)
    assert one["article"]["title"] == "Kettles I have known"
    every = json.loads(run(path, "export").stdout)
    assert [each["url"] for each in every] == [URL, "https://cups.example/a"]
    assert every[0] == one
    lines = run(path, "export", "--format", "ndjson", "https://cups.example/a", URL).stdout.splitlines()
    assert [json.loads(line)["url"] for line in lines] == ["https://cups.example/a", URL]
    assert run(path, "export").stdout == run(path, "export").stdout


def test_a_site_of_which_there_is_nothing_is_said_beside_what_is_printed(path: Path) -> None:
    result = run(path, "export", "--site", "no.example")
    assert (result.stdout, result.stderr) == ("[]\n", "no.example: the archive has no threads of this site\n")
    assert run(path, "export", "--site", "tea.example", "--since", "2027-01-01").stderr == ""


def test_export_into_a_file_is_whole_or_not_at_all(path: Path) -> None:
    target = path.parent / "out.json"
    target.write_text("earlier")
    assert "no thread" in run(path, "export", "https://nowhere.example/", "-o", str(target), code=1).stderr
    assert target.read_text() == "earlier"
    run(path, "export", "-o", str(target))
    assert target.read_text("utf-8") == run(path, "export").stdout
    assert "cannot be written" in run(path, "export", "-o", str(path.parent / "no" / "x.json"), code=1).stderr
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["a.db", "out.json"]
