"""Compressed bodies are undone as they come, within limits."""

from __future__ import annotations

import gzip
import zlib

import pytest

from scraper.fetch import decoding, errors
from tests.blog import Blog, faults
from tests.scraper.fetch.conftest import quick


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(b"<p>tide</p>", mtime=0)),
        ("x-gzip", gzip.compress(b"<p>ti", mtime=0) + gzip.compress(b"de</p>", mtime=0) + b"\0\0"),
        ("deflate", zlib.compress(b"<p>tide</p>")),
        ("deflate", zlib.compress(b"<p>tide</p>")[2:-4]),
        ("identity", b"<p>tide</p>"),
    ],
)
def test_compressed_bodies_are_undone(blog: Blog, coding: str, data: bytes) -> None:
    blog.faults["/tide/"] = faults.body(data, Content_Type="text/html", Content_Encoding=coding)
    with quick() as fetcher:
        assert fetcher.get(blog.address("tide")).body == b"<p>tide</p>"


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "gzip"])
def test_what_cannot_be_undone_is_refused(blog: Blog, coding: str) -> None:
    blog.faults["/tide/"] = faults.body(b"<p>tide</p>", Content_Type="text/html", Content_Encoding=coding)
    with quick() as fetcher, pytest.raises(errors.BadEncoding):
        fetcher.get(blog.address("tide"))


def test_gzip_without_its_end_is_truncated(blog: Blog) -> None:
    blog.faults["/tide/"] = faults.body(
        gzip.compress(b"tide" * 99)[:-9], Content_Type="text/html", Content_Encoding="gzip"
    )
    with quick() as fetcher, pytest.raises(errors.Truncated):
        fetcher.get(blog.address("tide"))


def decoded(coding: str, *pieces: bytes, limit: int = 1_000_000) -> bytes:
    """What comes out when these pieces come one after another."""
    return b"".join(decoding.decoded("http://quayside.example/", iter(pieces), coding, limit))


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_a_body_may_come_in_pieces_of_any_size(size: int) -> None:
    page = bytes(range(256)) * 99
    data = gzip.compress(page)
    assert decoded("gzip", *(data[at : at + size] for at in range(0, len(data), size))) == page


def test_codings_of_codings_are_undone_the_last_first() -> None:
    assert decoded("deflate, gzip", gzip.compress(zlib.compress(b"tide"))) == b"tide"
    with pytest.raises(errors.BadEncoding, match="more than 2 times over"):
        decoded("gzip, gzip, gzip", b"")


def test_no_stage_may_hold_more_than_the_limit() -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 60_000_000))
    with pytest.raises(errors.TooLarge, match="larger than 1,000,000 bytes; --max-bytes allows more"):
        decoded("gzip, gzip", bomb)
    with pytest.raises(errors.TooLarge):
        decoded("gzip", gzip.compress(b"0" * 60_000_000))
    with pytest.raises(errors.TooLarge):
        decoded("", b"0" * 1_000_001)


def test_a_wrong_checksum_is_damage() -> None:
    data = bytearray(gzip.compress(bytes(range(256)) * 99))
    data[-8] ^= 0xFF
    with pytest.raises(errors.BadEncoding, match="gzip body is damaged"):
        decoded("gzip", bytes(data))


def test_an_empty_body_has_no_end_to_miss() -> None:
    assert decoded("gzip") == b""
