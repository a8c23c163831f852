"""Thread documents come out of a file one at a time, however they stand in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import DocumentError, DumpError
from scraper.imports.documents import is_documents, read_documents
from scraper.imports.source import Source
from scraper.thread import FORMAT

ONE: dict[str, Any] = {"format": FORMAT, "title": 'The "wall" {moves} [so]', "comments": [{"text": "a\\"}]}
TWO: dict[str, Any] = {"format": FORMAT, "comments": []}


def read(folder: Path, text: str, found: list[tuple[int, Any]] | None = None) -> list[tuple[int, Any]]:
    """The documents of a file; those before an error stand in `found`."""
    (folder / "x").write_text(text, encoding="utf-8")
    found = [] if found is None else found
    found.extend(read_documents(Source(folder / "x")))
    return found


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
def test_documents_are_read_in_any_layout_each_with_its_line(tmp_path: Path, text: str, lines: list[int]) -> None:
    assert read(tmp_path, text) == list(zip(lines, [ONE, TWO], strict=True))


@pytest.mark.parametrize("text", ["", "\n \n", "[]"])
def test_a_file_of_nothing_holds_no_documents(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1}\nnonsense\n', "line 2: the JSON breaks off (Expecting value"),
        ('{"a": 1}\n{"b": }\n', "line 2: the JSON breaks off (Expecting value"),
        ('{"a": 1}\n\n{"b": [1,\n', "line 3: the JSON breaks off ("),
        ('{"a": 1}\n7\n', "line 2: it is no thread document"),
        ('{"a": 1}\n{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "line 2: the JSON breaks off (nested too deep)"),
    ],
)
def test_what_is_no_json_is_named_by_its_line_behind_what_came(tmp_path: Path, text: str, why: str) -> None:
    found: list[tuple[int, Any]] = []
    with pytest.raises((DumpError, DocumentError)) as refusal:
        read(tmp_path, text, found)
    assert str(refusal.value).startswith(why)
    assert found == [(1, {"a": 1})]


def test_a_bad_line_is_named_before_the_rest_of_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('{"a": nonsense}\n' + '{"a": 1}\n' * 1_000_000)
    read: list[int] = []
    with pytest.raises(DumpError, match="line 1"):
        list(read_documents(Source(tmp_path / "x", moved=read.append)))
    assert sum(read) < 1_000_000


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
