"""Thread documents come out of a file one at a time, however they stand in it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import DocumentError, DumpError
from scraper.imports import documents
from scraper.imports.documents import is_documents, read_documents
from scraper.imports.source import Source
from scraper.imports.syntax import json_stream
from scraper.thread import FORMAT

Read = Callable[[str | bytes], Iterator[tuple[int, Any]]]

ONE: dict[str, Any] = {"format": FORMAT, "title": 'The "wall" {moves} [so]', "comments": [{"text": "a\\"}]}
TWO: dict[str, Any] = {"format": FORMAT, "comments": []}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str | bytes) -> Iterator[tuple[int, Any]]:
        (tmp_path / "x.json").write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_documents(Source(tmp_path / "x.json"))

    return read


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
def test_documents_are_read_in_any_layout_each_with_its_line(read: Read, text: str, lines: list[int]) -> None:
    assert list(read(text)) == list(read(gzip.compress(text.encode()))) == list(zip(lines, [ONE, TWO], strict=True))


@pytest.mark.parametrize("text", ["", "\n \n", "[]"])
def test_a_file_of_nothing_holds_no_documents(read: Read, text: str) -> None:
    assert list(read(text)) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1}\nnonsense\n', "line 2: the JSON breaks off (Expecting value)"),
        ('{"a": 1}\n{"b": }\n', "line 2: the JSON breaks off (Expecting value)"),
        ('{"a": 1}\n\n{"b": [1,\n', "line 3: the JSON breaks off (Expecting value)"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "line 1: the JSON breaks off (nested too deep)"),
    ],
)
def test_what_is_no_json_is_named_by_its_line(read: Read, text: str, why: str) -> None:
    with pytest.raises(DumpError) as refusal:
        list(read(text))
    assert str(refusal.value).startswith(why)


def test_what_came_before_an_error_was_given(read: Read) -> None:
    found = read('{"a": 1}\nnonsense\n')
    assert next(found) == (1, {"a": 1})
    with pytest.raises(DumpError):
        next(found)


@pytest.mark.parametrize("text", ["[1]", '"words"', "[[]]"])
def test_values_that_are_no_documents_end_the_reading(read: Read, text: str) -> None:
    with pytest.raises(DocumentError, match="line 1: it is no thread document"):
        list(read(text))


def test_a_document_may_be_larger_than_a_record_of_a_dump_but_not_endless(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = {**ONE, "title": "x" * 1_000_000}
    monkeypatch.setattr(json_stream, "MAX_RECORD", 100_000)
    assert list(read(json.dumps(large))) == [(1, large)]
    monkeypatch.setattr(documents, "MAX_DOCUMENT", 500_000)
    with pytest.raises(DumpError, match="more than 500,000 characters"):
        list(read(json.dumps(large)))


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
