"""Exports as JSON: valid, the same each time, and just the threads that were asked for."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import chdir, closing
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from archive import Archive
from archive.cli.app import app
from archive.export import json_documents, json_rows
from scraper.thread import Article, Thread
from tests.support.archives import reading
from tests.support.threads import comment, deep_thread, thread

if TYPE_CHECKING:
    from pathlib import Path

KETTLES, CUPS, POTS = (f"https://{name}" for name in ("tea.example/kettles", "cups.example/cups", "tea.example/pots"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Kettles (2012, one comment edited, one gone with a reply below it), cups (2014), pots without comments."""
    article = Article("Kettles", "Maud", "2012-12-04", text="All kettles sing.")
    first = (
        comment("Mine is bleu.", id="1", published="2012-12-05T10:00:00Z"),
        comment("Buy pills.", "Dan", id="2", parent=0, depth=1),
        comment("No.", "Bo", id="3", parent=1, depth=2),
    )
    lifted = replace(first[2], parent=0, depth=1, parent_id="2")
    second = (replace(first[0], text="Mine is blue."), lifted)
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(thread(*first, url=KETTLES, article=article), observed_at="2026-02-02T10:00:00Z")
        archive.save(thread(*second, url=KETTLES, article=article), observed_at="2026-02-03T10:00:00Z")
        cups = Article("Cups / “best” of?", "Ines", "2014-03", text="A crack in each cup.")
        archive.save(thread(comment("Glue!", "Cyd"), url=CUPS, article=cups), observed_at="2026-02-04T10:00:00Z")
        archive.save(Thread(POTS, Article("Pots")), observed_at="2026-02-05T10:00:00Z")
    return tmp_path / "a.db"


def run(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["export", *arguments, "--archive", str(path)])
    assert result.exit_code == code, result.output
    return result


def exported(path: Path, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(path, *arguments).stdout)
    return found


@pytest.mark.parametrize("form", ["json", "ndjson", "csv", "markdown", "wxr", "parquet"])
def test_no_export_replaces_an_archive(path: Path, tmp_path: Path, form: str) -> None:
    linked, hard, other, unlike = (tmp_path / name for name in ("link.db", "hard.db", "other.db", "other.txt"))
    linked.symlink_to(path)
    hard.hardlink_to(path)
    Archive.open(other).close()
    unlike.symlink_to(other)
    (tmp_path / "sub").symlink_to(tmp_path)
    before = path.read_bytes(), other.read_bytes()
    itself = [path, linked, hard, tmp_path / "sub" / "a.db", tmp_path / "sub" / ".." / tmp_path.name / "a.db"]
    itself += [tmp_path / f"a.db{end}" for end in ("-wal", "-shm", "-journal", ".lock")]
    with chdir(tmp_path):
        for target in (*itself, "a.db", "sub/a.db"):
            for archive in (path, linked):
                told = run(archive, "--format", form, "-o", str(target), code=1).stderr
                assert told == f"Error: {target}: this is the archive itself; name another file with -o\n"
    for target in (other, unlike):
        told = run(path, "--format", form, "-o", str(target), code=1).stderr
        assert "is an archive, which no export replaces" in told
        assert told.count("\n") == 1
    assert (path.read_bytes(), other.read_bytes()) == before
    assert unlike.is_symlink()


def test_no_file_of_a_folder_replaces_an_archive(path: Path, tmp_path: Path) -> None:
    into = tmp_path / "threads"
    names = run(path, "--folder", str(into)).stdout.split()
    for name in names:
        (into / name).unlink()
    (into / names[-1]).hardlink_to(path)
    assert "this is the archive itself" in run(path, "--folder", str(into), code=1).stderr
    assert [each.name for each in into.iterdir()] == names[-1:]
    (into / names[-1]).unlink()
    Archive.open(into / names[-1]).close()
    assert "is an archive" in run(path, "--folder", str(into), code=1).stderr


def test_another_database_is_a_file_like_any(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("CREATE TABLE pots (name TEXT)")
    run(path, "-o", str(tmp_path / "other.db"))
    assert len(json.loads((tmp_path / "other.db").read_text("utf-8"))) == 3


@pytest.mark.parametrize("options", [(), ("--flat",), ("--visible-only",), ("--as-of", "2026-02-02")])
def test_every_export_is_valid_and_the_same_each_time(path: Path, options: tuple[str, ...]) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(files("scraper").joinpath("thread.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    for document in exported(path, *options):
        Draft202012Validator(schema).validate(document)
    assert run(path, *options).stdout == run(path, *options).stdout


def test_every_field_is_described_in_the_schema_and_every_key_of_an_export_is_a_field(path: Path) -> None:
    schema = json.loads(files("scraper").joinpath("thread.schema.json").read_text("utf-8"))
    fields: set[str] = set()

    def look(part: Any) -> None:
        for name, entry in part.get("properties", {}).items() if isinstance(part, dict) else ():
            fields.add(name)
            assert entry.get("description"), name
        for entry in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            look(entry)

    look(schema)
    assert set(re.findall(r'"(\w+)": ', run(path).stdout)) <= fields


def test_a_document_from_rows_is_the_one_from_a_thread_and_its_history(path: Path) -> None:
    with reading(path) as conn, Archive.open(path) as archive:
        for key, uid in conn.execute("SELECT id, uid FROM articles").fetchall():
            whole = json.loads("".join(json_documents.written(json_rows.document(conn, key))))
            for part in (whole["article"], *_all(whole["comments"])):
                for name in ("version", "versions"):
                    part.pop(name, None)
            assert whole.pop("history")["visits"]
            assert whole == archive.thread(uid).to_dict()


def _all(comments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for top in comments for each in (top, *_all(top["replies"]))]


def test_a_thread_5000_replies_deep_is_written_and_read_back(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(deep_thread(5000))
        for options in ((), ("--flat",)):
            (document,) = exported(tmp_path / "a.db", *options)
            (kept,) = archive.threads()
            assert Thread.from_dict(document).comments == tuple(replace(each, parent_id=None) for each in kept.comments)


def test_flat_documents_hold_one_list_with_parents(path: Path) -> None:
    (document,) = [each for each in exported(path, "--flat") if each["url"] == KETTLES]
    assert document["flat"] is True
    first, gone, reply = document["comments"]
    assert all("replies" not in each for each in document["comments"])
    assert (gone["parent"], gone["depth"], gone["text"]) == (first["uid"], 1, "Buy pills.")
    assert (reply["parent"], reply["depth"]) == (first["uid"], 1)


def test_visible_only_leaves_gone_comments_out_and_lifts_replies(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        shown = thread(comment("One.", id="1"), comment("Two.", id="2", parent=0, depth=1))
        archive.save(shown, observed_at="2026-01-01")
        archive.save(replace(shown, comments=()), observed_at="2026-01-02")
        archive.save(
            replace(shown, comments=(replace(shown.comments[1], parent=None, depth=0),), complete=None),
            observed_at="2026-01-03",
        )
    for options in (("--visible-only",), ("--visible-only", "--as-of", "2026-01-04")):
        (document,) = exported(tmp_path / "a.db", *options)
        assert [(each["text"], each["depth"], each["parent"]) for each in document["comments"]] == [("Two.", 0, None)]
        assert "history" not in document


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        (("--site", "www.TEA.example"), [KETTLES, POTS]),
        (("--author", "cy"), [CUPS]),
        (("--after", "2013"), [CUPS]),
        (("--before", "2012-12-04"), [KETTLES]),
        (("--after", "2014-03-01"), [CUPS]),
        (("--since", "2026-02-04"), [CUPS, POTS]),
        (("--since", "2026-02-03T10:00:00Z"), [KETTLES, CUPS, POTS]),
        (("--search", "glue"), [CUPS]),
        (("--search", "sing"), [KETTLES]),
        (("--search", "nowhere"), []),
        (("--where", "comment_count = 0 or gone_count > 0"), [KETTLES, POTS]),
        (("--where", "reply_count > 0", "--site", "cups.example"), []),
        ((POTS, CUPS, "--where", "1"), [POTS, CUPS]),
    ],
)
def test_conditions_choose_the_threads(path: Path, options: tuple[str, ...], urls: list[str]) -> None:
    assert [each["url"] for each in exported(path, *options)] == urls


def test_what_had_not_been_seen_then_is_not_in_an_export_of_that_time(path: Path) -> None:
    then = ("--as-of", "2026-02-03")
    assert [each["url"] for each in exported(path, *then)] == [KETTLES]
    assert "<title>Kettles</title>" in run(path, *then, "--format", "html").stdout
    for options in ((), ("--format", "text"), ("--format", "wxr")):
        assert f"{CUPS}: not seen before" in run(path, KETTLES, CUPS, *then, *options, code=1).stderr


def test_a_label_chooses_what_its_sources_listed(path: Path) -> None:
    with Archive.open(path) as archive, archive.transaction() as db:
        for number, (labels, url) in enumerate((('["tea", "old"]', POTS), ('["cups"]', CUPS), ("[]", KETTLES)), 1):
            source = {"uid": f"s{number}", "url": f"{url}/feed", "kind": "feed", "labels": labels, "added_at": "2026"}
            key = db.table("sources").insert(source).last_pk
            # A feed may spell the address otherwise than it was first met.
            poll = {"url": url.replace("://", "://www.") + "/", "source_id": key, "kind": "page", "failures": 0}
            db.table("polls").insert(poll)
    assert [each["url"] for each in exported(path, "--label", "tea")] == [POTS]
    assert "te: no source has this label" in run(path, "--label", "te", code=1).stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--where", "nonsense > 1"), "no such column: nonsense"),
        (("--where", "1) ; DELETE FROM comments --"), "only read"),
        (("--after", "yesterday"), "is not a date"),
        (("--since", "yesterday"), "not a time"),
        (("--search", "…"), "no word"),
        (("https://nowhere.example/",), "no thread"),
    ],
)
def test_conditions_that_make_no_sense_are_told(path: Path, options: tuple[str, ...], told: str) -> None:
    error = run(path, *options, code=1 if told == "no thread" else 2).stderr
    assert told in error or (told == "only read" and "one statement" in error)


@pytest.mark.parametrize("form", ["markdown", "text", "html"])
def test_texts_mark_what_was_seen_in_another_wording(path: Path, form: str) -> None:
    marked = run(path, KETTLES, "--format", form).stdout
    assert marked.count("· edited") == 1
    assert "· edited" not in run(path, KETTLES, "--format", form, "--as-of", "2026-02-02").stdout


def test_a_folder_gets_a_file_for_each_thread_with_a_safe_name(path: Path) -> None:
    folder = path.parent / "out" / "threads"
    names = run(path, "--folder", str(folder)).stdout.splitlines()
    assert sorted(names) == sorted(each.name for each in folder.iterdir())
    assert all(re.fullmatch(r"[a-z0-9.-]+-[0-9a-z]{26}\.json", name) for name in names)
    assert names[1].startswith("cups.example-cups-best-of-")
    assert json.loads((folder / names[1]).read_text("utf-8"))["url"] == CUPS
    assert "not both" in run(path, "--folder", "x", "-o", "y", code=2).stderr


def test_names_of_files_hold_nothing_of_a_hostile_page(tmp_path: Path) -> None:
    evil = Thread("https://../..%2f..", Article("../../etc/passwd\0 CON .", text="x"), uid="x")
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save(evil)
        archive.save(Thread("file:///etc/passwd", Article("...")))
    for name in run(tmp_path / "a.db", "--folder", str(tmp_path / "out")).stdout.splitlines():
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*\.json", name)
        assert (tmp_path / "out" / name).is_file()
