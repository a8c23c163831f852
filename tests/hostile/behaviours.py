"""What hostile servers do, each by its name, and how each has to end.

`BEHAVIOURS` maps a name to what the server does, which error the fetcher raises (None: a page comes), and what its
message says.
"""

from __future__ import annotations

import gzip
import socket
import struct
import zlib
from dataclasses import dataclass

import zstandard

from scraper.fetch import errors
from tests.hostile.server import Behaviour, Connection

PAGE = b"<!DOCTYPE html><title>Tide tables</title><p>High water is late today, and nobody minds."
HTML = "Content-Type: text/html"
LIMIT = 200_000
"""Policy.max_bytes in these tests."""


@dataclass(frozen=True)
class Case:
    """A behaviour and how it ends."""

    behaviour: Behaviour
    error: type[errors.FetchError] | None
    says: str = ""
    robots: Behaviour | None = None
    greets: bool = False
    scheme: str = "http"


def page(c: Connection, *lines: str, body: bytes = PAGE) -> None:
    """A page, with these header lines."""
    c.head(HTML, *lines, f"Content-Length: {len(body)}")
    c.send(body)


# Before there is a header.


def silence(c: Connection) -> None:
    c.wait()


def close_at_once(c: Connection) -> None:
    pass


def reset_at_once(c: Connection) -> None:
    c.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    c.socket.close()


def drip_before_the_header(c: Connection) -> None:
    c.repeat(b"H", pause=0.05)


def another_protocol(c: Connection) -> None:
    c.send(b"SSH-2.0-OpenSSH_9.9\x1b[31m\r\n")


def garbage(c: Connection) -> None:
    c.send(bytes(range(256)) * 20)


def body_without_header(c: Connection) -> None:
    c.send(PAGE + b"\r\n\r\n")


def status_that_is_no_number(c: Connection) -> None:
    c.head(HTML, status="OK fine")


def status_zero(c: Connection) -> None:
    c.head(HTML, status="000 Nothing")


def status_nobody_knows(c: Connection) -> None:
    c.head(HTML, "Content-Length: 0", status="999 Go away")


def endless_status_line(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 ")
    c.repeat(b"O" * 60_000)


def endless_continue(c: Connection) -> None:
    c.repeat(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01)


# The header.


def drip_in_the_header(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    c.repeat(b"x", pause=0.05)


def reset_in_the_header(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\nContent-Ty")
    reset_at_once(c)


def end_in_the_header(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Len")


def endless_header_lines(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\n")
    c.repeat(b"X-More: more\r\n" * 100)


def endless_header_line(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    c.repeat(b"x" * 60_000)


def large_header(c: Connection) -> None:
    c.head(HTML, *(f"X-{number}: {'x' * 60_000}" for number in range(90)))


def header_of_controls(c: Connection) -> None:
    page(c, "X-\x01: \x1b]0;title\x07", "no colon here", "X-Folded: a\r\n b", "Set-Cookie: \x00=\x00; \x7f")


def content_type_of_controls(c: Connection) -> None:
    c.head("Content-Type: image/\x1b[2Jpng\x9b31m", "Content-Length: 0")


# The length and the body.


def early_200_then_silence(c: Connection) -> None:
    c.head(HTML, "Content-Length: 5000")
    c.wait()


def drip_in_the_body(c: Connection) -> None:
    c.head(HTML, "Content-Length: 5000")
    c.repeat(b"x", pause=0.05)


def drip_without_length(c: Connection) -> None:
    c.head(HTML)
    c.repeat(b"x", pause=0.05)


def reset_in_the_body(c: Connection) -> None:
    c.head(HTML, "Content-Length: 5000")
    c.send(PAGE)
    reset_at_once(c)


def length_too_long(c: Connection) -> None:
    c.head(HTML, f"Content-Length: {len(PAGE) + 1}")
    c.send(PAGE)


def length_too_short(c: Connection) -> None:
    c.head(HTML, f"Content-Length: {len(PAGE)}")
    c.send(PAGE + b"<script>more</script>" * 500)


def length_that_is_no_number(c: Connection) -> None:
    c.head(HTML, "Content-Length: many")
    c.send(PAGE)


def length_below_zero(c: Connection) -> None:
    c.head(HTML, "Content-Length: -5")
    c.send(PAGE)


def lengths_that_differ(c: Connection) -> None:
    c.head(HTML, "Content-Length: 5, 10")
    c.send(PAGE)


def length_without_end(c: Connection) -> None:
    c.head(HTML, f"Content-Length: {'9' * 300}")
    c.repeat(PAGE, pause=0.05)


def length_over_the_limit(c: Connection) -> None:
    c.head(HTML, f"Content-Length: {LIMIT + 1}")
    c.wait()


def endless_body(c: Connection) -> None:
    c.head(HTML)
    c.repeat(PAGE * 100)


# Chunks (RFC 9112, 7.1).


def _chunked(c: Connection, *lines: str) -> None:
    c.head(HTML, "Transfer-Encoding: chunked", *lines)


def chunks_without_the_last(c: Connection) -> None:
    _chunked(c)
    c.send(b"%x\r\n%s\r\n" % (len(PAGE), PAGE))


def chunk_size_of_nonsense(c: Connection) -> None:
    _chunked(c)
    c.send(b"zz\r\n" + PAGE)


def chunk_size_below_zero(c: Connection) -> None:
    _chunked(c)
    c.send(b"-1\r\n")
    c.repeat(PAGE * 100)


def chunk_size_beyond_numbers(c: Connection) -> None:
    _chunked(c)
    c.send(b"f" * 64 + b"\r\n" + PAGE)


def chunk_larger_than_it_says(c: Connection) -> None:
    _chunked(c)
    c.send(b"5\r\n" + PAGE + b"\r\n0\r\n\r\n")


def endless_chunk_extension(c: Connection) -> None:
    _chunked(c)
    c.send(b"5;")
    c.repeat(b"x" * 60_000)


def endless_chunks(c: Connection) -> None:
    _chunked(c)
    c.repeat(b"3e8;x=y\r\n%s\r\n" % (b"x" * 1000))


def endless_trailer(c: Connection) -> None:
    _chunked(c)
    c.send(b"%x\r\n%s\r\n0\r\n" % (len(PAGE), PAGE))
    c.repeat(b"X-Trailer: more\r\n", pause=0.01)


def chunks_and_a_length(c: Connection) -> None:
    _chunked(c, "Content-Length: 3")
    c.send(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))


# Compression.

GZIP_BOMB = gzip.compress(bytes(20_000_000))
DEFLATE_BOMB = zlib.compress(bytes(20_000_000), 9)
ZSTD_BOMB = zstandard.compress(bytes(20_000_000))


def _empty_blocks() -> bytes:
    """A gzip stream that is large itself and decodes to nothing: empty stored blocks (RFC 1951, 3.2.4)."""
    return gzip.compress(b"")[:10] + b"\x00\x00\x00\xff\xff" * 1_000_000


NESTED_BOMB = gzip.compress(GZIP_BOMB)
HOLLOW_BOMB = gzip.compress(_empty_blocks(), 1)


def encoded(c: Connection, coding: str, body: bytes) -> None:
    page(c, f"Content-Encoding: {coding}", body=body)


def gzip_bomb(c: Connection) -> None:
    encoded(c, "gzip", GZIP_BOMB)


def deflate_bomb(c: Connection) -> None:
    encoded(c, "deflate", DEFLATE_BOMB)


def gzip_in_gzip(c: Connection) -> None:
    encoded(c, "gzip, gzip", gzip.compress(gzip.compress(PAGE)))


def gzip_bomb_in_gzip(c: Connection) -> None:
    encoded(c, "gzip, gzip", NESTED_BOMB)


def bomb_between_two_codings(c: Connection) -> None:
    encoded(c, "gzip, gzip", HOLLOW_BOMB)


def gzip_three_times(c: Connection) -> None:
    encoded(c, "gzip, deflate, gzip", b"")


def codings_without_number(c: Connection) -> None:
    encoded(c, ", ".join(["gzip"] * 5000), gzip.compress(PAGE))


def endless_empty_members(c: Connection) -> None:
    c.head(HTML, "Content-Encoding: gzip")
    c.repeat(gzip.compress(b"") * 500)


def endless_padding(c: Connection) -> None:
    c.head(HTML, "Content-Encoding: gzip")
    c.send(gzip.compress(PAGE))
    c.repeat(bytes(60_000))


def damaged_gzip(c: Connection) -> None:
    data = bytearray(gzip.compress(PAGE))
    data[20:30] = bytes(10)
    encoded(c, "gzip", bytes(data))


def wrong_checksum(c: Connection) -> None:
    encoded(c, "gzip", gzip.compress(PAGE)[:-8] + bytes(8))


def gzip_without_end(c: Connection) -> None:
    encoded(c, "gzip", gzip.compress(PAGE)[:-9])


def plain_called_gzip(c: Connection) -> None:
    encoded(c, "gzip", PAGE)


def brotli_unasked(c: Connection) -> None:
    encoded(c, "br", b"\x0b\x02\x80hello\x03")


def zstd_bomb_unasked(c: Connection) -> None:
    encoded(c, "zstd", ZSTD_BOMB)


# Content that is not what it is called.


def picture_called_page(c: Connection) -> None:
    page(c, body=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)


def page_called_picture(c: Connection) -> None:
    c.head("Content-Type: image/png", f"Content-Length: {len(PAGE)}")
    c.send(PAGE)


def archive_called_text(c: Connection) -> None:
    c.head("Content-Type: text/plain")
    c.send(b"PK\x03\x04" + bytes(range(256)) * 8)


# Statuses and redirects.


def to_itself(c: Connection) -> None:
    c.head(f"Location: {c.path}", "Content-Length: 0", status="302 Found")


def endless_redirects(c: Connection) -> None:
    c.head(f"Location: {c.path}x", "Content-Length: 0", status="301 Moved")


def endless_redirects_with_cookies(c: Connection) -> None:
    number = c.request.count(b"=")
    cookie = f"Set-Cookie: c{number}={number}"
    c.head(f"Location: {c.path}", cookie, "Content-Length: 0", status="302 Found")


def to_a_file(c: Connection) -> None:
    c.head("Location: file:///etc/passwd", status="302 Found")


def to_a_password(c: Connection) -> None:
    c.head("Location: http://ann:secret@quayside.example/", status="302 Found")


def to_an_endless_address(c: Connection) -> None:
    c.head(f"Location: /{'a' * 60_000}", status="302 Found")


def to_no_address(c: Connection) -> None:
    c.head("Location: http://[::bad/\x1b[31m", status="302 Found")


def redirect_with_an_endless_body(c: Connection) -> None:
    if c.path.endswith("/there"):
        page(c)
        return
    c.head("Location: /there", "Content-Length: 100000000", status="302 Found")
    c.repeat(PAGE, pause=0.02)


def error_with_an_endless_body(c: Connection) -> None:
    c.head(HTML, "Content-Length: 100000000", status="404 Not Found")
    c.repeat(PAGE, pause=0.02)


def not_modified_unasked(c: Connection) -> None:
    c.head('ETag: "1"', status="304 Not Modified")


def part_of_a_page(c: Connection) -> None:
    c.head(HTML, "Content-Range: bytes 0-9/5000", "Content-Length: 10", status="206 Partial Content")
    c.send(PAGE[:10])


def no_content(c: Connection) -> None:
    c.head(status="204 No Content")


def early_hints_alone(c: Connection) -> None:
    c.head("Link: </style.css>; rel=preload", status="103 Early Hints")


def too_many_requests(c: Connection) -> None:
    c.head("Content-Length: 0", status="429 Too Many Requests")


def come_back_next_year(c: Connection) -> None:
    c.head("Retry-After: 31000000", "Content-Length: 0", status="429 Too Many Requests")


def come_back_never(c: Connection) -> None:
    c.head(f"Retry-After: {'9' * 4000}", "Content-Length: 0", status="503 Service Unavailable")


# TLS.


def plain_http_to_tls(c: Connection) -> None:
    c.head(HTML, "Content-Length: 0", status="400 Bad Request")


def tls_that_stalls(c: Connection) -> None:
    c.wait()


def tls_alert(c: Connection) -> None:
    c.send(b"\x15\x03\x01\x00\x02\x02\x28")  # fatal: handshake failure (RFC 8446, 6)


# robots.txt.


def _wait(c: Connection) -> None:
    c.wait()


def endless_rules(c: Connection) -> None:
    c.head("Content-Type: text/plain")
    c.repeat(b"Disallow: /x\n" * 5000)


def drip_of_rules(c: Connection) -> None:
    c.head("Content-Type: text/plain")
    c.repeat(b"#", pause=0.05)


def rules_of_stars(c: Connection) -> None:
    c.head("Content-Type: text/plain")
    c.send(b"User-agent: *\n" + (b"Disallow: /" + b"*a" * 900 + b"b\n") * 200)


def rules_that_break(c: Connection) -> None:
    c.head(status="503 Service Unavailable")


F = errors
BEHAVIOURS: dict[str, Case] = {
    "silence": Case(silence, F.DeadlineExceeded, "not done after"),
    "close_at_once": Case(close_at_once, F.ConnectionFailed, "no connection"),
    "reset_at_once": Case(reset_at_once, F.ConnectionFailed, "no connection"),
    "drip_before_the_header": Case(drip_before_the_header, F.DeadlineExceeded, "not done after"),
    "another_protocol": Case(another_protocol, F.ConnectionFailed, "no connection"),
    "garbage": Case(garbage, F.ConnectionFailed, "no connection"),
    "body_without_header": Case(body_without_header, F.ConnectionFailed, "no connection"),
    "status_that_is_no_number": Case(status_that_is_no_number, F.ConnectionFailed, "no connection"),
    "status_zero": Case(status_zero, F.ConnectionFailed, "no connection"),
    "status_nobody_knows": Case(status_nobody_knows, F.HttpStatusError, "answered 999"),
    "endless_status_line": Case(endless_status_line, F.HeaderTooLarge, "status line"),
    "endless_continue": Case(endless_continue, F.DeadlineExceeded, "not done after"),
    "drip_in_the_header": Case(drip_in_the_header, F.DeadlineExceeded, "not done after"),
    "reset_in_the_header": Case(reset_in_the_header, F.ConnectionFailed, "no connection"),
    "end_in_the_header": Case(end_in_the_header, F.BadContentType, "image/png"),
    "endless_header_lines": Case(endless_header_lines, F.HeaderTooLarge, "more than 100 headers"),
    "endless_header_line": Case(endless_header_line, F.HeaderTooLarge, "header line"),
    "large_header": Case(large_header, F.HeaderTooLarge, "larger than 262,144 bytes"),
    "header_of_controls": Case(header_of_controls, None),
    "content_type_of_controls": Case(content_type_of_controls, F.BadContentType, r"image/\[2jpng31m is neither"),
    "early_200_then_silence": Case(early_200_then_silence, F.DeadlineExceeded, "not done after"),
    "drip_in_the_body": Case(drip_in_the_body, F.DeadlineExceeded, "not done after"),
    "drip_without_length": Case(drip_without_length, F.DeadlineExceeded, "not done after"),
    "reset_in_the_body": Case(reset_in_the_body, F.ConnectionFailed, ""),
    "length_too_long": Case(length_too_long, F.Truncated, "ended before the page did"),
    "length_too_short": Case(length_too_short, None),
    "length_that_is_no_number": Case(length_that_is_no_number, None),
    "length_below_zero": Case(length_below_zero, None),
    "lengths_that_differ": Case(lengths_that_differ, F.ConnectionFailed, "two lengths that differ"),
    "length_without_end": Case(length_without_end, F.TooLarge, "larger than 200,000 bytes"),
    "length_over_the_limit": Case(length_over_the_limit, F.TooLarge, "larger than 200,000 bytes"),
    "endless_body": Case(endless_body, F.TooLarge, "larger than 200,000 bytes"),
    "chunks_without_the_last": Case(chunks_without_the_last, F.Truncated, "ended before the page did"),
    "chunk_size_of_nonsense": Case(chunk_size_of_nonsense, F.Truncated, "ended before the page did"),
    "chunk_size_below_zero": Case(chunk_size_below_zero, F.Truncated, "ended before the page did"),
    "chunk_size_beyond_numbers": Case(chunk_size_beyond_numbers, F.Truncated, "ended before the page did"),
    "chunk_larger_than_it_says": Case(chunk_larger_than_it_says, F.Truncated, "ended before the page did"),
    "endless_chunk_extension": Case(endless_chunk_extension, F.HeaderTooLarge, "chunk size"),
    "endless_chunks": Case(endless_chunks, F.TooLarge, "larger than 200,000 bytes"),
    "endless_trailer": Case(endless_trailer, F.DeadlineExceeded, "not done after"),
    "chunks_and_a_length": Case(chunks_and_a_length, None),
    "gzip_bomb": Case(gzip_bomb, F.TooLarge, "larger than 200,000 bytes"),
    "deflate_bomb": Case(deflate_bomb, F.TooLarge, "larger than 200,000 bytes"),
    "gzip_in_gzip": Case(gzip_in_gzip, None),
    "gzip_bomb_in_gzip": Case(gzip_bomb_in_gzip, F.TooLarge, "larger than 200,000 bytes"),
    "bomb_between_two_codings": Case(bomb_between_two_codings, F.TooLarge, "larger than 200,000 bytes"),
    "gzip_three_times": Case(gzip_three_times, F.BadEncoding, "more than 2 times"),
    "codings_without_number": Case(codings_without_number, F.BadEncoding, "more than 2 times"),
    "endless_empty_members": Case(endless_empty_members, F.TooLarge, "larger than 200,000 bytes"),
    "endless_padding": Case(endless_padding, F.TooLarge, "larger than 200,000 bytes"),
    "damaged_gzip": Case(damaged_gzip, F.BadEncoding, "gzip body is damaged"),
    "wrong_checksum": Case(wrong_checksum, F.BadEncoding, "gzip body is damaged"),
    "gzip_without_end": Case(gzip_without_end, F.Truncated, "ends before its end"),
    "plain_called_gzip": Case(plain_called_gzip, F.BadEncoding, "gzip body is damaged"),
    "brotli_unasked": Case(brotli_unasked, F.BadEncoding, "encoded as br, which was not asked for"),
    "zstd_bomb_unasked": Case(zstd_bomb_unasked, F.BadEncoding, "encoded as zstd, which was not asked for"),
    "picture_called_page": Case(picture_called_page, F.BadContentType, "neither HTML nor XML nor text"),
    "page_called_picture": Case(page_called_picture, F.BadContentType, "image/png"),
    "archive_called_text": Case(archive_called_text, F.BadContentType, "neither HTML nor XML nor text"),
    "to_itself": Case(to_itself, F.RedirectLoop, "in a circle"),
    "endless_redirects": Case(endless_redirects, F.TooManyRedirects, "more than 10 redirects"),
    "endless_redirects_with_cookies": Case(endless_redirects_with_cookies, F.TooManyRedirects, "more than 10"),
    "to_a_file": Case(to_a_file, F.SchemeRefused, "redirects to file:"),
    "to_a_password": Case(to_a_password, F.CredentialsRefused, "redirects to http://quayside.example/"),
    "to_an_endless_address": Case(to_an_endless_address, F.InvalidUrl, "longer than 8192"),
    "to_no_address": Case(to_no_address, F.InvalidUrl, "redirects to"),
    "redirect_with_an_endless_body": Case(redirect_with_an_endless_body, None),
    "error_with_an_endless_body": Case(error_with_an_endless_body, F.HttpStatusError, "404 Not Found"),
    "not_modified_unasked": Case(not_modified_unasked, F.HttpStatusError, "304"),
    "part_of_a_page": Case(part_of_a_page, F.HttpStatusError, "206"),
    "no_content": Case(no_content, F.HttpStatusError, "204"),
    "early_hints_alone": Case(early_hints_alone, F.HttpStatusError, "103"),
    "too_many_requests": Case(too_many_requests, F.HttpStatusError, "429"),
    "come_back_next_year": Case(come_back_next_year, F.RetryLater, "asks to come back at"),
    "come_back_never": Case(come_back_never, F.RetryLater, "asks to come back at"),
    "plain_http_to_tls": Case(plain_http_to_tls, F.TlsFailed, "no secure connection", scheme="https", greets=True),
    "tls_that_stalls": Case(tls_that_stalls, F.DeadlineExceeded, "not done after", scheme="https", greets=True),
    "tls_alert": Case(tls_alert, F.TlsFailed, "no secure connection", scheme="https", greets=True),
    "robots_silent": Case(page, F.DeadlineExceeded, "not done after", robots=_wait),
    "robots_dripping": Case(page, F.DeadlineExceeded, "not done after", robots=drip_of_rules),
    "robots_endless": Case(page, None, robots=endless_rules),
    "robots_of_stars": Case(page, None, robots=rules_of_stars),
    "robots_broken": Case(page, F.RobotsUnreachable, "counts as closed", robots=rules_that_break),
    "robots_reset": Case(page, F.ConnectionFailed, "no connection", robots=reset_at_once),
    "robots_bomb": Case(page, None, robots=gzip_bomb),
    "robots_in_a_circle": Case(page, None, robots=to_itself),
    "robots_from_a_file": Case(page, F.SchemeRefused, "redirects to file:", robots=to_a_file),
}
