"""What services tell is taken for what it is, or for nothing."""

from __future__ import annotations

import pytest

from scraper.channels.values import count_of, json_of, part_of, string_of, text_of


@pytest.mark.parametrize(
    ("value", "text", "count"),
    [
        ("12", "12", 12),
        (12, "12", 12),
        (0, "0", 0),
        ("Ida", "Ida", None),
        ("", None, None),
        (-1, "-1", None),
        (10**9, "1000000000", None),
        ("\u0663", "\u0663", None),
        (True, None, None),
        (1.5, None, None),
        (None, None, None),
        ([1], None, None),
    ],
)
def test_a_text_and_a_count_are_told_from_other_values(value: object, text: str | None, count: int | None) -> None:
    assert (text_of(value), count_of(value)) == (text, count)


def test_a_string_is_no_number() -> None:
    assert (string_of("7"), string_of(7), string_of(None)) == ("7", None, None)


def test_a_part_that_is_no_object_is_empty() -> None:
    told = {"author": {"name": "Ida"}, "thread": "77"}
    assert [dict(part_of(told, name)) for name in ("author", "thread", "cursor")] == [{"name": "Ida"}, {}, {}]


@pytest.mark.parametrize("data", [b"", b"<html>", b"\xff\xfe\xff", b"[" * 100_000, "{"])
def test_what_is_no_json_says_nothing(data: bytes | str) -> None:
    assert json_of(data) is None


def test_json_may_begin_with_a_byte_order_mark() -> None:
    assert json_of(b"\xef\xbb\xbf[1]") == json_of("[1]") == [1]
