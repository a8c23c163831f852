from __future__ import annotations

import json
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from archive import Archive
from archive.export.json_documents import of_thread, pieces
from scraper.thread import Thread
from tests.support.threads import bare, contents, deep_thread, healthy, threads


@pytest.fixture(scope="module")
def schema() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(files("scraper").joinpath("thread.schema.json").read_text("utf-8")))


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(threads())
def test_any_thread_comes_out_as_it_went_in_and_a_second_visit_changes_nothing(schema: Any, document: Thread) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db") as archive:
        saved = archive.save(document, observed_at="2026-01-01T10:00:00Z")
        kept = archive.thread(saved.uid)
        assert bare(kept) == bare(document)
        assert (saved.outcome, saved.new, saved.comment_count) == (
            "new",
            len(document.comments),
            len(document.comments),
        )
        before = contents(archive.path)

        again = archive.save(document, observed_at="2026-01-02T10:00:00Z")
        assert (again.uid, again.outcome) == (saved.uid, "unchanged")
        assert contents(archive.path) == before

        exported = json.loads("".join(pieces([of_thread(archive.thread(saved.uid))], "json", single=True)))
        schema.validate(exported)
        assert bare(Thread.from_dict(exported)).comments == bare(document).comments
        assert healthy(archive.path)


@pytest.mark.parametrize("levels", [500, pytest.param(5_000, marks=pytest.mark.slow)])
def test_a_thread_thousands_of_replies_deep_is_stored_and_exported(tmp_path: Path, schema: Any, levels: int) -> None:
    document = deep_thread(levels)
    with Archive.open(tmp_path / "a.db") as archive:
        uid = archive.save(document).uid
        kept = archive.thread(uid)
        assert bare(kept) == bare(document)
        exported = json.loads("".join(pieces([of_thread(kept)], "json", single=True)))
    schema.validate(exported)
    assert bare(Thread.from_dict(exported)).comments == bare(document).comments


def test_exports_are_the_same_bytes_each_time_and_stream_thread_by_thread(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        for number in range(3):
            archive.save(Thread(url=f"https://tea.example/{number}"), observed_at="2026-01-01")
        first, second = ("".join(pieces(map(of_thread, archive.threads()), "json")) for _ in range(2))
        assert first == second
        assert [each["url"] for each in json.loads(first)] == [f"https://tea.example/{number}" for number in range(3)]
        lines = pieces(map(of_thread, archive.threads()), "ndjson")
        assert json.loads(next(lines))["url"] == "https://tea.example/0"
        assert json.loads("".join(pieces([], "json"))) == []
        lines.close()  # type: ignore[attr-defined]
