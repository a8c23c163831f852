"""Changes, a line each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archive.cli import console
from archive.cli.views import changes as views

ROW: dict[str, Any] = {
    "at": "2026-02-03T00:00:00Z", "what": "comment new", "thread_uid": "01m80", "title": "Kettles", "author": "Anna",
    "comment_uid": "c1", "text": "Mine is blue.\n\nIt came from my aunt.",
}  # fmt: skip


def test_changes_stand_below_the_title_of_their_thread_once() -> None:
    other = ROW | {"what": "article new", "comment_uid": None, "author": None, "title": None, "thread_uid": "01m81"}
    assert list(views.lines([ROW, ROW | {"what": "comment gone"}, other], 100)) == [
        "01m80  Kettles",
        "    2026-02-03T00:00:00Z · comment new · Anna: Mine is blue. It came from my aunt.",
        "    2026-02-03T00:00:00Z · comment gone · Anna: Mine is blue. It came from my aunt.",
        "01m81  (no title)",
        "    2026-02-03T00:00:00Z · article new",
    ]


def test_long_words_are_cut_and_controls_go() -> None:
    lines = list(views.lines([ROW | {"text": "tea \x1b[2J" * 50}], 60))
    assert lines[1].endswith(" …")
    assert len(lines) == 2
    assert "\x1b" not in lines[1]


def test_a_program_gets_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    console.emit_json([ROW, ROW])
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [ROW, ROW]
