from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from archive import Archive
from archive.cli.app import app
from archive.display import cells, clean, cut, json_text, wrap
from scraper.incomplete import Code, Incomplete
from scraper.thread import Author, Thread
from tests.support.threads import comment, deep_thread, thread

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://tea.example/2026/kettles"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    said = (
        comment("Mine is blue.\n\nIt came from my aunt.", "Anna Thimble", id="1", published="2026-01-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
        comment("Copper, always copper.", "Bo Larch", id="3"),
    )
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*said), observed_at="2026-02-02")
        archive.save(thread(*said[:2]), observed_at="2026-02-03")
        archive.save(thread(url="https://cups.example/a", complete=False), observed_at="2026-02-04")
    return tmp_path / "a.db"


def run(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--archive", str(path)], env={"COLUMNS": "80"})
    assert result.exit_code == code, result.output
    return result


def test_list_shows_every_thread(path: Path) -> None:
    lines = run(path, "list").stdout.splitlines()
    assert lines[0].split() == ["uid", "date", "site", "comments", "gone", "complete", "title"]
    assert [line.split()[2:6] for line in lines[2:]] == [
        ["cups.example", "0", "0", "no"],
        ["tea.example", "2", "1", "yes"],
    ]
    shortened = lines[2].split()[0]
    assert run(path, "show", shortened).stdout == run(path, "show", "https://cups.example/a").stdout
    listed = [json.loads(line) for line in run(path, "list", "--json").stdout.splitlines()]
    assert [(entry["url"], entry["complete"]) for entry in listed] == [("https://cups.example/a", False), (URL, True)]


def test_show_draws_the_thread_as_a_tree(path: Path) -> None:
    shown = run(path, "show", URL).stdout
    tree = """\
├─ Anna Thimble · 2026-01-05T10:00:00Z
│  Mine is blue.
│
│  It came from my aunt.
│
│  └─ Bo Larch
│     Mine is dented.
│
└─ Bo Larch · gone since 2026-02-03
   Copper, always copper.
"""
    assert tree in shown
    assert shown.startswith("Kettles I have known\n")
    assert "2 comments, 1 gone" in shown
    uid = json.loads(run(path, "show", URL, "--json").stdout)["uid"]
    assert run(path, "show", uid).stdout == run(path, "show", "tea.example/2026/kettles").stdout == shown


def test_a_thread_5000_replies_deep_is_shown_within_the_terminal(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(deep_thread(5000))
    lines = run(tmp_path / "a.db", "show", URL).stdout.splitlines()
    assert sum("Answer number" in line for line in lines) == 5000
    assert max(cells(line) for line in lines) <= 80
    assert any("level 5000" in line for line in lines)


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


def test_search_finds_words_in_comments_and_articles(path: Path) -> None:
    assert "Copper, always copper." in run(path, "search", "copper").stdout
    hits = [json.loads(line) for line in run(path, "search", "--json", "dented").stdout.splitlines()]
    assert [(hit["author"], hit["snippet"]) for hit in hits] == [("Bo Larch", "Mine is dented.")]
    assert run(path, "search", "nowhere").stdout == ""
    assert "no word" in run(path, "search", "…", code=1).stderr


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


def test_export_writes_one_document_an_array_or_lines(path: Path) -> None:
    one = json.loads(run(path, "export", URL).stdout)
    assert one["article"]["title"] == "Kettles I have known"
    every = json.loads(run(path, "export").stdout)
    assert [each["url"] for each in every] == [URL, "https://cups.example/a"]
    assert every[0] == one
    lines = run(path, "export", "--format", "ndjson", "https://cups.example/a", URL).stdout.splitlines()
    assert [json.loads(line)["url"] for line in lines] == ["https://cups.example/a", URL]
    assert run(path, "export").stdout == run(path, "export").stdout


def test_export_into_a_file_is_whole_or_not_at_all(path: Path) -> None:
    target = path.parent / "out.json"
    target.write_text("earlier")
    assert "no thread" in run(path, "export", "https://nowhere.example/", "-o", str(target), code=1).stderr
    assert target.read_text() == "earlier"
    run(path, "export", "-o", str(target))
    assert target.read_text("utf-8") == run(path, "export").stdout
    assert "cannot be written" in run(path, "export", "-o", str(path.parent / "no" / "x.json"), code=1).stderr
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["a.db", "out.json"]


@pytest.mark.parametrize("command", [["list"], ["show", "x"], ["search", "x"], ["query", "SELECT 1"], ["export"]])
def test_reading_a_missing_archive_is_one_line_and_makes_no_file(tmp_path: Path, command: list[str]) -> None:
    result = run(tmp_path / "none.db", *command, code=1)
    assert result.stderr.count("\n") == 1
    assert "there is no archive here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_errors_are_one_line_and_verbose_adds_where_they_came_from(path: Path) -> None:
    assert run(path, "query", "DELETE FROM comments", code=1).stderr.startswith("Error: the archive is only read here")
    verbose = run(path, "query", "DELETE FROM comments", "--verbose", code=1).stderr
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


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_cells_of_many_lines_stay_one_cell(path: Path, form: str) -> None:
    text = run(path, "query", "select 'a' || char(10) || 'b' || char(13) || 'c' x, 2 y", "--format", form).stdout
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=",\t"[form == "tsv"]))
    assert found == [["x", "y"], ["a\nb\rc", "2"]]
