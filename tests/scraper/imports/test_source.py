"""A dump is a file, or a file in a zip, compressed or not, read in pieces."""

from __future__ import annotations

import gzip
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.errors import DumpError
from scraper.imports import source
from scraper.imports.source import HEAD, Source, open_zips, read_head

WORDS = bytes(range(256)) * 1_000


def in_zip(path: Path, *names: str) -> list[Source]:
    """A zip with this content in each of its files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, WORDS)
    with zipfile.ZipFile(path) as archive:
        return [Source(path, member=info, place=place) for place, info in enumerate(archive.infolist())]


def content(each: Source) -> bytes:
    return b"".join(each.pieces())


@pytest.mark.parametrize("data", [WORDS, gzip.compress(WORDS), gzip.compress(WORDS[:9]) + gzip.compress(WORDS[9:])])
def test_a_file_is_read_as_it_is_meant_whether_gzip_packed_it_or_not(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    assert content(Source(tmp_path / "x")) == WORDS
    assert read_head(Source(tmp_path / "x")) == WORDS[: len(read_head(Source(tmp_path / "x")))]
    assert len(read_head(Source(tmp_path / "x"))) >= HEAD


def test_a_file_in_a_zip_is_read_alone_and_with_the_zip_held_open(tmp_path: Path) -> None:
    sources = in_zip(tmp_path / "x.zip", "a", "b")
    assert [content(each) for each in sources] == [WORDS, WORDS]
    with open_zips([*sources, replace(sources[0], path=tmp_path / "gone.zip")]) as held:
        assert [each.archive is not None for each in held] == [True, True, False]
        assert content(held[1]) == WORDS
        with pytest.raises(DumpError, match="there is no such file"):
            content(held[2])


def test_a_source_says_its_name_its_size_and_its_time(tmp_path: Path) -> None:
    (member,) = in_zip(tmp_path / "x.zip", "deep/a.xml")
    whole = replace(member, member=None)
    os.utime(whole.path, (1_357_000_000, 1_357_000_000))
    assert (member.name, member.size) == (f"{whole.path}, deep/a.xml", len(WORDS))
    assert (whole.name, whole.size) == (str(whole.path), whole.path.stat().st_size)
    assert member.written == whole.written == "2013-01-01T00:26:40Z"


def test_who_waits_hears_how_many_bytes_were_read_of_the_file_as_it_lies_there(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(gzip.compress(WORDS))
    heard: list[int] = []
    each = Source(tmp_path / "x", moved=heard.append)
    assert content(each) == WORDS
    assert sum(heard) == each.size < len(WORDS)


def test_what_breaks_off_is_named_behind_what_came(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(gzip.compress(WORDS)[:-20])
    came: list[bytes] = []
    with pytest.raises(DumpError, match=r"^the file cannot be read on"):
        came.extend(Source(tmp_path / "x").pieces())
    assert WORDS.startswith(b"".join(came))
    assert read_head(Source(tmp_path / "x")) == WORDS[: len(read_head(Source(tmp_path / "x")))]
    (tmp_path / "x").write_bytes(gzip.compress(WORDS)[:12])
    with pytest.raises(DumpError):
        read_head(Source(tmp_path / "x"))


def test_a_file_that_grows_out_of_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FREE", 100_000)
    (tmp_path / "x").write_bytes(gzip.compress(b" " * 1_000_000))
    with pytest.raises(DumpError, match="unpacks to more than 200 times its size"):
        content(Source(tmp_path / "x"))
