"""What a server may do wrong, on demand. A fault answers in place of the page, and tells whether it did."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.blog.server import Handler

Fault = Callable[["Handler"], bool]
"""Takes the request; answers it and returns True, or leaves it to the blog and returns False."""


def status(code: int, *, times: int | None = None, **headers: str) -> Fault:
    """Answer with a status, the first `times` times (None: always). Header names: Retry_After="1"."""
    asked = count(1)

    def fault(handler: Handler) -> bool:
        if times is not None and next(asked) > times:
            return False
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.reply(code, b"out of order", {"Content-Type": "text/plain", **named})
        return True

    return fault


def body(data: bytes, **headers: str) -> Fault:
    """Answer 200 with these bytes. Header names: Content_Type="text/html"; None given, none sent but the length."""
    return _answer(data, {name.replace("_", "-"): value for name, value in headers.items()})


def redirect(to: str, code: int = 302) -> Fault:
    """Redirect to an address; two of these make a loop."""

    def fault(handler: Handler) -> bool:
        handler.reply(code, b"", {"Location": to})
        return True

    return fault


def drip(data: bytes = b"<p>drip</p>", *, every: float = 0.05, seconds: float = 10.0) -> Fault:
    """Send the header at once and then a byte now and then, for `seconds` at most."""

    def fault(handler: Handler) -> bool:
        handler.start(200, {"Content-Type": "text/html", "Content-Length": "1000000"})
        ends = time.monotonic() + seconds
        with suppress(OSError):
            while time.monotonic() < ends and not handler.server.ending.wait(every):
                handler.wfile.write(data[:1])
                handler.wfile.flush()
        return True

    return fault


def drip_header(*, every: float = 0.05, seconds: float = 10.0) -> Fault:
    """Send the header itself byte by byte."""

    def fault(handler: Handler) -> bool:
        ends = time.monotonic() + seconds
        with suppress(OSError):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while time.monotonic() < ends and not handler.server.ending.wait(every):
                handler.wfile.write(b"x")
                handler.wfile.flush()
        handler.close_connection = True
        return True

    return fault


def oversized(size: int, *, stated: bool = True) -> Fault:
    """Send a page of `size` bytes, with its length or without."""

    def fault(handler: Handler) -> bool:
        handler.start(200, {"Content-Type": "text/html", **({"Content-Length": str(size)} if stated else {})})
        piece = b"<p>more</p>" * 5000
        with suppress(OSError):
            for start in range(0, size, len(piece)):
                handler.wfile.write(piece[: size - start])
        handler.close_connection = True
        return True

    return fault


def gzip_bomb(size: int) -> Fault:
    """A small body that decompresses to `size` bytes."""
    return _answer(gzip.compress(bytes(size), 9), {"Content-Type": "text/html", "Content-Encoding": "gzip"})


def wrong_charset(data: bytes, charset: str = "utf-16") -> Fault:
    """Send a page under a charset that it is not in."""
    return _answer(data, {"Content-Type": f"text/html; charset={charset}"})


def length_lie(data: bytes, *, missing: int = 100) -> Fault:
    """State a length that is longer than what is sent, then close."""

    def fault(handler: Handler) -> bool:
        handler.start(200, {"Content-Type": "text/html", "Content-Length": str(len(data) + missing)})
        handler.wfile.write(data)
        handler.close_connection = True
        return True

    return fault


def cut_chunks(data: bytes) -> Fault:
    """Send chunks (RFC 9112, 7.1) without the last one."""

    def fault(handler: Handler) -> bool:
        handler.start(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"})
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        handler.close_connection = True
        return True

    return fault


def cut_html(data: bytes) -> Fault:
    """Send a page that ends in the middle, though its length is right."""
    return _answer(data[: len(data) * 2 // 3], {"Content-Type": "text/html; charset=utf-8"})


def reset(*, times: int | None = None) -> Fault:
    """Reset the connection (RST) instead of answering."""
    asked = count(1)

    def fault(handler: Handler) -> bool:
        if times is not None and next(asked) > times:
            return False
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()
        handler.close_connection = True
        return True

    return fault


def binary(content_type: str = "image/png") -> Fault:
    """Send a picture."""
    return _answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, {"Content-Type": content_type})


def _answer(data: bytes, headers: Mapping[str, str]) -> Fault:
    def fault(handler: Handler) -> bool:
        handler.reply(200, data, headers)
        return True

    return fault
