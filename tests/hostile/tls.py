"""A TLS server on loopback with whatever certificate a test gives it."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress

import trustme

PAGE = b"<!DOCTYPE html><title>Tide tables</title><p>High water is late."
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class TlsServer:
    """Answers every request with `answer`, robots.txt with 404. `asked_for` lists the names that clients asked for."""

    def __init__(self, certificate: trustme.LeafCert) -> None:
        self.asked_for: list[str | None] = []
        self.requests: list[bytes] = []
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(self._context)
        self._context.sni_callback = self._note
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> TlsServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _note(self, _: ssl.SSLObject, name: str | None, __: ssl.SSLContext) -> None:
        self.asked_for.append(name)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.settimeout(5)
            with suppress(OSError), connection, self._context.wrap_socket(connection, server_side=True) as secure:
                request = secure.recv(65536)
                self.requests.append(request)
                secure.sendall(NOT_FOUND if request.startswith(b"GET /robots.txt") else self.answer)
                secure.unwrap()
