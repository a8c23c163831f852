"""Undoing Content-Encoding with limits, while the body streams: a small gzip may hold gigabytes.

Only gzip and deflate are asked for: every server knows gzip, and each further decoder is one more thing to be attacked
by bytes from anywhere. Codings of codings are undone up to MAX_CODINGS, since some servers compress what their
application has compressed already.
"""

import zlib
from collections.abc import Iterator

from scraper.fetch.errors import BadEncoding, TooLarge, Truncated
from scraper.urls import shown

ACCEPT_ENCODING = "gzip, deflate"

MAX_CODINGS = 2

STEP = 256 * 1024
"""Bytes that a decoder gives at once, so that no stage holds more than this of what another one made."""

_GZIP = 16 + zlib.MAX_WBITS  # zlib's way to say: a gzip header and trailer (RFC 1952)


class Body:
    """Decodes a body piece by piece. `limit`: of the bytes received and of those that each coding gives (TooLarge)."""

    def __init__(self, url: str, content_encoding: str, limit: int) -> None:
        self._url, self._limit = url, limit
        self._stages = [_Inflated(url, coding) for coding in _codings(url, content_encoding)]
        self._sizes = [0] * len(self._stages)
        self._came = 0
        self._body = bytearray()

    def feed(self, piece: bytes) -> None:
        """Take the next piece. TooLarge, BadEncoding."""
        if self._stages:
            self._came += len(piece)
            self._check(self._came)
        self._pass(piece, 0)

    def finish(self) -> None:
        """End the body. Truncated when a compressed stream has no end."""
        for stage in self._stages:
            stage.finish()

    def decoded(self) -> bytes:
        """The bytes decoded so far."""
        return bytes(self._body)

    def _pass(self, piece: bytes, number: int) -> None:
        if number == len(self._stages):
            self._body += piece
            self._check(len(self._body))
            return
        for step in self._stages[number].feed(piece):
            self._sizes[number] += len(step)
            if number + 1 < len(self._stages):
                self._check(self._sizes[number])
            self._pass(step, number + 1)

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise too_large(self._url, self._limit)


class _Inflated:
    """One coding: gzip (RFC 1952; many members, one body) or deflate (RFC 1950, or bare RFC 1951 as some send)."""

    def __init__(self, url: str, coding: str) -> None:
        self._url, self._coding = url, coding
        self._stream = zlib.decompressobj(_GZIP if coding == "gzip" else zlib.MAX_WBITS)
        self._started = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        decoded = b""
        while piece or (len(decoded) == STEP and not self._stream.eof):  # zlib may hold back what had no room
            if self._stream.eof:
                if self._coding != "gzip" or not piece.startswith(b"\x1f\x8b"):
                    return  # padding after the end, which browsers ignore too
                self._stream = zlib.decompressobj(_GZIP)
            try:
                decoded = self._stream.decompress(piece, STEP)
            except zlib.error as error:
                if self._started or self._coding == "gzip":
                    raise BadEncoding(f"{shown(self._url)}: the {self._coding} body is damaged ({error})") from None
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
                self._started = True
                continue
            self._started = True
            piece = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            if decoded:
                yield decoded

    def finish(self) -> None:
        if self._started and not self._stream.eof:
            raise Truncated(f"{shown(self._url)}: the {self._coding} body ends before its end; try again later")


def too_large(url: str, limit: int) -> TooLarge:
    """The refusal of a body over the limit."""
    return TooLarge(f"{shown(url)}: the page is larger than {limit:,} bytes; --max-bytes allows more")


def _codings(url: str, content_encoding: str) -> list[str]:
    """The codings of a Content-Encoding header's value, outermost first. BadEncoding for what was not asked for."""
    named = [name for part in content_encoding.split(",") if (name := part.strip().lower()) not in {"", "identity"}]
    codings = [name.removeprefix("x-") for name in reversed(named)]
    kind = "".join(char for char in ", ".join(named)[:40] if char.isprintable())
    if any(name not in {"gzip", "deflate"} for name in codings):
        raise BadEncoding(f"{shown(url)}: the body is encoded as {kind}, which was not asked for")
    if len(codings) > MAX_CODINGS:
        raise BadEncoding(f"{shown(url)}: the body is encoded more than {MAX_CODINGS} times over ({kind})")
    return codings
