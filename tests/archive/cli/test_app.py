from __future__ import annotations

import json
import shlex
import subprocess
import sys
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import COMMANDS, app
from archive.display import clean, cut, json_text, wrap
from scraper.incomplete import Code, Incomplete
from scraper.thread import Author, Thread
from tests.archive.cli.conftest import URL
from tests.support.command import run
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_from_the_web_reaches_the_terminal_as_a_control(tmp_path: Path) -> None:
    evil = "\x1b]0;gotcha\x07 \x9b31m \u202egnihton\u202c \x08\x08 \u2066x\u2069"
    hostile = thread(
        comment(evil, evil, id="1", published_text=evil, permalink=evil),
        article=Thread("").article.__class__(title=f"Title {evil}", author=evil, text=f"Text {evil}"),
        site=evil,
        incomplete=Incomplete(Code.OTHER, evil),
        complete=False,
    )
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(hostile)
    commands = (
        ["list"],
        ["list", "--json"],
        ["show", URL],
        ["show", URL, "--json"],
        ["search", "gotcha"],
        ["search", "gotcha", "--json"],
        ["query", "SELECT author, text FROM conversations"],
        ["query", "SELECT author, text FROM conversations", "--format", "json"],
        ["query", "SELECT author, text FROM conversations", "--format", "markdown"],
        ["export"],
    )
    for command in commands:
        output = run(tmp_path / "a.db", *command).stdout
        assert output.replace("\n", "") == clean(output).replace("\n", ""), command
    document = json.loads(run(tmp_path / "a.db", "show", URL, "--json").stdout)
    assert document["comments"][0]["text"] == evil


@pytest.mark.parametrize("command", [["list"], ["show", "x"], ["search", "x"], ["query", "SELECT 1"], ["export"]])
def test_reading_a_missing_archive_is_one_line_and_makes_no_file(tmp_path: Path, command: list[str]) -> None:
    result = run(tmp_path / "none.db", *command, code=1)
    assert result.stderr.count("\n") == 1
    assert "there is no archive here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_errors_are_one_line_and_verbose_adds_where_they_came_from(path: Path) -> None:
    assert run(path, "query", "DELETE FROM comments", code=2).stderr.startswith("Error: the archive is only read here")
    verbose = run(path, "query", "DELETE FROM comments", "--verbose", code=2).stderr
    assert "Traceback" in verbose
    assert "QueryRefused" in verbose
    assert "No such option" in run(path, "list", "--no-such-option", code=2).stderr


def test_the_archive_is_named_by_option_environment_or_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    assert CliRunner().invoke(app, ["list"]).exit_code == 1
    assert CliRunner().invoke(app, ["list"], env={"AFTERWORD_ARCHIVE": str(path)}).exit_code == 0
    path.rename(path.parent / "afterword.db")
    assert CliRunner().invoke(app, ["list"]).exit_code == 0
    assert CliRunner().invoke(app, ["--version"]).stdout.startswith("afterword ")


def test_a_reader_that_has_had_enough_is_no_failure(path: Path) -> None:
    program = "from archive.cli import main; main()"
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    command = [sys.executable, "-c", program, "query", endless, "--format", "csv", "--archive", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"x\n"
        process.stdout.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""


def test_the_command_answers_help_without_loading_the_archive() -> None:
    program = (
        "import sys, archive.cli; print(sorted({'sqlite_utils', 'bs4', 'trafilatura', 'requests'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_text_is_wrapped_by_the_columns_it_takes() -> None:
    assert list(wrap("one two three\n\nfour", 7)) == ["one two", "three", "", "four"]
    assert list(wrap("茶茶茶茶", 4)) == ["茶茶", "茶茶"]
    assert list(wrap("abcdefgh", 3)) == ["abc", "def", "gh"]
    assert cut("茶茶茶", 4) == "茶…"
    assert json.loads(json_text({"\U000e0041": "\u202e"})) == {"\U000e0041": "\u202e"}
    assert Author().name is None


# --- every command


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def test_the_help_shows_every_command_below_its_group() -> None:
    assert sorted(chain(*COMMANDS.values())) == sorted(commands())
    shown = run(None, "--help", columns=200).stdout
    headings = [f"\n{group}:\n" for group in COMMANDS]
    assert [shown.index(heading) for heading in headings] == sorted(shown.index(heading) for heading in headings)
    for name, command in commands().items():
        assert f"  {name} " in shown
        assert command.help.split("\n")[0].split(". ")[0].rstrip(".") in " ".join(shown.split())
    assert run(None).stdout == run(None, "--help").stdout


@pytest.mark.parametrize("name", commands())
def test_every_help_ends_with_two_examples_that_its_options_take(name: str) -> None:
    command = commands()[name]
    assert len(command.examples) == 2
    for example in command.examples:
        program, named, *words = shlex.split(example.split(" > ")[0])
        assert (program, named) == ("afterword", name)
        assert command.make_context(name, words).params
    shown = run(None, name, "--help", columns=200).stdout
    assert shown.endswith("Examples:\n" + "".join(f"  {example}\n" for example in command.examples))
    assert "$" not in shown


@pytest.mark.parametrize("name", commands())
def test_every_option_says_what_it_takes(name: str) -> None:
    types = {"TEXT", "INTEGER", "FLOAT", "PATH", "STRING", "RANGE", "FILENAME", "DIRECTORY", None}
    for each in commands()[name].params:
        assert each.help, each.name
        assert each.help.endswith(".") or each.name == "help", each.help
        if each.name != "help" and not getattr(each, "is_flag", False):
            assert each.metavar not in types, each.name
            assert each.metavar in run(None, name, "--help", columns=300).stdout


def test_wrong_use_is_one_line_that_names_the_help() -> None:
    for words, begin, end in (
        (("lst",), "No such command 'lst'", "; see `afterword --help`"),
        (("list", "--srot"), "No such option: --srot", "; see `afterword list --help`"),
        (("show",), "Missing argument 'URL|UID'", "; see `afterword show --help`"),
    ):
        line = run(None, *words, code=2).output
        assert line.startswith(f"Error: {begin}")
        assert line.endswith(f"{end}\n")
        assert line.count("\n") == 1
