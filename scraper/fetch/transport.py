"""One request, one answer, over `requests`: with a deadline that closes the socket, and only to addresses that may be.

Every connection is new and is ours from the look-up on: the addresses that were checked are the ones connected to, so
a name that resolves differently the second time gains nothing. A read time-out of the usual kind starts again at each
byte, so it cannot stop a server that drips; the `Cutter` shuts the connection down when the time as a whole is over.
Only the look-up of a name is the system's own affair, with its own limits.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.utils import get_environ_proxies, select_proxy

from scraper.fetch import errors
from scraper.fetch.address_guard import address_refused, is_public
from scraper.fetch.decoding import ACCEPT_ENCODING, decoded, too_large
from scraper.fetch.policy import Policy
from scraper.fetch.response import Answer, Wanted
from scraper.urls import shown

PIECE = 64 * 1024
MAX_HEADER_BYTES = 256 * 1024
"""Names and values of all header fields together. One line may have 64 KiB, and there may be 100 (http.client)."""


class Cutter:
    """Ends an exchange when its time is over or the fetcher stops, whatever its thread is waiting for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self.reason: type[errors.FetchError] | None = None
        self._timer = threading.Timer(seconds, self.cut)
        self._timer.daemon = True
        self._timer.start()

    def remaining(self) -> float:
        """Seconds left, never quite none: sockets take 0 for "do not wait"."""
        return max(self._ends - time.monotonic(), 0.001)

    def hold(self, connection: socket.socket) -> None:
        """Take a connection to be shut in time: a duplicate, since the original moves into the TLS layer."""
        with self._lock:
            self._handle = connection.dup()
            if self.reason is not None:
                self._shut()

    def cut(self, reason: type[errors.FetchError] = errors.DeadlineExceeded) -> None:
        """Shut the connection down now."""
        with self._lock:
            if self.reason is None:
                self.reason = reason
                self._shut()

    def close(self) -> None:
        """Let go of the connection."""
        self._timer.cancel()
        with self._lock:
            if self._handle is not None:
                self._handle.close()
                self._handle = None

    def _shut(self) -> None:
        if self._handle is not None:
            with suppress(OSError):  # the other side was faster
                self._handle.shutdown(socket.SHUT_RDWR)


class Transport:
    """The requests of one page and its redirects: they share headers, cookies and `Policy.page_timeout`.

    `wanted` says of which answers to read the body; `cut_at`: that many bytes of it at most, taken for the whole.
    """

    def __init__(
        self, policy: Policy, cutters: set[Cutter], headers: Mapping[str, str], wanted: Wanted, cut_at: int | None
    ) -> None:
        self._policy, self._cutters, self._wanted, self._cut_at = policy, cutters, wanted, cut_at
        own = {"User-Agent": policy.user_agent, "Accept-Encoding": ACCEPT_ENCODING, "Connection": "close"}
        self._headers = {**own, **headers}
        self._cookies = RequestsCookieJar()
        self._left = policy.page_timeout

    def cookies(self) -> frozenset[tuple[str, str | None]]:
        """The cookies received so far."""
        return frozenset((cookie.name, cookie.value) for cookie in self._cookies)

    def exchange(self, url: str) -> Answer:
        """Ask for a normalised address once, without following redirects. Raises FetchError only."""
        what, proxies = shown(url), get_environ_proxies(url)
        proxy = select_proxy(url, proxies)
        if proxy is not None and urlsplit(proxy if "//" in proxy else f"//{proxy}").scheme not in {"", "http", "https"}:
            raise errors.ConnectionFailed(f"{what}: the proxy {shown(proxy)} is not one for HTTP; only those work")
        if self._left <= 0:
            raise errors.DeadlineExceeded(
                f"{what}: with its redirects and retries the page took longer than "
                f"{self._policy.page_timeout:g} s; try again later"
            )
        cutter = Cutter(min(self._policy.timeout, self._left))
        self._cutters.add(cutter)
        begun = time.monotonic()
        guarded = proxy is None and not self._policy.may_be_private(url)
        adapter = _Adapter(partial(_dial, url, cutter, guarded))
        try:
            # No requests.Session: it reads netrc, and before it returns a redirect, that one's body, however long.
            request = requests.Request("GET", url, headers=self._headers, cookies=self._cookies).prepare()
            response = adapter.send(
                request,
                stream=True,
                timeout=cutter.remaining(),
                verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
                proxies=dict(proxies),
            )
            extract_cookies_to_jar(self._cookies, request, response.raw)  # type: ignore[no-untyped-call]
            with response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                if sum(len(name) + len(value) for name, value in headers.items()) > MAX_HEADER_BYTES:
                    raise errors.HeaderTooLarge(f"{what}: the header is larger than {MAX_HEADER_BYTES:,} bytes")
                is_wanted = self._wanted(url, response.status_code, headers)
                body = self._read(url, response, headers, cutter) if is_wanted else b""
            return Answer(url, response.status_code, headers, body)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            # ValueError: requests and http.client raise it for headers and addresses that cannot be sent
            raise _named(error, url, proxy, cutter) from error
        finally:
            self._left -= time.monotonic() - begun
            self._cutters.discard(cutter)
            adapter.close()
            cutter.close()

    def _read(self, url: str, response: requests.Response, headers: Mapping[str, str], cutter: Cutter) -> bytes:
        limit = self._cut_at or self._policy.max_bytes
        stated = headers.get("content-length", "")
        if self._cut_at is None and stated.isdecimal() and int(stated[:20]) > limit:
            raise too_large(url, limit)
        body = bytearray()
        try:
            for piece in decoded(url, _received(response, cutter), headers.get("content-encoding", ""), limit):
                body += piece
        except errors.TooLarge:
            if self._cut_at is None:
                raise
        return bytes(body)


def _received(response: requests.Response, cutter: Cutter) -> Iterator[bytes]:
    while piece := response.raw.read(PIECE, decode_content=False):
        yield piece
    if cutter.reason is not None:  # a connection that was shut looks like one that ended
        raise ConnectionAbortedError


def _dial(url: str, cutter: Cutter, guarded: bool, host: str, port: int) -> socket.socket:
    """Look a host's name up, check the addresses if it is `guarded`, and connect to one that passed."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    fit = [entry for entry in found if not guarded or is_public(ipaddress.ip_address(str(entry[4][0])))]
    failure: Exception = address_refused(url, f"{host} ({found[0][4][0]})" if found else host)
    for position, (family, kind, protocol, _, address) in enumerate(fit):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(cutter.remaining() / (len(fit) - position))
            connection.connect(address)
            connection.settimeout(cutter.remaining())
            cutter.hold(connection)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


class _Answer(http.client.HTTPResponse):
    """http.client's, which takes a negative chunk size for "all that comes", without any limit.

    Nor does it look at lengths that differ (RFC 9112, 6.3: unrecoverable). urllib3 does, and leaves the socket open.
    """

    def begin(self) -> None:
        super().begin()
        stated = ",".join(self.headers.get_all("content-length", ())).split(",")
        if not self.chunked and len({length.strip() for length in stated}) > 1:
            raise ValueError("two lengths that differ")

    def _read_next_chunk_size(self) -> int:
        size: int = super()._read_next_chunk_size()  # type: ignore[misc]
        if size < 0:
            raise ValueError("negative chunk size")
        return size


class _Adapter(HTTPAdapter):
    """Gives urllib3's pools, also those of a proxy, connections that come from `dial` (host, port)."""

    def __init__(self, dial: Callable[[str, int], socket.socket]) -> None:
        self._dial = dial
        self._pools: list[Any] = []
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=urllib3.Retry(0, read=False))

    def get_connection_with_tls_context(self, *arguments: Any, **more: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*arguments, **more)

        def connect(connection: Any) -> socket.socket:
            return self._dial(connection._dns_host, connection.port)

        own = {"_new_conn": connect, "response_class": _Answer}
        pool.ConnectionCls = type("Dialled", (pool.ConnectionCls,), own)
        self._pools.append(pool)
        return pool

    def close(self) -> None:
        """Close the connection too: urllib3 does so once nothing refers to it, and an error's traceback does."""
        super().close()
        for pool in self._pools:
            pool.close()


def _named(error: Exception, url: str, proxy: str | None, cutter: Cutter) -> errors.FetchError:
    what = shown(url)
    causes = _causes(error)
    innermost = causes[-1]
    reason = _clipped(getattr(innermost, "strerror", None) or str(innermost) or type(innermost).__name__)
    through = f" through the proxy {shown(proxy)}" if proxy is not None else ""
    if cutter.reason is errors.Cancelled:
        return errors.Cancelled(f"{what}: stopped before the page was there")
    timeouts = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)
    if cutter.reason is not None or any(isinstance(cause, timeouts) for cause in causes):
        return errors.DeadlineExceeded(f"{what}: not done after {cutter.seconds:.3g} s{through}; --timeout allows more")
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_AGAIN:
                return errors.ConnectionFailed(
                    f"{what}: the host's name cannot be looked up now{through}; try again later"
                )
            return errors.NameNotFound(f"{what}: the host's name is not known{through}; check the address")
        if isinstance(cause, requests.exceptions.SSLError | urllib3.exceptions.SSLError):
            return errors.TlsFailed(f"{what}: no secure connection{through} ({reason})")
        if isinstance(cause, http.client.LineTooLong) or type(cause) is http.client.HTTPException:
            return errors.HeaderTooLarge(f"{what}: more header than a page has ({_clipped(str(cause))})")
        if isinstance(cause, http.client.IncompleteRead):
            return errors.Truncated(f"{what}: the connection ended before the page did; try again later")
        if isinstance(cause, requests.exceptions.InvalidURL | urllib3.exceptions.LocationValueError):
            return errors.InvalidUrl(f"{what}: not an address that can be asked for")
    return errors.ConnectionFailed(f"{what}: no connection{through} ({reason}); try again later")


def _causes(error: BaseException) -> list[BaseException]:
    """An error and its causes, outermost first."""
    causes = [error]
    for cause in causes:  # the list grows meanwhile
        for inner in (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args):
            if isinstance(inner, BaseException) and inner not in causes:
                causes.append(inner)
    return causes


def _clipped(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:120].strip()
