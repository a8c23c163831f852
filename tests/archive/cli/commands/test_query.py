"""The command `query`."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive import Archive
from archive.cli.app import app
from tests.support.threads import comment, thread


@pytest.fixture
def path(tmp_path: Path) -> Path:
    said = (
        comment("=1+1", "Anna Thimble", id="1", published="2026-01-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
        comment("So is mine.", "Bo Larch", id="3"),
    )
    with Archive.open(tmp_path / "afterword.db") as archive:
        archive.save(thread(*said), observed_at="2026-02-02")
    return tmp_path / "afterword.db"


def run(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["query", *arguments, "--archive", str(path)])
    assert result.exit_code == code, result.output
    return result


def test_queries_are_listed_without_an_archive(tmp_path: Path) -> None:
    listed = run(tmp_path / "none.db", "--list").stdout
    assert re.search(r"^who-answers-whom +site, least=1, limit=50 +Who answers whom", listed, re.MULTILINE)
    told = json.loads(run(tmp_path / "none.db", "--list", "--format", "json").stdout)
    assert {"name": "wordings", "parameters": "comment"}.items() <= next(
        entry for entry in told if entry["name"] == "wordings"
    ).items()


def test_a_query_is_asked_by_name_with_values(path: Path) -> None:
    asked = ("most-active-authors", "--param", "limit=1", "--format", "csv")
    assert run(path, *asked).stdout == "author,comments,threads,sites\nBo Larch,2,1,1\n"
    assert run(path, "SELECT :who AS who", "--param", "who=Bo = 'x'", "--format", "csv").stdout == "who\nBo = 'x'\n"
    assert "NAME=VALUE" in run(path, "most-active-authors", "--param", "limit", code=2).stderr
    assert "give a SELECT or a name" in run(path, code=2).stderr


def test_line_ends_in_cells_stay_in_their_cells(path: Path) -> None:
    sql = "SELECT 'a' || char(10) || 'b' AS lf, 'c' || char(13) || 'd' AS cr, 'e' AS last"
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        printed = io.StringIO(run(path, sql, "--format", form).stdout, newline="")
        assert list(csv.reader(printed, delimiter=delimiter))[1:] == [["a\nb", "c\rd", "e"]]


def test_cells_that_begin_formulas_are_guarded_unless_told_otherwise(path: Path) -> None:
    sql = "SELECT text FROM comments ORDER BY id LIMIT 1"
    for form in ("csv", "tsv"):
        assert list(csv.reader(io.StringIO(run(path, sql, "--format", form).stdout)))[1] == ["'=1+1"]
        assert run(path, sql, "--format", form, "--no-guard").stdout.splitlines()[1] == "=1+1"
