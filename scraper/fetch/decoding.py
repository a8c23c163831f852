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


def decoded(url: str, pieces: Iterator[bytes], content_encoding: str, limit: int) -> Iterator[bytes]:
    """What a body says that comes in pieces. TooLarge, BadEncoding; Truncated when a compressed stream has no end.

    `limit`: of the bytes received and of those that each coding gives; what is within it is given before TooLarge.
    """
    for coding in _codings(url, content_encoding):
        pieces = _inflated(url, _limited(url, pieces, limit), coding)
    return _limited(url, pieces, limit)


def _limited(url: str, pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    left = limit
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left < 0:
            raise too_large(url, limit)


def _inflated(url: str, pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """One coding: gzip (RFC 1952; many members, one body) or deflate (RFC 1950, or bare RFC 1951 as some send)."""
    stream = zlib.decompressobj(_GZIP if coding == "gzip" else zlib.MAX_WBITS)
    started = False
    for piece in pieces:
        step = b""
        while piece or (len(step) == STEP and not stream.eof):  # zlib may hold back what had no room
            if stream.eof:
                if coding != "gzip" or not piece.startswith(b"\x1f\x8b"):
                    break  # padding after the end, which browsers ignore too
                stream = zlib.decompressobj(_GZIP)
            try:
                step = stream.decompress(piece, STEP)
            except zlib.error as error:
                if started or coding == "gzip":
                    raise BadEncoding(f"{shown(url)}: the {coding} body is damaged ({error})") from None
                stream = zlib.decompressobj(-zlib.MAX_WBITS)
            else:
                piece = stream.unused_data if stream.eof else stream.unconsumed_tail
                yield step
            started = True
    if started and not stream.eof:
        raise Truncated(f"{shown(url)}: the {coding} body ends before its end; try again later")


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
