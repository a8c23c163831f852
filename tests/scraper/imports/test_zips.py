"""A zip is looked into one file at a time, and what cannot be begun is named."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from scraper.errors import DumpError
from scraper.imports import source, zips
from scraper.imports.source import Source
from scraper.imports.zips import scan_zip


def packed(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "/"), data)
    return path


def taken(path: Path, only: str | None = None) -> tuple[list[Source], list[str]]:
    """The files that were taken, and the lines for those that could not be."""
    found: list[Source] = []
    return found, scan_zip(path, "http://quayside.example/", only, found.append)


def test_each_file_is_given_with_its_beginning_and_its_number(tmp_path: Path) -> None:
    found, troubles = taken(packed(tmp_path / "x.zip", a=b"one", folder_b=b"two"))
    assert [(each.head, each.place, each.base) for each in found] == [
        (b"one", 0, "http://quayside.example/"),
        (b"two", 1, "http://quayside.example/"),
    ]
    assert [each.name.partition(", ")[2] for each in found] == ["a", "folder/b"]
    assert [each.archive for each in found] == [None, None]
    assert troubles == []


def test_only_files_with_the_wanted_path_are_looked_at_and_no_folders(tmp_path: Path) -> None:
    file = packed(tmp_path / "x.zip", a=b"one", folder_b=b"two", folder_=b"")
    assert [each.head for each in taken(file, "folder/")[0]] == [b"two"]
    assert taken(file, "other")[0] == []


def test_files_that_cannot_be_begun_are_named_once_for_each_reason(tmp_path: Path) -> None:
    file = packed(tmp_path / "x.zip", a=b"one", b=b"two", c=b"three")
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        for name in "ac":
            at = archive.getinfo(name).header_offset
            data[at : at + 4] = b"PK\x03\x05"
    file.write_bytes(data)
    found, (trouble,) = taken(file)
    assert [each.head for each in found] == [b"two"]
    assert trouble.startswith(f"{file}, a: the file cannot be read on (Bad magic number")
    assert trouble.endswith("(and 1 more)")


@pytest.mark.parametrize(("cut", "why"), [(-5, "cut short"), (4, "cut short")])
def test_a_zip_without_its_end_is_refused(tmp_path: Path, cut: int, why: str) -> None:
    file = packed(tmp_path / "x.zip", a=b"one")
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(DumpError, match=f"^{file}: .*{why}"):
        taken(file)


@pytest.mark.parametrize("is_large", [False, True])
def test_a_list_of_files_without_end_is_refused_before_it_is_read(
    tmp_path: Path, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_large:  # the list is written in the form of large zips
        monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    file = packed(tmp_path / "x.zip", a=b"one", b=b"two")
    assert len(taken(file)[0]) == 2
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 20)
    monkeypatch.setattr(zipfile.ZipFile, "__init__", None)  # not even begun
    with pytest.raises(DumpError, match="larger than 20 bytes"):
        taken(file)


def test_all_files_of_a_zip_share_one_allowance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FREE", 1_000)
    monkeypatch.setattr(source, "RATIO", 1)
    file = packed(tmp_path / "x.zip", **{f"n{number}": b" " * 3_000 for number in range(9)})
    found, (trouble,) = taken(file)
    assert len(found) < 9
    assert "unpacks to more than 1 times its size" in trouble


def test_of_what_is_let_go_nothing_stays_in_memory(tmp_path: Path) -> None:
    file = packed(tmp_path / "x.zip", **{f"n{number}": bytes(range(256)) * 400 for number in range(60)})
    tracemalloc.start()
    try:
        scan_zip(file, None, None, lambda _: None)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * source.HEAD
