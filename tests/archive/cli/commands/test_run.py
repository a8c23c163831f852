"""The command `run`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import Result

from archive import Archive
from archive.db.lock import run_lock
from tests.archive.cli.commands.conftest import add
from tests.blog import Blog, faults
from tests.support.command import ROOT, run
from tests.support.living import post, rows


@pytest.fixture
def watched(blog: Blog, fresh: Path) -> Path:
    """An archive that watches the blog."""
    add(fresh, blog.url)
    return fresh


def visit(path: Path, *words: str, code: int = 0) -> Result:
    return run(path, "run", "--allow-private", "--delay", "0", "--retries", "0", *words, code=code, columns=200)


def make_due(path: Path) -> None:
    with Archive.open(path) as archive, archive.transaction() as db:
        db.conn.execute("UPDATE polls SET due_at = '2020-01-01T00:00:00Z' WHERE kind = 'feed'")


def test_pages_go_to_standard_output_and_the_report_to_standard_error(watched: Path) -> None:
    result = visit(watched)
    assert result.stdout.count("new        ") == 2
    assert "pages     2 new, 0 changed, 0 unchanged, 0 failed" in result.stderr


def test_that_nobody_can_reach_the_user_is_said_once(watched: Path) -> None:
    assert "no contact is set: " in visit(watched).stderr
    assert "no contact" not in visit(watched).stderr


def test_the_report_as_json_stands_alone(watched: Path) -> None:
    report = json.loads(visit(watched, "--json").stdout)
    assert (report["pages"]["new"], report["outcome"], list(report["requests"])) == (2, "done", ["200"])


def test_quiet_is_silent_until_something_fails_anew(blog: Blog, watched: Path) -> None:
    assert visit(watched, "--quiet").output == ""
    blog.faults["/feed/"] = faults.status(404)
    make_due(watched)
    assert "404" in visit(watched, "--quiet", code=1).stderr
    make_due(watched)
    assert visit(watched, "--quiet").output == ""
    make_due(watched)
    visit(watched, "--quiet", "--fail-on", "any", code=1)
    make_due(watched)
    visit(watched, "--fail-on", "never")


def test_a_command_gets_the_report_when_there_is_news(blog: Blog, watched: Path, tmp_path: Path) -> None:
    received = tmp_path / "received.json"
    script = tmp_path / "notify.py"
    script.write_text(f"import sys; open({str(received)!r}, 'a').write(sys.stdin.read())")
    for _ in range(2):
        visit(watched, "--quiet", "--notify-command", f"{sys.executable} {script}")
        assert json.loads(received.read_text())["pages"]["new"] == 2
    blog.posts["three"] = post("three", 3)
    make_due(watched)
    assert "failed (exit code 3)" in visit(watched, "--notify-command", "sh -c 'exit 3'").stderr


def test_a_second_run_says_who_holds_the_archive_and_ends_with_75(watched: Path) -> None:
    with run_lock(watched):
        result = visit(watched, code=75)
    assert f"another run holds it (process {os.getpid()} on " in result.stderr
    visit(watched)


def test_a_run_needs_an_archive_and_known_words(fresh: Path, path: Path) -> None:
    assert "there is no archive" in visit(fresh, code=1).stderr
    assert "no source has this label" in visit(path, "--only", "sea", code=1).stderr
    for words in (("--budget", "soon"), ("--fail-on", "all"), ("--min-interval", "2d", "--max-interval", "1d")):
        visit(path, *words, code=2)


def test_a_run_that_was_killed_is_named_so_by_the_next(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.start_run("run", {})
    visit(path)
    assert rows(path, "SELECT outcome FROM runs ORDER BY id") == [("killed",), ("done",)]


@pytest.mark.slow
def test_a_reader_that_has_had_enough_does_not_end_the_run(watched: Path) -> None:
    program = [sys.executable, "-c", "from archive.cli import main; main()", "run", "--allow-private", "--delay", "0.3"]
    with subprocess.Popen(
        [*program, "--archive", str(watched)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(60) == 0
    assert rows(watched, "SELECT outcome FROM runs") == [("done",)]
    assert rows(watched, "SELECT count(*) FROM articles") == [(2,)]
