"""Rows as text, in each form that a program or a person reads."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.display import cells
from archive.export.tables import FORMATS, guarded, lines

COLUMNS = ("name", "count", "text")
ROWS: list[tuple[Any, ...]] = [
    ("Anna", 7, 'A "quoted" text,\nin two lines'),
    ("Bo", None, "=HYPERLINK(1)"),
    ("茶", -12, b"\0"),
]


def told(form: str, **more: Any) -> list[str]:
    return list(lines(COLUMNS, ROWS, form, **more))


def test_an_aligned_table_is_as_wide_as_its_cells_and_numbers_stand_to_the_right() -> None:
    assert told("table") == [
        "name  count  text",
        f"────  ─────  {'─' * 29}",
        'Anna      7  A "quoted" text, in two lines',
        "Bo           =HYPERLINK(1)",
        "茶      -12  (1 bytes)",
    ]


@pytest.mark.parametrize("width", [8, 20, 30, 80])
def test_a_table_fits_a_terminal_as_far_as_it_can(width: int) -> None:
    widest = max(cells(line) for line in told("table", width=width))
    assert widest <= max(width, 3 * 8 + 4)


def test_words_of_one_length_are_cut_last() -> None:
    rows = [("2026-01-05", "x" * 60), ("2026-01-06", "y" * 50)]
    first = next(line for line in lines(("day", "text"), rows, "table", width=30) if "2026-01-05" in line)
    assert first == "2026-01-05  " + "x" * 17 + "…"


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_separated_values_come_back_and_no_cell_is_a_formula(form: str, delimiter: str) -> None:
    text = "".join(f"{line}\r\n" for line in told(form))
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) == [
        list(COLUMNS),
        ["Anna", "7", 'A "quoted" text,\nin two lines'],
        ["Bo", "", "'=HYPERLINK(1)"],
        ["茶", "-12", "AA=="],
    ]
    assert "=HYPERLINK(1)" in "".join(told(form, guard=False)).split("'")[0].split(delimiter)[
        -1
    ] or "'=" not in "".join(told(form, guard=False))


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "＝1", "\t=1", "\r1", "\0"])
def test_what_begins_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded("1=") == "1="
    assert guarded(-1) == -1


@pytest.mark.parametrize(
    ("cell", "told"),
    [("x;=1+1", "x;'=1+1"), ("x; -2+3", "x; '-2+3"), ("x;@SUM(1)", "x;'@SUM(1)"), ("ha ;-) ha ;-D", "ha ;-) ha ;-D")],
)
def test_what_begins_a_formula_behind_a_semicolon_gets_one_too(cell: str, told: str) -> None:
    assert guarded(cell) == told


def test_json_is_one_array_and_ndjson_an_object_a_line() -> None:
    objects = [json.loads(line) for line in told("ndjson")]
    assert json.loads("\n".join(told("json"))) == objects
    assert objects[2] == {"name": "茶", "count": -12, "text": "AA=="}
    assert list(lines(COLUMNS, [], "json")) == ["[]"]


def test_columns_of_one_name_are_told_apart_in_objects() -> None:
    (line,) = lines(("n", "n", "n_2", "n"), [(1, 2, 3, 4)], "ndjson")
    assert list(json.loads(line).values()) == [1, 2, 3, 4]


def test_markdown_shows_words_and_nothing_else() -> None:
    rows = [("<b>", "a|b", "[x](y) `c`")]
    assert list(lines(COLUMNS, rows, "markdown")) == [
        "| name | count | text |",
        "| --- | --- | --- |",
        "| &lt;b&gt; | a\\|b | \\[x\\](y) \\`c\\` |",
    ]


@given(st.lists(st.tuples(st.text(max_size=9), st.none() | st.integers(), st.binary(max_size=3)), max_size=4))
def test_every_form_takes_any_row(rows: list[tuple[Any, ...]]) -> None:
    for form in FORMATS:
        for line in lines(COLUMNS, rows, form):
            assert form in ("csv", "tsv") or "\n" not in line
