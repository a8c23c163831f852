"""Undoing Content-Encoding with a limit, while the body streams: a small gzip may hold gigabytes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Protocol

from scraper.fetch.errors import BadEncoding, TooLarge, Truncated
from scraper.fetch.urls import shown

ACCEPT_ENCODING = "gzip, deflate"
_GZIP = 16 + zlib.MAX_WBITS  # zlib's way to say: a gzip header and trailer (RFC 1952)


class Decoder(Protocol):
    """Takes a body in pieces and gives it back whole."""

    def feed(self, piece: bytes) -> None:
        """Take the next piece as it came. TooLarge, BadEncoding."""

    def finish(self) -> None:
        """Nothing more comes. Truncated when the compressed stream has no end."""

    def body(self) -> bytes:
        """What was decoded so far."""


@dataclass(slots=True)
class Plain:
    """A body without Content-Encoding."""

    url: str
    limit: int
    _body: bytearray = field(default_factory=bytearray)

    def feed(self, piece: bytes) -> None:
        self._body += piece
        if len(self._body) > self.limit:
            raise too_large(self.url, self.limit)

    def finish(self) -> None:
        pass

    def body(self) -> bytes:
        return bytes(self._body)


class Inflated:
    """A body in gzip (RFC 1952; several members are one body) or deflate (RFC 1950, or bare RFC 1951 as some send)."""

    def __init__(self, url: str, limit: int, coding: str) -> None:
        self._url, self._limit, self._coding = url, limit, coding
        self._body = bytearray()
        self._stream = zlib.decompressobj(_GZIP if coding == "gzip" else zlib.MAX_WBITS)
        self._started = False

    def feed(self, piece: bytes) -> None:
        while piece:
            if self._stream.eof:
                if self._coding != "gzip" or not piece.startswith(b"\x1f\x8b"):
                    return  # padding after the end, which browsers ignore too
                self._stream = zlib.decompressobj(_GZIP)
            room = self._limit - len(self._body) + 1
            try:
                self._body += self._stream.decompress(piece, room)
            except zlib.error as error:
                if self._started or self._coding == "gzip":
                    raise BadEncoding(f"{shown(self._url)}: the {self._coding} body is damaged ({error})") from None
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
                self._started = True
                continue
            self._started = True
            if len(self._body) > self._limit:
                raise too_large(self._url, self._limit)
            piece = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def finish(self) -> None:
        if self._started and not self._stream.eof:
            raise Truncated(f"{shown(self._url)}: the {self._coding} body ends before its end; try again later")

    def body(self) -> bytes:
        return bytes(self._body)


def decoder(url: str, content_encoding: str, limit: int) -> Decoder:
    """The decoder for a Content-Encoding header's value. BadEncoding for what was not asked for."""
    codings = [name for part in content_encoding.split(",") if (name := part.strip().lower()) not in {"", "identity"}]
    if not codings:
        return Plain(url, limit)
    name = codings[0].removeprefix("x-")
    if len(codings) > 1 or name not in {"gzip", "deflate"}:
        kind = "".join(char for char in ", ".join(codings)[:40] if char.isprintable())
        raise BadEncoding(f"{shown(url)}: the body is encoded as {kind}, which was not asked for")
    return Inflated(url, limit, name)


def too_large(url: str, limit: int) -> TooLarge:
    """The refusal of a body over the limit."""
    return TooLarge(f"{shown(url)}: the page is larger than {limit:,} bytes; --max-bytes allows more")
