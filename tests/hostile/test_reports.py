"""What is told of sources, runs, figures and settings obeys nobody, however sources call themselves and fail."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import app
from archive.db import docs_page
from archive.sources import sources
from archive.sources.sources import Source
from tests.hostile.strings import FORMULAS, PATHS, TERMINAL, XSS
from tests.hostile.test_outputs import URL, bare, forged, on_a_terminal, slow
from tests.support.archives import reading

HOSTILE = [text.encode("utf-8", "replace").decode().replace("\0", "") for text in (*TERMINAL, *XSS, *FORMULAS, *PATHS)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that watches sources with hostile titles, labels and addresses, and one run that none came through."""
    path = tmp_path_factory.mktemp("hostile") / "afterword.db"
    with Archive.open(path) as archive:
        for number, text in enumerate(HOSTILE):
            archive.save(bare(number, text), observed_at="2026-01-02")
        with archive.transaction() as db:
            for number, text in enumerate(HOSTILE):
                source = Source(
                    f"http://127.0.0.1:9/{number}/{text}", "page", title=text, labels=(text,), include=(text,)
                )
                sources.add(db, source, "2026-01-02T00:00:00Z")
    told = CliRunner().invoke(app, ["run", "--archive", str(path), "--delay", "0"])
    assert told.exit_code == 1, told.output
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("sources",), ("runs", "show", "last"), ("run", "--fail-on", "never"), ("stats",),
        ("edit", "nowhere\x1b[2J", "--title", "\x1b[2J"),
        *slow(
            ("sources", "--json"), ("sources", "--opml"), ("runs",), ("runs", "--json"), ("stats", "--json"),
            ("changes", "--json"), ("check",), ("query", "--list"), ("query", "threads-by-site"),
            ("list", "--sort", "title"), ("export", "--format", "csv"), ("export", "--format", "markdown"),
            ("export", "--format", "text"), ("export", "--format", "wxr"), ("export", "--format", "isso"),
            ("export", "--format", "remark42"),
        ),
    ],
    ids=lambda arguments: ascii(" ".join(arguments))[:60],
)  # fmt: skip
def test_nothing_that_is_told_of_runs_and_sources_reaches_a_terminal(path: Path, arguments: tuple[str, ...]) -> None:
    text = on_a_terminal(path.parent, *arguments, "--archive", str(path))
    assert text.strip()
    assert "Traceback" not in text
    assert forged(text) == set()


def test_the_report_of_a_run_reaches_a_command_as_json_without_bare_controls(path: Path, tmp_path: Path) -> None:
    keep = shlex.join([sys.executable, "-c", "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"])
    with Archive.open(path) as archive, archive.transaction() as db:
        for number, text in enumerate(HOSTILE):
            sources.add(db, Source(f"http://127.0.0.1:9/again/{number}/{text}", "page"), "2026-01-02T00:00:00Z")
    words = [
        "run",
        "--archive",
        str(path),
        "--json",
        "--notify-command",
        f"{keep} {shlex.quote(str(tmp_path / 'told'))}",
    ]
    printed = CliRunner().invoke(app, words).stdout
    told = (tmp_path / "told").read_text("utf-8")
    assert forged(told) == forged(printed) == set()
    assert len(json.loads(told)["new_failures"]) == len(json.loads(printed)["new_failures"]) > len(set(HOSTILE)) / 2


@pytest.mark.slow
def test_settings_are_shown_and_obeyed_by_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    monkeypatch.setenv("AFTERWORD_CONFIG", str(config))
    hostile = json.dumps("".join(HOSTILE[:40]), ensure_ascii=True)
    for text in (f"notify_command = {hostile}\nbudget = {hostile}", f"{hostile} = 1", f"delay = {hostile}", hostile):
        config.write_text(text)
        for arguments in (("config",), ("config", "--json"), ("list",)):
            shown = on_a_terminal(tmp_path, *arguments)
            assert shown.strip()
            assert "Traceback" not in shown
            assert forged(shown) == set()


@pytest.mark.parametrize("name", ["a\nExecStart=/bin/x", "a\r", "a\x1b[2J", "a\N{RIGHT-TO-LEFT OVERRIDE}b"])
@pytest.mark.parametrize("what", ["crontab", "service", "timer"])
def test_no_archive_is_called_so_that_a_schedule_would_run_something_else(name: str, what: str, tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["schedule", "--print", what, "--archive", str(tmp_path / name)])
    assert (told.exit_code, told.stdout) == (1, "")
    assert "control characters" in told.stderr


@pytest.mark.parametrize("name", ["a%b", "a b", "a'b", 'a"b', "a$HOME", "a;b", "a`id`", "a\\b", "-rf", "a#b"])
def test_a_schedule_names_the_archive_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    told = CliRunner().invoke(app, ["schedule", "--print", "crontab", "--archive", str(path)]).stdout
    _, _, command = told.strip().replace("\\%", "%").partition(" * * * ")
    assert shlex.split(command)[-2:] == ["--archive", str(path)]


def test_the_page_of_the_schema_holds_nothing_of_what_the_archive_holds(path: Path, tmp_path: Path) -> None:
    Archive.open(tmp_path / "empty.db").close()
    with reading(path) as hostile, reading(tmp_path / "empty.db") as empty:
        assert list(docs_page.page(hostile)) == list(docs_page.page(empty))


def test_a_thread_is_shown_though_its_address_is_hostile(path: Path) -> None:
    text = on_a_terminal(path.parent, "show", "http://quayside.example/3/", "--archive", str(path))
    assert "late" in text
    assert URL not in text
    assert forged(text) == set()
