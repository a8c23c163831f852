"""Thread documents are read one at a time however they are laid out, and up to where a file breaks."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from scraper.errors import DocumentError, DumpError
from scraper.imports import documents
from scraper.imports.documents import is_documents, read_documents
from scraper.imports.source import Source

if TYPE_CHECKING:
    from pathlib import Path

KETTLES: dict[str, Any] = {"format": "afterword/thread", "url": "https://tea.example/kettles", "comments": []}
CUPS = {**KETTLES, "url": "https://tea.example/cups", "article": {"title": 'A brace }], a "quote" and a \\'}}


def read(tmp_path: Path, text: str | bytes) -> list[tuple[int, Any]]:
    path = tmp_path / "x.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_documents(Source(path)))


def test_documents_are_read_in_each_layout_with_their_lines(tmp_path: Path) -> None:
    one, other = json.dumps(KETTLES), json.dumps(CUPS)
    assert read(tmp_path, one) == [(1, KETTLES)]
    assert read(tmp_path, f"{one}\n\n{other}\n") == [(1, KETTLES), (3, CUPS)]
    assert read(tmp_path, f"[\n{one},\n{other}\n]\n") == [(2, KETTLES), (3, CUPS)]
    indented = json.dumps([KETTLES, CUPS], indent=1)
    assert read(tmp_path, "\ufeff" + indented) == [(2, KETTLES), (7, CUPS)]
    assert read(tmp_path, gzip.compress(f"{one}\n{other}".encode())) == [(1, KETTLES), (2, CUPS)]
    assert read(tmp_path, "[]") == read(tmp_path, "") == []


def test_what_stands_before_a_break_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(f"{json.dumps(KETTLES)}\n{json.dumps(CUPS)[:-9]}", "utf-8")
    found = read_documents(Source(path))
    assert next(found) == (1, KETTLES)
    with pytest.raises(DumpError, match=r"^line 2: the JSON breaks off"):
        next(found)


@pytest.mark.parametrize("text", ["[1]", '"words"', "[[]]"])
def test_values_that_are_no_documents_end_the_reading(tmp_path: Path, text: str) -> None:
    with pytest.raises(DocumentError, match="line 1: it is no thread document"):
        read(tmp_path, text)


def test_a_document_may_be_larger_than_a_record_of_a_dump_but_not_endless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = {**KETTLES, "title": "x" * 1_000_000}
    assert read(tmp_path, json.dumps(large)) == [(1, large)]
    monkeypatch.setattr(documents, "MAX_DOCUMENT", 500_000)
    with pytest.raises(DumpError, match="more than 500,000 characters"):
        read(tmp_path, json.dumps(large))


def test_documents_are_known_by_the_format_that_they_name() -> None:
    assert is_documents(json.dumps(KETTLES).encode())
    assert is_documents(b"\xef\xbb\xbf" + json.dumps([KETTLES], indent=2).encode())
    assert not is_documents(b'{"format": "other/thread"}')
    assert not is_documents(b"<html>")
