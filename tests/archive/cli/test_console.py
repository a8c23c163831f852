"""Results, complaints, and what becomes of errors."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from archive.cli import console
from archive.errors import ArchiveError, InvalidValue, QueryRefused, RunLocked
from scraper.errors import RulesError
from tests.support.command import ROOT


def ended(error: BaseException, *, verbose: bool = False) -> int:
    with pytest.raises(typer.Exit) as raised, console.reported(verbose=verbose):
        raise error
    return raised.value.exit_code


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ArchiveError("a.db: broken"), 1, "Error: a.db: broken\n"),
        (InvalidValue("'x' is not a time"), 2, "Error: 'x' is not a time\n"),
        (QueryRefused("one SELECT"), 2, "Error: one SELECT\n"),
        (RulesError("the rules of a source: not TOML"), 1, "Error: the rules of a source: not TOML\n"),
        (RunLocked("another run holds it"), 75, "Error: another run holds it\n"),
        (PermissionError(13, "Permission denied", "out.json"), 1, "Error: out.json: Permission denied\n"),
        (ArchiveError("two\nlines \x1b[2J"), 1, "Error: two lines [2J\n"),
        (KeyboardInterrupt(), 130, "Error: interrupted\n"),
    ],
)
def test_what_goes_wrong_is_one_line_and_an_exit_code(
    error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(error) == code
    assert capsys.readouterr().err.replace("\ufffd", "") == line


def test_verbose_adds_where_an_error_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    ended(ArchiveError("broken"), verbose=True)
    first, *_, last = capsys.readouterr().err.splitlines()
    assert first.startswith("Traceback")
    assert last == "Error: broken"


def test_notes_and_complaints_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    console.note("figure    1", "two\x1b[2J")
    console.complain("three")
    console.emit(["data"])
    assert capsys.readouterr() == ("data\n", "figure    1\ntwo[2J\nError: three\n")


@pytest.mark.parametrize(
    ("stated", "command"),
    [("", None), ("cat", None), ("'open", None), ("no-such-pager", None), ("sh -c x", ["sh", "-c", "x"])],
)
def test_the_pager_is_the_one_that_the_environment_names(
    stated: str, command: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", stated)
    assert console._pager() == command


def test_texts_have_lines_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, text, table in (("20", 40, 40), ("90", 90, 90), ("200", 100, 200)):
        monkeypatch.setenv("COLUMNS", columns)
        assert (console.text_width(), console.width()) == (text, table)
    assert console.table_width() is None  # standard output is no terminal here


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_closed_stream_is_no_place_for_the_archive(path: Path, stream: str) -> None:
    closed = {"stdin": "0<&-", "stdout": "1>&-", "stderr": "2>&-"}[stream]
    before = path.read_bytes()
    program = f"{shlex.quote(sys.executable)} -c 'from archive.cli import main; main()' list"
    done = subprocess.run(["sh", "-c", f"{program} --archive {shlex.quote(str(path))} {closed}"], cwd=ROOT, check=False)
    assert done.returncode == 0
    assert path.read_bytes() == before
