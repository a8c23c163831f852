"""Thread documents come out of a file one at a time, however they stand in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from scraper.errors import DocumentError
from scraper.imports.documents import is_documents, read_documents
from scraper.thread import FORMAT

ONE: dict[str, Any] = {"format": FORMAT, "title": 'The "wall" {moves} [so]', "comments": [{"text": "a\\"}]}
TWO: dict[str, Any] = {"format": FORMAT, "comments": []}


def read(text: str) -> list[tuple[int, Any]]:
    return list(read_documents(text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (json.dumps(ONE) + "\n" + json.dumps(TWO), [1, 2]),
        (json.dumps(ONE) + json.dumps(TWO), [1, 1]),
        (json.dumps([ONE, TWO]), [1, 1]),
        (json.dumps([ONE, TWO], indent=1), [2, 11]),
        ("\ufeff\n\n" + json.dumps(ONE, indent=2) + "\n\n" + json.dumps(TWO), [3, 13]),
    ],
    ids=["a line each", "one line", "an array", "an indented array", "indented, behind a mark"],
)
def test_documents_are_read_in_any_layout_each_with_its_line(text: str, lines: list[int]) -> None:
    assert read(text) == list(zip(lines, [ONE, TWO], strict=True))


@pytest.mark.parametrize("text", ["", "\n \n", "[]"])
def test_a_file_of_nothing_holds_no_documents(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1}\nnonsense\n', "line 2: it is no JSON document"),
        ('{"a": 1}\n{"b": }\n', "line 2: it is no JSON (Expecting value"),
        ('{"a": 1}\n\n{"b": [1,\n', "line 3: the document breaks off at the end of the file"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "line 1: it is no JSON (nested too deep)"),
    ],
)
def test_what_is_no_json_is_named_by_its_line(text: str, why: str) -> None:
    with pytest.raises(DocumentError) as refusal:
        read(text)
    assert str(refusal.value).startswith(why)


def test_what_came_before_an_error_was_given() -> None:
    def lines() -> Iterable[str]:
        yield '{"a": 1}\n'
        yield "nonsense\n"

    documents = read_documents(lines())
    assert next(iter(documents)) == (1, {"a": 1})


@pytest.mark.parametrize(
    ("head", "is_ours"),
    [
        (json.dumps(ONE).encode(), True),
        (b"\xef\xbb\xbf\n [" + json.dumps(TWO).encode(), True),
        (b'{"version": 0, "format" : "afterword/thread"', True),
        (b'{"format": "other"}', False),
        (b'<p>{"format": "afterword/thread"}', False),
        (b"{" + b" " * 5_000 + b'"format": "afterword/thread"}', False),
        (b"", False),
    ],
)
def test_a_file_of_documents_is_known_by_its_beginning(head: bytes, is_ours: bool) -> None:
    assert is_documents(head) is is_ours
