from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from archive import Archive, Visit, times
from archive.cli.app import app
from archive.errors import ArchiveError, NotFound
from archive.query import as_of
from scraper.thread import Thread
from tests.support.archives import reading
from tests.support.threads import bare, comment, thread

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://tea.example/2026/kettles"

FIRST = (comment("Mine is bleu.", id="1", likes=3), comment("Mine is dented.", "Bo Larch", id="2", parent=0, depth=1))

SECOND = (comment("Mine is blue.", id="1", likes=9), comment("Copper, always copper.", "Cyd Moss", id="3"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Monday two comments; Tuesday one edited, one gone, one new; then another article; then the first is gone."""
    second = thread(*SECOND, declared_count=2)
    second = replace(second, article=replace(second.article, title="Kettles I knew"))
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*FIRST), observed_at="2026-02-02T10:00:00Z", visit=Visit(URL))
        archive.save(second, observed_at="2026-02-03T10:00:00Z", visit=Visit(URL))
        archive.save(thread(url="https://cups.example/a", complete=False), observed_at="2026-02-05T10:00:00Z")
        archive.record(Visit(URL, status=410, error="gone", fetched_at="2026-02-06T10:00:00Z"))
    return tmp_path / "a.db"


def run(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--archive", str(path)], env={"COLUMNS": "80"})
    assert result.exit_code == code, result.output
    return result


def at(path: Path, until: str) -> Thread:
    with reading(path) as conn:
        return as_of.thread(conn, URL, times.moment(until))


@pytest.mark.parametrize(
    ("stated", "utc"),
    [
        ("2026-02-02", "2026-02-02T23:59:59Z"),
        ("2026-02-02T10:00", "2026-02-02T10:00:00Z"),
        ("2026-02-02T10:00:00+02:00", "2026-02-02T08:00:00Z"),
    ],
)
def test_a_moment_is_utc_and_a_day_means_its_end(stated: str, utc: str) -> None:
    assert times.moment(stated) == utc
    assert times.begin("2026-02-02") == "2026-02-02T00:00:00Z"
    for no_moment in ("yesterday", "2026-02-31", "2026"):
        with pytest.raises(ArchiveError, match="not a time"):
            times.begin(no_moment)


def test_a_thread_stands_as_it_did_at_any_moment(path: Path) -> None:
    monday = at(path, "2026-02-02")
    without_likes = thread(*(replace(each, likes=None) for each in FIRST))
    assert bare(monday) == replace(without_likes, channels=())
    assert [each.last_seen for each in monday.comments] == ["2026-02-02T10:00:00Z"] * 2
    tuesday = at(path, "2026-02-03T10:00:00Z")
    assert (tuesday.article.title, tuesday.article.gone_since, tuesday.declared_count) == ("Kettles I knew", None, 2)
    assert [(each.text, each.gone_since) for each in tuesday.comments] == [
        ("Mine is blue.", None),
        ("Mine is dented.", "2026-02-03T10:00:00Z"),
        ("Copper, always copper.", None),
    ]
    assert at(path, "2026-02-03T09:59:59Z").comments == monday.comments
    assert at(path, "2026-02-06").article.gone_since == "2026-02-06T10:00:00Z"
    with pytest.raises(NotFound, match="not seen before"):
        at(path, "2026-02-01")


def test_now_is_as_of_now(path: Path) -> None:
    with reading(path) as conn, Archive.open(path) as archive:
        now, known = as_of.thread(conn, URL, "2030-01-01T00:00:00Z"), archive.thread(URL)
    assert now == replace(known, comments=tuple(replace(each, likes=None) for each in known.comments))


def test_show_list_and_export_take_a_moment(path: Path) -> None:
    assert "Mine is bleu." in run(path, "show", URL, "--as-of", "2026-02-02").stdout
    assert "Mine is blue." in run(path, "show", URL, "--as-of", "2026-02-03").stdout
    assert "article gone since 2026-02-06" in run(path, "show", URL).stdout
    assert "article gone" not in run(path, "show", URL, "--as-of", "2026-02-05").stdout
    listed = run(path, "list", "--as-of", "2026-02-04", "--json").stdout
    assert [(entry["url"], entry["comments"], entry["gone"]) for entry in map(json.loads, listed.splitlines())] == [
        (URL, 2, 1)
    ]
    assert len(run(path, "list", "--as-of", "2026-02-05", "--json").stdout.splitlines()) == 2
    exported = json.loads(run(path, "export", URL, "--as-of", "2026-02-02").stdout)
    assert (exported["comment_count"], exported["comments"][0]["text"]) == (2, "Mine is bleu.")
    assert json.loads(run(path, "export", "--as-of", "2026-02-01").stdout) == []
    assert "not seen before" in run(path, "show", URL, "--as-of", "2026-02-01", code=1).stderr
    assert "not a time" in run(path, "list", "--as-of", "then", code=2).stderr


def test_changes_tells_what_was_new_edited_and_gone(path: Path) -> None:
    told = [json.loads(line) for line in run(path, "changes", URL, "--json").stdout.splitlines()]
    assert [(row["at"][:10], row["what"], row["text"]) for row in told] == [
        ("2026-02-06", "article gone", "Kettles I knew"),
        ("2026-02-03", "article edited", "Kettles I knew"),
        ("2026-02-03", "comment edited", "Mine is blue."),
        ("2026-02-03", "comment gone", "Mine is dented."),
        ("2026-02-03", "comment new", "Copper, always copper."),
        ("2026-02-02", "article new", "Kettles I have known"),
        ("2026-02-02", "comment new", told[6]["text"]),
        ("2026-02-02", "comment new", told[7]["text"]),
    ]
    assert {told[6]["text"], told[7]["text"]} == {"Mine is bleu.", "Mine is dented."}
    assert len(run(path, "changes", "--since", "2026-02-05", "--json").stdout.splitlines()) == 2
    lines = run(path, "changes", "--limit", "2").stdout.splitlines()
    assert lines[1] == "    2026-02-06T10:00:00Z · article gone"


def test_an_older_visit_that_comes_later_turns_the_edit_around(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*SECOND), observed_at="2026-02-03")
        archive.save(thread(*FIRST), observed_at="2026-02-02")
    told = [json.loads(line) for line in run(tmp_path / "a.db", "changes", "--json").stdout.splitlines()]
    edits = [(row["what"], row["at"][:10], row["text"]) for row in told if row["author"] == "Anna Thimble"]
    assert edits == [
        ("comment edited", "2026-02-03", "Mine is blue."),
        ("comment new", "2026-02-02", "Mine is bleu."),
    ]
