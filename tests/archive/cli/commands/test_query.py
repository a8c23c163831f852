"""The command `query`, and other programs that open the file."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive import Archive
from archive.cli.app import app
from tests.support.threads import comment, thread

ROOT = Path(__file__).resolve().parents[4]


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


# --- other programs: the examples of docs/programs.md, each on the file itself


def example(name: str) -> str:
    """A block of the page that another program runs."""
    page = (ROOT / "docs/programs.md").read_text("utf-8")
    found = re.search(rf"^```{name}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert found is not None, f"the page has no example {name!r}"
    return found[1]


def run_python(code: str, folder: Path) -> str:
    command = [sys.executable, "-W", "ignore", "-c", code]
    environment = os.environ | {"HOME": str(folder), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def install_what_duckdb_would_fetch(home: Path) -> None:
    """Its extension for SQLite, where the package that brings it (the extra `peers`) is installed."""
    package = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
    if package is None or package.origin is None:
        pytest.skip("DuckDB's extension for SQLite is not installed")
    (extension,) = Path(package.origin).parent.rglob("*.duckdb_extension")
    install = f"INSTALL '{extension}'"
    run_python(f"import duckdb; duckdb.sql({install!r})", home)


def test_the_sqlite_shell_reads_the_file(path: Path) -> None:
    if shutil.which("sqlite3") is None:
        pytest.skip("the sqlite3 shell is not installed")
    done = subprocess.run(
        ["bash", "-c", example("bash sqlite3")], cwd=path.parent, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "Anna Thimble|1\nBo Larch|2\n"


@pytest.mark.parametrize("module", ["pandas", "polars", "duckdb"])
def test_programs_for_tables_read_the_file(path: Path, module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    if module == "duckdb":
        install_what_duckdb_would_fetch(path.parent)
    printed = run_python(example(f"python {module}"), path.parent)
    (larch,) = [line for line in printed.splitlines() if "Larch" in line]
    assert re.findall(r"\w+", larch)[-3:] == ["Bo", "Larch", "2"]


def test_datasette_reads_the_file(path: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    command = example("bash datasette").strip().removeprefix("datasette ").split("'")
    arguments = [*command[0].split(), command[1]]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "datasette", *arguments],
        cwd=path.parent, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows == [{"author": "Anna Thimble", "comments": 1}, {"author": "Bo Larch", "comments": 2}]
