"""What reaches a terminal is cleaned, measured in columns, and broken where it has to be."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.display import cells, clean, cut, json_text, one_line, wrap

LETTERS = st.text(st.sampled_from("ab \n\t茶、。é\u0301\u0e33\U0001f3f4\u200d"), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("\u202eabc\u2066\u200b\ufeff\x00\x9b", "abc"),
        ("a\ud800b\U000e0041", "ab"),
        ("\N{MAN}\u200d\N{WOMAN}", "\N{MAN}\u200d\N{WOMAN}"),
        (None, ""),
    ],
)
def test_nothing_that_a_terminal_would_obey_is_left(text: str | None, shown: str) -> None:
    assert clean(text) == shown


def test_one_line_is_one_line() -> None:
    assert one_line("  two\n\tlines \x1b ") == "two lines"


@pytest.mark.parametrize("value", ["\x1b[2J", "\u202e", "\x7f", "\U000e0041", "茶 é\n", 7, None, ["\x9b"]])
def test_json_escapes_what_a_terminal_would_obey_and_means_the_same(value: object) -> None:
    for indent in (None, 1):
        text = json_text({"a": value}, indent=indent)
        assert clean(text) == text
        assert json.loads(text) == {"a": value}


@pytest.mark.parametrize(
    ("text", "size"), [("kettle", 6), ("茶碗", 4), ("e\u0301", 1), ("\u0e01\u0e33", 2), ("a\u200db", 2), ("", 0)]
)
def test_letters_are_counted_in_the_columns_that_they_take(text: str, size: int) -> None:
    assert cells(text) == size


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert cut("kettle", 6) == "kettle"
    assert cut("kettles", 6) == "kettl…"
    assert cut("茶碗茶碗", 6) == "茶碗…"


@given(LETTERS, st.integers(2, 20))
@example("aa、", 2)
def test_no_line_is_wider_than_allowed_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_lines_break_at_spaces_blank_lines_stay_and_no_line_begins_with_a_closing_mark() -> None:
    assert list(wrap("The first one\n\nwhistled.", 9)) == ["The first", "one", "", "whistled."]
    assert list(wrap("茶茶茶。", 6)) == ["茶茶", "茶。"]
