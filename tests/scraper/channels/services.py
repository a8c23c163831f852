"""Services on loopback, each written from its documentation: what channels ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scraper.channels.base import Answer, Kept, Reading, not_by_count
from scraper.channels.session import Web
from scraper.fetch import Fetcher, Policy
from scraper.thread import Embed
from scraper.urls import normal_url
from scraper.workers import Parsers, T, Workers
from tests.blog import Blog
from tests.blog.faults import Fault

POLICY = Policy(allow_private=True, delay=0, retries=2, backoff=0, timeout=20.0)


class Here(Workers):
    """Calls in this very process: what is read here is no stranger's."""

    def __init__(self) -> None:
        super().__init__(1)  # started when first needed, which is never

    def call(self, function: Callable[..., T], what: str, *arguments: Any, **more: Any) -> Future[T]:
        return Parsers().call(function, what, *arguments, **more)


def web(fetcher: Fetcher, **keys: str) -> Web:
    """What a channel asks with."""
    return Web(fetcher, Parsers(), keys)


def kept(reading: Reading, embed: Embed, web: Web) -> Kept:
    """What an archive keeps of a reading."""
    answers = tuple(Answer(normal_url(heard.url), heard.final_url, heard.body) for heard in web.heard)
    return Kept(embed.page, answers, reading.declared_count, not_by_count(reading.incomplete))


BEGIN = datetime(2019, 3, 2, 8, 0, 5)  # noqa: DTZ001 Disqus states UTC without saying so


def post(number: int, parent: int | None = None, *, forum: str = "harbour", **more: Any) -> dict[str, Any]:
    """A post as Disqus's API gives it."""
    return {
        "id": str(number),
        "parent": parent,
        "forum": forum,
        "thread": "77",
        "author": {
            "name": f"Guest {number % 7}",
            "url": "",
            "profileUrl": "https://disqus.com/by/g/",
            "isAnonymous": True,
        },
        "createdAt": (BEGIN + timedelta(minutes=number)).isoformat(),
        "message": f"<p>Remark number {number} on the harbour wall.</p>",
        "isDeleted": False,
        "isApproved": True,
        "isSpam": False,
        "isEdited": False,
        "likes": number % 5,
        "dislikes": 0,
        **more,
    }


@dataclass
class Disqus:
    """What the service keeps of one thread, oldest first. `arrives` is called before each page of the API is made."""

    posts: list[dict[str, Any]]
    link: str = "http://harbour.example/wall/"
    keys: Sequence[str] = ("key-of-the-user",)
    first: int = 50
    arrives: Callable[[int], None] = lambda page: None
    asked: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    faults: dict[int, Fault] = field(default_factory=dict)

    @property
    def thread(self) -> dict[str, Any]:
        return {
            "id": "77",
            "forum": "harbour",
            "link": self.link,
            "title": "The harbour wall",
            "posts": len(self.posts),
        }

    def embed(self) -> bytes:
        """The page of the frame."""
        shown, rest = self.posts[: self.first], self.posts[self.first :]
        told = {
            "cursor": {
                "hasPrev": False,
                "prev": None,
                "total": len(self.posts),
                "hasNext": bool(rest),
                "next": "1:0:0",
            },
            "code": 0,
            "response": {"lastModified": 1, "posts": shown, "thread": self.thread},
            "order": "asc",
        }
        data = json.dumps(told).replace("</", "<\\/")
        script = f'<script type="text/json" id="disqus-threadData">{data}</script>'
        return f"<!DOCTYPE html><html><head><title>Disqus Comments</title></head><body>{script}</body></html>".encode()

    def list_posts(self, asked: dict[str, str]) -> tuple[int, bytes]:
        """An answer of `threads/listPosts`, oldest first; cursors are opaque, and given on the last page, too."""
        self.asked.append(asked)
        if asked.get("api_key") not in self.keys:
            return 401, json.dumps({"code": 5, "response": "Invalid API key"}).encode()
        self.arrives(len(self.asked))
        begin = int(asked.get("cursor", "p0:0:0")[1:].partition(":")[0])
        size = min(int(asked.get("limit", 25)), 100)
        page = [{**each, "thread": self.thread} for each in self.posts[begin : begin + size]]
        more = begin + size < len(self.posts)
        cursor = {"hasPrev": begin > 0, "prev": None, "hasNext": more, "more": more, "total": None,
                  "next": f"p{begin + len(page)}:0:0", "id": f"p{begin}:0:0"}  # fmt: skip
        return 200, json.dumps({"cursor": cursor, "code": 0, "response": page}).encode()


class Services(Blog):
    """Disqus beside a blog, at one address."""

    disqus: Disqus | None = None

    def answer(self, handler: Any, path: str) -> bool:
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.disqus is None:
            return False
        if parts.path == "/embed/comments/":
            handler.reply(200, self.disqus.embed(), {"Content-Type": "text/html; charset=utf-8"})
            return True
        if parts.path == "/api/3.0/threads/listPosts.json":
            fault = self.disqus.faults.pop(len(self.disqus.asked) + 1, None)
            if fault is not None:
                return fault(handler)
            status, data = self.disqus.list_posts(asked)
            handler.reply(status, data, {"Content-Type": "application/json", **self.disqus.headers})
            return True
        return False
