"""Exports of what is not so now: tables as of a moment, all formats without what is gone, and filters with each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from archive import Archive, Visit
from archive.cli.app import app
from archive.export import export
from tests.support.threads import comment, thread

if TYPE_CHECKING:
    from pathlib import Path

    from scraper.thread import Comment

KETTLES, CUPS = "https://tea.example/2026/kettles", "https://cups.example/a"

MONDAY = (
    comment("Mine is bleu.", id="1", published="2026-01-05T10:00:00Z"),
    comment("Buy pills!", "Bo Larch", id="2", parent=0, depth=1),
    comment("Pills?", "Cyd Moss", id="3", parent=1, depth=2),
)

TUESDAY = (
    comment("Mine is blue.", id="1", published="2026-01-05T10:00:00Z"),
    comment("Pills?", "Cyd Moss", id="3", parent=0, depth=1),
    comment("Copper.", "Bo Larch", id="4"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Monday three comments in a row; Tuesday the middle one gone, the first edited, one new; then another article."""
    with Archive.open(tmp_path / "a.db") as archive:
        saved(archive, "2026-02-02T10:00:00Z", *MONDAY)
        saved(archive, "2026-02-03T10:00:00Z", *TUESDAY)
        cups = thread(comment("A pill for my cup.", "Bo Larch", id="9"), url=CUPS)
        archive.save(cups, observed_at="2026-02-04T10:00:00Z")
    return tmp_path / "a.db"


def saved(archive: Archive, at: str, *said: Comment) -> None:
    archive.save(thread(*said), visit=Visit(KETTLES, status=200, fetched_at=at))


def table(path: Path, *arguments: str, name: str = "comments") -> list[dict[str, str]]:
    printed = exported(path, "--format", "csv", "--table", name, *arguments)
    return list(csv.DictReader(io.StringIO(printed, newline="")))


def exported(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["export", *arguments, "--archive", str(path)])
    assert result.exit_code == 0, result.output
    return result.stdout


def picked(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


TREE = ("text", "position", "depth", "parent_author", "descendants", "gone_since", "version_count")


def test_comments_are_a_table_as_they_stood(path: Path) -> None:
    then = table(path, "--as-of", "2026-02-02")
    assert picked(then, *TREE) == [
        ("Mine is bleu.", "0", "0", "", "2", "", "1"),
        ("Buy pills!", "1", "1", "Anna Thimble", "1", "", "1"),
        ("Pills?", "2", "2", "Bo Larch", "0", "", "1"),
    ]
    assert {row["last_seen_at"] for row in then} == {"2026-02-02T10:00:00Z"}
    later = table(path, "--as-of", "2026-02-03")
    assert [row["version_count"] for row in later if row["text"] == "Mine is blue."] == ["2"]


def test_without_what_is_gone_replies_hang_below_what_that_answered(path: Path) -> None:
    assert picked(table(path, "--visible-only", "--site", "tea.example"), *TREE) == [
        ("Mine is blue.", "0", "0", "", "1", "", "2"),
        ("Pills?", "1", "1", "Anna Thimble", "0", "", "1"),
        ("Copper.", "2", "0", "", "0", "", "1"),
    ]


def test_figures_of_articles_are_those_of_the_comments_shown_then(path: Path) -> None:
    figures = ("comment_count", "gone_count", "reply_count", "author_count", "level_count", "last_visit_at")
    past = table(path, "--as-of", "2026-02-02", name="articles")
    assert picked(past, *figures) == [("3", "0", "2", "3", "3", "2026-02-02T10:00:00Z")]
    shown = table(path, "--visible-only", name="articles")
    assert picked(shown, *figures)[0] == ("3", "0", "1", "3", "2", "2026-02-03T10:00:00Z")


def test_figures_of_authors_are_those_of_the_whole_archive_then(path: Path) -> None:
    figures = ("name", "site", "comment_count", "replies_received", "gone_count")
    past = table(path, "--as-of", "2026-02-02", name="authors")
    assert sorted(picked(past, *figures)) == [
        ("Anna Thimble", "tea.example", "1", "1", "0"),
        ("Bo Larch", "tea.example", "1", "1", "0"),
        ("Cyd Moss", "tea.example", "1", "0", "0"),
    ]
    shown = table(path, "--visible-only", name="authors")
    assert ("Bo Larch", "tea.example", "1", "0", "0") in picked(shown, *figures)


@pytest.mark.parametrize("name", ["comments", "articles", "authors"])
def test_as_of_the_last_visit_every_table_is_as_it_is_now(path: Path, name: str) -> None:
    now = table(path, name=name)
    assert len(now) > 1
    assert table(path, "--as-of", "2026-02-05", name=name) == now


def test_nested_threads_go_into_parquet_as_they_stood(path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = path.parent / "then.parquet"
    exported(path, "--format", "parquet", "--table", "threads", "--as-of", "2026-02-02", "-o", str(out))
    rows: list[dict[str, Any]] = parquet.read_table(out).to_pylist()
    assert [[each["text"] for each in row["comments"]] for row in rows] == [[each.text for each in MONDAY]]


@pytest.mark.parametrize("form", [each for each in export.FORMATS if each not in ("parquet", "html")])
def test_every_format_obeys_every_filter(path: Path, form: str) -> None:
    for options in (
        ("--site", "cups.example"),
        ("--author", "larch", "--search", "cup"),
        ("--since", "2026-02-04"),
        ("--where", "author_count = 1"),
        (CUPS,),
    ):
        told = exported(path, "--format", form, *options)
        assert "A pill for my cup" in told, options
        assert "Copper" not in told, options
    past = exported(path, "--format", form, "--as-of", "2026-02-02")
    assert "Mine is bleu" in past
    assert "Copper" not in past
    assert "Buy pills" not in exported(path, "--format", form, "--visible-only")


def test_parquet_and_pages_obey_filters_too(path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = path.parent / "since.parquet"
    exported(path, "--format", "parquet", "--since", "2026-02-04", "-o", str(out))
    assert [row["url"] for row in parquet.read_table(out).to_pylist()] == [CUPS]
    page = exported(path, "--format", "html", "--site", "tea.example", "--visible-only")
    assert "Copper" in page
    assert "Buy pills" not in page


def test_programs_export_the_past_as_the_command_does(path: Path) -> None:
    out = path.parent / "then.csv"
    with Archive.open(path) as archive:
        archive.export(out, export.Form("csv", as_of="2026-02-02"))
    assert out.read_bytes().decode() == exported(path, "--format", "csv", "--as-of", "2026-02-02")
