"""How far an import is, on a terminal and nowhere else."""

from __future__ import annotations

from pathlib import Path

from tests.archive.imports.test_dumps import dump, run
from tests.hostile.test_outputs import on_a_terminal
from tests.scraper.imports import dumps


def test_a_terminal_shows_what_was_read_and_how_many_threads_are_saved(tmp_path: Path) -> None:
    file = dump(tmp_path, dumps.BLOGGER)
    size = f"{file.stat().st_size / 1e6:,.1f}"
    shown = on_a_terminal(tmp_path, "import", str(file))
    assert f"{size}/{size} MB" in shown
    assert "2/2 threads" in shown
    assert "2 threads read, 2 threads and 4 comments new, 1 deleted" in shown


def test_quiet_shows_no_bar_and_tells_failures_only(tmp_path: Path) -> None:
    assert on_a_terminal(tmp_path, "import", "--quiet", str(dump(tmp_path, dumps.BLOGGER))) == ""
    half = dump(tmp_path, dumps.BLOGGER[:-20], name="half")
    (line,) = on_a_terminal(tmp_path, "import", "-q", str(half)).splitlines()
    assert line.startswith(f"Error: {half}: Blogger Atom: line ")


def test_a_pipe_gets_no_bar(tmp_path: Path) -> None:
    result = run("import", dump(tmp_path, dumps.BLOGGER), "--archive", tmp_path / "a.db")
    assert result.stderr == ""
