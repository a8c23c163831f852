"""The command `query`."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from tests.support.command import run
from tests.support.threads import comment, thread


@pytest.fixture
def formulas(tmp_path: Path) -> Path:
    said = (
        comment("=1+1", "Anna Thimble", id="1", published="2026-01-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
        comment("So is mine.", "Bo Larch", id="3"),
    )
    with Archive.open(tmp_path / "afterword.db") as archive:
        archive.save(thread(*said), observed_at="2026-02-02")
    return tmp_path / "afterword.db"


def test_queries_are_listed_without_an_archive(tmp_path: Path) -> None:
    listed = run(tmp_path / "none.db", "query", "--list").stdout
    assert re.search(r"^who-answers-whom +site, least=1, limit=50 +Who answers whom", listed, re.MULTILINE)
    told = json.loads(run(tmp_path / "none.db", "query", "--list", "--format", "json").stdout)
    assert {"name": "wordings", "parameters": "comment"}.items() <= next(
        entry for entry in told if entry["name"] == "wordings"
    ).items()


def test_a_query_is_asked_by_name_with_values(formulas: Path) -> None:
    asked = ("most-active-authors", "--param", "limit=1", "--format", "csv")
    assert run(formulas, "query", *asked).stdout == "author,comments,threads,sites\nBo Larch,2,1,1\n"
    assert (
        run(formulas, "query", "SELECT :who AS who", "--param", "who=Bo = 'x'", "--format", "csv").stdout
        == "who\nBo = 'x'\n"
    )
    assert "NAME=VALUE" in run(formulas, "query", "most-active-authors", "--param", "limit", code=2).stderr
    assert "give a SELECT or a name" in run(formulas, "query", code=2).stderr


def test_line_ends_in_cells_stay_in_their_cells(formulas: Path) -> None:
    sql = "SELECT 'a' || char(10) || 'b' AS lf, 'c' || char(13) || 'd' AS cr, 'e' AS last"
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        printed = io.StringIO(run(formulas, "query", sql, "--format", form).stdout, newline="")
        assert list(csv.reader(printed, delimiter=delimiter))[1:] == [["a\nb", "c\rd", "e"]]


def test_cells_that_begin_formulas_are_guarded_unless_told_otherwise(formulas: Path) -> None:
    sql = "SELECT text FROM comments ORDER BY id LIMIT 1"
    for form in ("csv", "tsv"):
        assert list(csv.reader(io.StringIO(run(formulas, "query", sql, "--format", form).stdout)))[1] == ["'=1+1"]
        assert run(formulas, "query", sql, "--format", form, "--no-guard").stdout.splitlines()[1] == "=1+1"


def test_query_answers_in_each_format(path: Path) -> None:
    sql = "SELECT author, count(*) n FROM conversations GROUP BY author ORDER BY n DESC LIMIT 5"
    assert run(path, "query", sql).stdout.splitlines()[2:] == ["Bo Larch      2", "Anna Thimble  1"]
    rows: list[dict[str, Any]] = [{"author": "Bo Larch", "n": 2}, {"author": "Anna Thimble", "n": 1}]
    assert json.loads(run(path, "query", sql, "--format", "json").stdout) == rows
    assert [json.loads(line) for line in run(path, "query", sql, "--format", "ndjson").stdout.splitlines()] == rows
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        text = run(path, "query", sql, "--format", form).stdout
        assert list(csv.reader(io.StringIO(text), delimiter=delimiter)) == [
            ["author", "n"],
            ["Bo Larch", "2"],
            ["Anna Thimble", "1"],
        ]
    assert run(path, "query", sql, "--format", "markdown").stdout.splitlines()[2] == "| Bo Larch | 2 |"
    assert json.loads(run(path, "query", "SELECT 1 WHERE 0", "--format", "json").stdout) == []
    assert "none of table" in run(path, "query", sql, "--format", "xml", code=2).stderr


def test_cells_that_a_spreadsheet_would_compute_are_guarded(path: Path) -> None:
    sql = "SELECT '=1+1' a, '-2' b, -2 c, '@x' d, 'x' e, NULL f, x'00ff' g"
    assert run(path, "query", sql, "--format", "csv").stdout.splitlines()[1] == "'=1+1,'-2,-2,'@x,x,,AP8="


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_cells_of_many_lines_stay_one_cell(path: Path, form: str) -> None:
    text = run(path, "query", "select 'a' || char(10) || 'b' || char(13) || 'c' x, 2 y", "--format", form).stdout
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=",\t"[form == "tsv"]))
    assert found == [["x", "y"], ["a\nb\rc", "2"]]
