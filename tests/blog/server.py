"""The blog's server: a port on loopback (any that is free, unless one is named), one thread a request."""

from __future__ import annotations

import email.utils
import hashlib
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast
from urllib.parse import urlsplit

from tests.blog.faults import Fault
from tests.blog.markup import Post, render_comment_feed, render_feed, render_page
from tests.blog.paged import Paged


@dataclass(frozen=True)
class Visit:
    """One request as the blog saw it. Header names are in lower case."""

    path: str
    headers: Mapping[str, str]
    status: int


class Blog:
    """A blog whose posts, robots.txt and faults may be changed while it is served.

        with Blog([Post(...)]) as blog:
            blog.url, blog.posts["slug"] = ...; blog.faults["/slug/"] = faults.status(503, times=2)

    `robots` is the text of robots.txt, None for 404. `extra` holds further paths and their bytes, `answers` such
    with a query. `paged` are posts whose threads go on over several pages. `visits` lists what was asked, in order.
    `canonical` is the address the pages state for themselves where it is not the one served at.
    """

    def __init__(
        self, posts: Iterable[Post] = (), *, name: str = "Quayside Notes", robots: str | None = None, port: int = 0
    ) -> None:
        self.posts = {post.slug: post for post in posts}
        self.name = name
        self.robots = robots
        self.canonical: str | None = None
        self.faults: dict[str, Fault] = {}
        self.extra: dict[str, tuple[str, bytes]] = {}
        self.answers: dict[str, tuple[str, bytes]] = {}
        self.paged: list[Paged] = []
        self.visits: list[Visit] = []
        self.changed_at = 1_700_000_000.0
        self._server = _Server(("127.0.0.1", port), Handler)
        self._server.blog = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.ending.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The blog's address, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def address(self, slug: str) -> str:
        """A post's address."""
        return f"{self.url}/{slug}/"

    def page(self, slug: str) -> bytes:
        """A post's page as it is served now."""
        return render_page(self.posts[slug], base=self.canonical or self.url, blog=self.name).encode()

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(visit.path == path for visit in self.visits)

    def answer(self, handler: Any, path: str) -> bool:
        """Whether the blog itself answered, with something else than a page."""
        return False

    def find(self, path: str) -> tuple[str, bytes] | None:
        """The Content-Type and bytes at a path, or None."""
        base = self.canonical or self.url
        for paged in self.paged:
            page = paged.find(path, base, self.name)
            if page is not None:
                return "text/html; charset=UTF-8", page
        if path in self.answers or "paged=" in path:
            return self.answers.get(path)
        path = urlsplit(path).path
        if path in self.extra:
            return self.extra[path]
        if path == "/robots.txt" and self.robots is not None:
            return "text/plain; charset=utf-8", self.robots.encode()
        if path.rstrip("/") == "/feed":
            feed = render_feed(tuple(self.posts.values()), base=self.url, blog=self.name)
            return "application/rss+xml; charset=UTF-8", feed.encode()
        slug = path.strip("/")
        if slug.removesuffix("/feed") in self.posts and slug.endswith("/feed"):
            feed = render_comment_feed(self.posts[slug.removesuffix("/feed")], base=base)
            return "application/rss+xml; charset=UTF-8", feed.encode()
        if slug in self.posts:
            return "text/html; charset=UTF-8", self.page(slug)
        if path == "/":
            links = "".join(f'<li><a href="{base}/{slug}/">{slug}</a></li>' for slug in self.posts)
            return "text/html; charset=UTF-8", f"<!DOCTYPE html><title>{self.name}</title><ul>{links}</ul>".encode()
        return None


def _asked(path: str) -> str:
    """Path and query of what was asked for, also by a proxy's client."""
    parts = urlsplit(path)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    blog: Blog

    def __init__(self, *arguments: Any) -> None:
        self.ending = threading.Event()
        super().__init__(*arguments)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""


class Handler(BaseHTTPRequestHandler):
    """Answers GET, with validators and 304."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer a fault if one is set for the path, else the page."""
        path = _asked(self.path)
        fault = self.server.blog.faults.get(path)
        self._path = path
        if (fault is not None and fault(self)) or self.server.blog.answer(self, path):
            return
        found = self.server.blog.find(path)
        if found is None:
            self.reply(404, b"nothing here", {"Content-Type": "text/plain"})
            return
        kind, data = found
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        changed = email.utils.formatdate(self.server.blog.changed_at, usegmt=True)
        fresh = {"ETag": tag, "Last-Modified": changed}
        if self.headers.get("If-None-Match") == tag:
            self.reply(304, b"", fresh)
        else:
            self.reply(200, data, {**fresh, "Content-Type": kind})

    def start(self, status: int, headers: Mapping[str, str]) -> None:
        """Send the status and the headers, and note the visit."""
        seen = {name.lower(): value for name, value in cast("Mapping[str, str]", self.headers).items()}
        self.server.blog.visits.append(Visit(self._path, seen, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def reply(self, status: int, data: bytes, headers: Mapping[str, str]) -> None:
        """Send a whole answer."""
        self.start(status, {**headers, "Content-Length": str(len(data))})
        with suppress(OSError):
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class names it so
        """Be quiet."""
