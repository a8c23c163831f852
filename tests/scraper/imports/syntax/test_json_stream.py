"""JSON comes as a stream of values, within limits, and says where it ends early."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import DumpError
from scraper.imports.source import Source
from scraper.imports.syntax import json_stream
from scraper.imports.syntax.json_stream import text_of, values

VALUES = [{"a": [1, {"b": "x } ] \\"}]}, "words, 水", 7, -1.5e3, None, True, [], {}]


def read(
    folder: Path, text: str | bytes, *, within: bool = False, found: list[tuple[str | None, Any]] | None = None
) -> list[tuple[str | None, Any]]:
    """The values of a file, each with the name of its array; those before an error stand in `found`."""
    data = text.encode() if isinstance(text, str) else text
    (folder / "x").write_bytes(data)
    found = [] if found is None else found
    for each in values(Source(folder / "x", data[:1_000]), within=within):
        found.append((each.array, each.value))  # those before an error count
    return found


@pytest.mark.parametrize("size", [1, 5, 1 << 20])
@pytest.mark.parametrize(
    "text",
    [json.dumps(VALUES), json.dumps(VALUES, indent=2, ensure_ascii=False), "\n".join(map(json.dumps, VALUES))],
    ids=["an array", "an indented array", "a value a line"],
)
def test_values_come_one_by_one_wherever_the_pieces_are_cut(
    tmp_path: Path, text: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", size)
    assert read(tmp_path, text) == [(None, value) for value in VALUES]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_a_shell_made_of_it_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, json.dumps(VALUES, ensure_ascii=False).encode(encoding))[1] == (None, "words, 水")


def test_within_an_object_the_values_of_its_arrays_come_with_their_names(tmp_path: Path) -> None:
    text = json.dumps({"version": 1, "comments": [{"a": 1}, 2], "none": [], "people": [3]})
    assert read(tmp_path, text, within=True) == [
        ("version", 1),
        ("comments", {"a": 1}),
        ("comments", 2),
        ("people", 3),
    ]


@pytest.mark.parametrize("text", ["", " \n", "[]"])
def test_a_file_of_nothing_has_no_values(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == []


@pytest.mark.parametrize(
    ("end", "line"),
    [
        ("", 2),
        ("{", 3),
        ('"words', 3),
        ("2 3]", 3),
        ("nonsense]", 3),
        ("2]\n4", 4),
        ("[" * 100_000, 3),
        ("9" * 5_000 + "]", 3),
    ],
)
def test_where_the_reading_ends_early_is_named_behind_what_was_whole(tmp_path: Path, end: str, line: int) -> None:
    found: list[tuple[str | None, Any]] = []
    with pytest.raises(DumpError, match=r"^line \d+: .*JSON"):
        read(tmp_path, f"[1,\n1,\n{end}", found=found)
    assert found[:2] == [(None, 1), (None, 1)]


def test_a_value_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_RECORD", 2_000)
    monkeypatch.setattr(json_stream, "CHUNK", 1_000)
    with pytest.raises(DumpError, match="a value of more than 2,000 characters"):
        read(tmp_path, '["' + "x" * 9_000 + '"]')


@pytest.mark.parametrize("text", ["[1]", "7", "nonsense", '{"a" 1}', '{"a": 1 "b": 2}', '{"a": [1 2]}', '{"a": 1} 2'])
def test_what_is_no_object_is_refused_where_one_belongs(tmp_path: Path, text: str) -> None:
    with pytest.raises(DumpError, match=r"^line 1: "):
        read(tmp_path, text, within=True)


@pytest.mark.parametrize(("value", "text"), [("x", "x"), ("", None), (None, None), (7, None), (["x"], None)])
def test_a_value_is_text_or_none(value: object, text: str | None) -> None:
    assert text_of(value) == text


def test_a_file_that_breaks_off_is_closed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Generator[bytes, None, None]] = []
    pieces = Source.pieces

    def watched(source: Source, size: int) -> Generator[bytes, None, None]:
        opened.append(pieces(source, size))
        return opened[-1]

    monkeypatch.setattr(Source, "pieces", watched)
    (tmp_path / "x").write_text("[1,\nnonsense" + " " * 1_000_000)
    with pytest.raises(DumpError):
        list(values(Source(tmp_path / "x")))
    assert next(opened[0], None) is None
