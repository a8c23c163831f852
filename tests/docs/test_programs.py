"""Other programs on the file: the examples of docs/programs.md."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive import Archive
from tests.docs.blocks import PAGES
from tests.docs.places import example
from tests.support.threads import comment, thread


@pytest.fixture
def path(tmp_path: Path) -> Path:
    said = (
        comment("Mine is new.", "Anna Thimble", id="1", published="2026-01-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
        comment("So is mine.", "Bo Larch", id="3"),
    )
    with Archive.open(tmp_path / "afterword.db") as archive:
        archive.save(thread(*said), observed_at="2026-02-02")
    return tmp_path / "afterword.db"


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
        ["bash", "-c", example("docs/programs.md", "sqlite3", PAGES)],
        cwd=path.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "Anna Thimble|1\nBo Larch|2\n"


@pytest.mark.parametrize("module", ["pandas", "polars", "duckdb"])
def test_programs_for_tables_read_the_file(path: Path, module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    if module == "duckdb":
        install_what_duckdb_would_fetch(path.parent)
    printed = run_python(example("docs/programs.md", module, PAGES), path.parent)
    (larch,) = [line for line in printed.splitlines() if "Larch" in line]
    assert re.findall(r"\w+", larch)[-3:] == ["Bo", "Larch", "2"]


def test_datasette_reads_the_file(path: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    command = example("docs/programs.md", "datasette", PAGES).strip().removeprefix("datasette ").split("'")
    arguments = [*command[0].split(), command[1]]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "datasette", *arguments],
        cwd=path.parent, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows == [{"author": "Anna Thimble", "comments": 1}, {"author": "Bo Larch", "comments": 2}]
