"""A make-believe Internet: names resolve as told, and public addresses lead to servers on loopback."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

PUBLIC = "93.184.216.34"
OTHER_PUBLIC = "151.101.1.69"
PUBLIC_6 = "2606:4700::1111"


class Net:
    """What the machine is connected to, while a test runs. Nothing leaves it.

    `names` tells what a name resolves to: one list of addresses for each look-up, the last one for all further ones.
    `servers` tells which port on loopback answers for a public address. `connected` lists what was connected to, and
    `looked_up` which names were asked for. Connections to other addresses than those of `servers` are refused, or, with
    `real_loopback`, made where they are on loopback.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: dict[str, Sequence[Sequence[str]]] = {}
        self.servers: dict[str, int] = {}
        self.connected: list[str] = []
        self.looked_up: list[str] = []
        self.real_loopback = False
        self._resolve, self._connect = socket.getaddrinfo, socket.socket.connect
        monkeypatch.setattr(socket, "getaddrinfo", self._getaddrinfo)
        net = self

        def connect(self: socket.socket, address: tuple[Any, ...]) -> None:
            net._dial(self, address)

        monkeypatch.setattr(socket.socket, "connect", connect)

    def serve(self, names: Mapping[str, str], port: int) -> None:
        """Let a server on loopback answer for these names at their public addresses."""
        for name, address in names.items():
            self.names[name] = [[address]]
            self.servers[address] = port

    def _getaddrinfo(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        try:  # literal addresses, in every spelling that the system itself knows
            return self._resolve(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except socket.gaierror:
            self.looked_up.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answers = self.names[host]
        turn = min(self.looked_up.count(host), len(answers)) - 1
        return [_entry(address, port) for address in answers[turn]]

    def _dial(self, connection: socket.socket, address: tuple[Any, ...]) -> None:
        host = address[0]
        self.connected.append(host)
        if host in self.servers:
            # The socket may be an IPv6 one; its descriptor takes the place of one that reaches loopback.
            plain = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            plain.settimeout(connection.gettimeout())
            self._connect(plain, ("127.0.0.1", self.servers[host]))
            replace_descriptor(connection, plain)
        elif self.real_loopback and host.startswith("127."):
            self._connect(connection, address)
        else:
            raise ConnectionRefusedError(111, "Connection refused")


def replace_descriptor(connection: socket.socket, other: socket.socket) -> None:
    """Let a socket object stand for another connection."""
    import os

    os.dup2(other.fileno(), connection.fileno())
    other.close()


def _entry(address: str, port: int) -> tuple[Any, ...]:
    if ":" in address:
        scope = address.partition("%")[2]
        place: tuple[Any, ...] = (address, port, 0, 2 if scope else 0)
        return socket.AF_INET6, socket.SOCK_STREAM, 6, "", place
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)
