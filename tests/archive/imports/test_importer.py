"""Export, import into an empty archive, export again: the same bytes."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from archive import Archive, Visit
from archive.cli.app import app
from scraper.parse import parse
from scraper.thread import Article, Author, Comment, Thread
from tests.archive.histories import tell, write
from tests.support.archives import check
from tests.support.threads import comment, contents, rows, thread

EXAMPLE = Path(__file__).resolve().parents[2] / "blog/example.html"


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output + result.stderr
    return result


def exported(path: Path, *options: str) -> str:
    return run("export", "--archive", path, "--format", "ndjson", *options).stdout


def again(path: Path, *options: str) -> str:
    """What an export says after it went through an empty archive."""
    folder = path.parent / "again"
    folder.mkdir(exist_ok=True)
    for each in folder.iterdir():
        each.unlink()
    (folder / "export.ndjson").write_text(exported(path, *options), "utf-8")
    run("import", folder / "export.ndjson", "--archive", folder / "b.db")
    assert list(check(folder / "b.db")) == []
    return exported(folder / "b.db", *options)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Edited, gone, returned and nested comments, another channel, an article that is gone, and a real page."""
    url = "https://tea.example/2026/kettles"
    first = (
        comment("Mine is bleu.", id="1", likes=3, published="2026-01-05T10:00:00Z"),
        comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1),
        comment("Copper, always copper.", "Cyd Moss", id="3", parent_id="77"),
    )
    second = (replace(first[0], text="Mine is blue.", html="<p>Mine is blue.</p>"), first[2])
    flat = replace(first[1], parent=None, depth=0)
    feed = thread(flat, comment("Tin.", "Dee", id="4", parent_id="2"), complete=None)
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*first), observed_at="2026-02-02T10:00:00Z", visit=Visit(url, status=200))
        archive.save(thread(*second), observed_at="2026-02-03T10:00:00Z", visit=Visit(f"{url}?page=all"))
        archive.save(feed, observed_at="2026-02-03T11:00:00Z", visit=Visit(f"{url}/feed", channel="feed"))
        retitled = replace(
            thread(*second), article=Article("Kettles I knew", text=thread().article.text, tags=("tin",))
        )
        archive.save(retitled, observed_at="2026-02-04T10:00:00Z", visit=Visit(url))
        archive.record(Visit(url, status=410, error="gone", fetched_at="2026-02-05T10:00:00Z"))
        archive.save(parse(EXAMPLE.read_bytes(), "http://quayside.example/a"), observed_at="2026-02-06")
        archive.save(Thread("https://tea.example/empty"), observed_at="2026-02-07")
    return tmp_path / "a.db"


@pytest.mark.parametrize("options", [(), ("--flat",), ("--format", "json")])
def test_an_export_imported_into_an_empty_archive_exports_the_same_bytes(path: Path, options: tuple[str, ...]) -> None:
    before = exported(path, *options)
    assert '"versions"' in before
    assert '"gone_since": "2026' in before
    assert again(path, *options) == before


def test_an_import_keeps_what_sql_tells_of_the_past(path: Path) -> None:
    again(path)
    select = "SELECT at, what, title, author, text FROM changes ORDER BY at, what, text"
    assert rows(path.parent / "again/b.db", select) == rows(path, select)
    select = (
        "SELECT text, first_seen_at, last_seen_at, gone_since, position, depth, descendants FROM comments ORDER BY uid"
    )
    assert rows(path.parent / "again/b.db", select) == rows(path, select)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_random_histories_come_back_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Archive.open(tmp_path / "a.db") as archive:
        archive.db.conn.execute("PRAGMA synchronous = OFF")
        for _ in range(25):
            story = write(chance)
            for event in story.arrivals:
                tell(archive, story, [event])
    assert again(tmp_path / "a.db") == exported(tmp_path / "a.db")


def test_importing_twice_changes_nothing(path: Path) -> None:
    again(path)
    there = path.parent / "again/b.db"
    before = contents(there, without=set())
    assert "0 threads and 0 comments new" in run("import", there.parent / "export.ndjson", "--archive", there).stdout
    assert contents(there, without=set()) == before


def test_what_an_archive_knows_already_is_merged(path: Path) -> None:
    (path.parent / "old.ndjson").write_text(exported(path), "utf-8")
    with Archive.open(path) as archive:
        archive.save(Thread("https://tea.example/empty", comments=(comment("At last."),)), observed_at="2026-02-09")
        uid = archive.thread("https://tea.example/empty").uid
    (path.parent / "new.ndjson").write_text(exported(path), "utf-8")
    target = path.parent / "c.db"
    run("import", path.parent / "old.ndjson", "--archive", target)
    done = json.loads(run("import", path.parent / "new.ndjson", "--archive", target, "--json").stdout)
    assert {name: number for name, number in done.items() if number} == {"read": 3, "comments": 1}
    with Archive.open(target) as archive:
        assert archive.thread("https://tea.example/empty").uid == uid
    assert list(check(target)) == []


def test_what_was_forgotten_does_not_come_back(path: Path) -> None:
    (path.parent / "old.ndjson").write_text(exported(path), "utf-8")
    run("forget", "--author", "Cyd Moss", "--yes", "--archive", path)
    run("import", path.parent / "old.ndjson", "--archive", path)
    assert "Cyd Moss" not in exported(path)


def test_a_document_without_a_history_keeps_its_uids_times_and_gone_comments(path: Path) -> None:
    documents = [json.loads(line) for line in exported(path).splitlines()]
    for document in documents:
        document["version"] = 0
        del document["history"]
    (path.parent / "bare.json").write_text(json.dumps(documents, indent=3), "utf-8")
    run("import", path.parent / "bare.json", "--archive", path.parent / "b.db")
    select = "SELECT uid, text, first_seen_at, gone_since FROM comments ORDER BY uid"
    assert rows(path.parent / "b.db", select) == rows(path, select)
    assert list(check(path.parent / "b.db")) == []


def test_many_comments_that_went_at_once_are_gone_again(tmp_path: Path) -> None:
    many = thread(*(comment(f"Kettle number {number}.", id=str(number)) for number in range(20)))
    few = replace(many, comments=many.comments[:3])
    with Archive.open(tmp_path / "a.db") as archive:
        for day, shown in enumerate((many, few, few), 1):
            archive.save(shown, observed_at=f"2026-02-0{day}")
    assert rows(tmp_path / "a.db", "SELECT gone_count FROM articles") == [{"gone_count": 17}]
    assert again(tmp_path / "a.db") == exported(tmp_path / "a.db")
    document = json.loads(exported(tmp_path / "a.db"))
    del document["history"]
    (tmp_path / "bare.json").write_text(json.dumps(document), "utf-8")
    run("import", tmp_path / "bare.json", "--archive", tmp_path / "b.db")
    assert rows(tmp_path / "b.db", "SELECT gone_count FROM articles") == [{"gone_count": 17}]


def test_a_thread_of_the_parser_is_imported_too(tmp_path: Path) -> None:
    document = parse(EXAMPLE.read_bytes(), "http://quayside.example/a", fetched_at="2026-01-01T00:00:00Z").to_dict()
    (tmp_path / "one.json").write_text(json.dumps(document), "utf-8")
    printed = run("import", tmp_path / "one.json", "--archive", tmp_path / "b.db").stdout
    assert printed == "1 thread read, 1 thread and 7 comments new\n"


def test_html_is_sanitised_once_more(tmp_path: Path) -> None:
    evil = replace(thread(Comment("Hi.", "<p onclick=x()>Hi.<script>x()</script></p>", author=Author("Eve"))), uid="e1")
    (tmp_path / "evil.json").write_text(json.dumps(evil.to_dict()), "utf-8")
    run("import", tmp_path / "evil.json", "--archive", tmp_path / "b.db")
    assert rows(tmp_path / "b.db", "SELECT html FROM comments") == [{"html": "<p>Hi.</p>"}]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 7}, "version 7"),
        ({"url": None}, 'without "url"'),
        ({"site": 7}, "site holds int"),
        ({"comments": [{"text": ["x"]}]}, "text holds list"),
        ({"comments": "none"}, "holds str where a list belongs"),
        ({"history": {"observations": [], "visits": []}}, "does not hold together"),
        (
            {"history": {"observations": [], "visits": [{"at": "2026-01-01", "observation": 3}]}},
            "does not hold together",
        ),
    ],
)
def test_what_does_not_hold_is_told_and_the_rest_comes_in(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    good = thread(comment("Fine."), url="https://tea.example/fine").to_dict()
    lines = [json.dumps(thread().to_dict() | change), json.dumps(good)]
    (tmp_path / "some.ndjson").write_text("\n".join(lines), "utf-8")
    result = run("import", tmp_path / "some.ndjson", "--archive", tmp_path / "b.db", code=1)
    assert "some.ndjson, line 1: " in result.stderr
    assert told in result.stderr
    assert result.stdout == "1 thread read, 1 thread and 1 comment new, 1 failed\n"
    assert list(check(tmp_path / "b.db")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<html></html>", "holds no threads that afterword exported"),
        ('[{"format": "other"}]', "holds no threads that afterword exported"),
        ('{"format": "afterword/thread", "url": "x", ', "breaks off"),
        ('{"format": "afterword/thread" nonsense}', "line 1: the JSON breaks off (Expecting ',' delimiter)"),
    ],
)
def test_files_of_something_else_are_refused_by_name(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "x").write_text(text, "utf-8")
    assert told in run("import", tmp_path / "x", "--archive", tmp_path / "b.db", code=1).stderr
