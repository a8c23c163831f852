"""Lists and words in the columns of a terminal: other scripts, narrow windows, marks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archive.cli import console
from archive.cli.views import listing
from archive.display import cells, cut, wrap
from archive.export import tables
from archive.query.search import Hit
from archive.query.snippets import END, START


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("lamp", 4),
        ("灯台", 4),
        ("Cafe\u0301", 4),
        ("น้ำขึ้น", 4),  # vowels and tones stand over the consonants
        ("हिन्दी", 5),
        ("مَنارة", 5),
        ("\u2764\ufe0f", 1),
        ("\N{FULLWIDTH EXCLAMATION MARK}", 2),
    ],
)
def test_marks_over_letters_take_no_column(text: str, columns: int) -> None:
    assert cells(text) == columns
    assert cut(text, columns) == text


def test_no_line_begins_with_the_end_of_a_clause() -> None:
    assert list(wrap("港の人は、誰も。", 8)) == ["港の人", "は、誰", "も。"]


def shown(width: int, *rows: tuple[object, ...]) -> list[str]:
    return list(tables.lines(("uid", "date", "site", "title"), rows, "table", width=width))


def test_in_a_narrow_window_days_and_uids_stay_whole() -> None:
    host = "a-very-long-host-name-indeed.of-some-company.example"
    lines = shown(
        60,
        ("01m80v4wb3", "2023-03-04", host, "A title that is longer than any window of this size has room for"),
        ("01m80v4waw", "2022-03-04", "quay.example", "Short"),
    )
    assert max(map(cells, lines)) == 60
    assert all(line.startswith(("01m80v4wb3  2023-03-04  a-v", "01m80v4waw  2022-03-04  quay")) for line in lines[2:])


def test_where_nothing_else_gives_way_days_do() -> None:
    lines = shown(40, ("01m80v4wb3", "2023-03-04", "quay.example", "Lamps"), ("01m80v4waw", "2022-03-04", "a.b", "x"))
    assert max(map(cells, lines)) <= 40


def found(snippet: str) -> Hit:
    return Hit("01m8062d7q0b4vent16badvgp1", "c", "Lamps", "https://a.example/", "Bo Larch", None, snippet)


def test_a_place_that_was_found_is_told_with_its_thread_before_its_words() -> None:
    lines = list(listing.hits([found(f"a {START}lamp{END} there")], 80))
    assert lines == ["Lamps", "Bo Larch · in a comment · 01m8062d7q0b4vent16badvgp1", "    a lamp there", ""]


def test_the_words_found_stand_out_in_every_line_and_take_no_room_for_it() -> None:
    snippet = f"xx {START}lamp post{END} xx"
    plain = list(listing.hits([found(snippet)], 15))[-3:-1]
    coloured = list(listing.hits([found(snippet)], 15, colour=True))[-3:-1]
    assert plain == ["    xx lamp", "    post xx"]
    assert coloured == ["    xx \x1b[1;31mlamp\x1b[0m", "    \x1b[1;31mpost\x1b[0m xx"]


ROW: dict[str, Any] = {
    "at": "2026-02-03T00:00:00Z", "what": "comment new", "thread_uid": "01m80", "title": "Kettles", "author": "Anna",
    "comment_uid": "c1", "text": "Mine is blue.\n\nIt came from my aunt.",
}  # fmt: skip


def test_changes_stand_below_the_title_of_their_thread_once() -> None:
    other = ROW | {"what": "article new", "comment_uid": None, "author": None, "title": None, "thread_uid": "01m81"}
    assert list(listing.changes([ROW, ROW | {"what": "comment gone"}, other], 100)) == [
        "01m80  Kettles",
        "    2026-02-03T00:00:00Z · comment new · Anna: Mine is blue. It came from my aunt.",
        "    2026-02-03T00:00:00Z · comment gone · Anna: Mine is blue. It came from my aunt.",
        "01m81  (no title)",
        "    2026-02-03T00:00:00Z · article new",
    ]


def test_long_words_are_cut_and_controls_go() -> None:
    lines = list(listing.changes([ROW | {"text": "tea \x1b[2J" * 50}], 60))
    assert lines[1].endswith(" …")
    assert len(lines) == 2
    assert "\x1b" not in lines[1]


def test_a_program_gets_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    console.emit_json([ROW, ROW])
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [ROW, ROW]
