"""Servers that answer as no server should: raw sockets, one behaviour each, on any free port of loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

SECONDS = 20.0
"""After this much the worst behaviour gives up, so that a test that fails ends, too."""


class Connection:
    """One client: what it asked for, and ways to answer it badly."""

    def __init__(self, connection: socket.socket, path: str, request: bytes, ending: threading.Event) -> None:
        self.socket, self.path, self.request, self.ending = connection, path, request, ending

    def send(self, data: bytes) -> None:
        """Send these bytes."""
        self.socket.sendall(data)

    def head(self, *lines: str, status: str = "200 OK") -> None:
        """Send a status line and these header lines."""
        text = "\r\n".join((f"HTTP/1.1 {status}", *lines, "", ""))
        self.send(text.encode("latin-1"))

    def repeat(self, data: bytes, *, pause: float = 0.0) -> None:
        """Send this again and again, until the client has had enough."""
        for _ in range(int(SECONDS / pause) if pause else 100_000):
            self.send(data)
            if self.ending.wait(pause) if pause else self.ending.is_set():
                return

    def wait(self) -> None:
        """Say nothing more, and keep the connection."""
        self.ending.wait(SECONDS)


Behaviour = Callable[[Connection], None]


class HostileServer:
    """Answers every request with one behaviour; robots.txt with 404, unless `robots` is another behaviour.

    `paths` lists what was asked for. With `greets` the behaviour begins before the client has said anything.
    """

    def __init__(self, behaviour: Behaviour, *, robots: Behaviour | None = None, greets: bool = False) -> None:
        self._behaviour, self._robots, self._greets = behaviour, robots or _no_robots, greets
        self.paths: list[str] = []
        self._ending = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._serve, daemon=True)]

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> HostileServer:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in list(self._threads):
            thread.join(5)

    def _serve(self) -> None:
        while not self._ending.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with connection, suppress(OSError, ValueError):
            request = b"" if self._greets else _request(connection)
            path = request.split(b" ")[1].decode("latin-1") if request.count(b" ") > 1 else ""
            self.paths.append(path)
            behaviour = self._robots if path == "/robots.txt" else self._behaviour
            behaviour(Connection(connection, path, request, self._ending))
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):  # else closing resets what is not read yet
                    pass


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            break
        data += piece
    return data


def _no_robots(connection: Connection) -> None:
    connection.head("Content-Length: 0", "Connection: close", status="404 Not Found")
