"""A server of Isso on loopback: the real program, spoken to as its script in the page does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

SERVE = """
import logging, sys
from isso import config, make_app
from werkzeug.serving import make_server
logging.disable(logging.CRITICAL)
conf = config.load(config.default_file(), sys.argv[1])
app = make_app(conf, threading=True)
server = make_server("127.0.0.1", 0, app, threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
"""

SETTINGS = """[general]
dbpath = {folder}/isso.db
host = http://127.0.0.1:9/
notify =
[guard]
enabled = false
[server]
trusted-proxies = 127.0.0.1
"""


class Isso:
    """One thread of a server, as people write in it. Each has cookies and an address of their own."""

    def __init__(self, url: str, uri: str) -> None:
        self.url, self._uri = url, uri
        self._people: dict[str, requests.Session] = {}

    def _person(self, name: str) -> requests.Session:
        if name not in self._people:
            session = self._people[name] = requests.Session()
            session.headers.update({"X-Forwarded-For": f"198.51.{len(self._people)}.7", "Origin": "http://127.0.0.1:9"})
        return self._people[name]

    def _ask(self, name: str, method: str, path: str, **more: Any) -> Any:
        answer = self._person(name).request(method, self.url + path, timeout=20, **more)
        assert answer.ok, answer.text
        return answer.json()

    def say(self, name: str, text: str, to: int | None = None) -> int:
        """Write a comment; returns its number."""
        said = {"author": name, "text": text, "parent": to, "title": "The wall", "website": "http://people.example/"}
        return int(self._ask(name, "POST", f"new?uri={self._uri}", json=said)["id"])

    def edit(self, name: str, number: int, text: str) -> None:
        self._ask(name, "PUT", f"id/{number}", json={"author": name, "text": text})

    def delete(self, name: str, number: int) -> None:
        self._ask(name, "DELETE", f"id/{number}", json={})

    def like(self, name: str, number: int) -> None:
        self._ask(name, "POST", f"id/{number}/like", json={})

    def close(self) -> None:
        for session in self._people.values():
            session.close()


@contextmanager
def isso(folder: Path, uri: str) -> Iterator[Isso]:
    """A server that keeps its data in `folder`."""
    settings = folder / "isso.cfg"
    settings.write_text(SETTINGS.format(folder=folder), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(settings)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        peer = Isso(f"http://127.0.0.1:{int(process.stdout.readline())}/", uri)
        try:
            yield peer
        finally:
            peer.close()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
