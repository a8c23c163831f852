"""A page whose thread is elsewhere: behind any of the channels, two comments an answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.blog import faults
from tests.scraper.channels.services import Services, post

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = """<!DOCTYPE html><html><head><title>The harbour wall</title>
<link rel="canonical" href="http://harbour.example/wall/">{head}</head><body><article><h1>The harbour wall</h1>
<p>{words}</p></article>{body}</body></html>"""

WORDS = "It was built of the stones of the old quay, and it leans a little to the north. " * 8

PLACES = {  # what a page says of its thread: in its head, in its body
    "disqus": ("", "<div id='disqus_thread'></div><script>var disqus_shortname = 'harbour';</script>"),
    "isso": ("", "<script data-isso='/talk/' src='/talk/js/embed.js'></script><section id='isso-thread'></section>"),
    "blogger": ("<link rel='alternate' href='/feeds/10001/70007/comments/default'>", ""),
    "wordpress": ("<link rel='https://api.w.org/' href='/wp-json/'><link rel='shortlink' href='/?p=7'>", ""),
    "feed": ("<link rel='alternate' type='application/atom+xml' href='/wall/replies.xml'>", ""),
}


@dataclass
class Said:
    """One comment as its service keeps it."""

    id: int
    name: str
    text: str
    parent: int | None = None

    @property
    def at(self) -> str:
        return f"2019-03-02T08:{self.id:02}:05"


def talk() -> list[Said]:
    return [
        Said(1, "Ida", "I saw it move in the night."),
        Said(2, "Tove", "Walls do not move.", 1),
        Said(3, "Piers", "Both do, slowly.", 2),
        Said(4, "Wren", "Who painted it?"),
        Said(5, "Ida", "Nobody did: it is the salt.", 4),
    ]


@dataclass
class Harbour(Services):
    """A page whose thread is elsewhere, whichever of the channels it is; two comments an answer."""

    said: list[Said] = field(default_factory=talk)
    channel: str = ""
    breaks_off: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def shows(self, channel: str) -> None:
        self.channel = channel
        head, body = PLACES[channel]
        self.extra["/wall/"] = "text/html; charset=utf-8", HEAD.format(head=head, words=WORDS, body=body).encode()

    def answer(self, handler: Any, path: str) -> bool:
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        posts = [post(each.id, each.parent, message=f"<p>{escape(each.text)}</p>", createdAt=each.at,
                      author={"name": each.name, "isAnonymous": True}) for each in self.said]  # fmt: skip
        if self.disqus is not None:
            self.disqus.posts = posts
        if self.breaks_off and (asked.keys() & {"cursor", "start-index", "parent"} or asked.get("page") == "2"):
            return faults.status(403)(handler)
        if super().answer(handler, path):
            return True
        makers: dict[str, Callable[[dict[str, str]], tuple[bytes, dict[str, str]]]] = {
            "/talk/": self._isso,
            "/feeds/10001/70007/comments/default": self.feed,
            "/wall/replies.xml": self.feed,
            "/wp-json/wp/v2/comments": self._wordpress,
        }
        if parts.path not in makers:
            return False
        data, headers = makers[parts.path](asked)
        handler.reply(200, data, headers)
        return True

    def _isso(self, asked: dict[str, str]) -> tuple[bytes, dict[str, str]]:
        """Answers to the first comment are hidden, so that they have to be asked for by themselves."""
        tops = {each.id: each.id for each in self.said if each.parent is None}
        above = {each.id: tops.get(each.parent or 0, 1) for each in self.said if each.parent is not None}

        def told(each: Said) -> dict[str, Any]:
            return {"id": each.id, "parent": above.get(each.id), "text": f"<p>{escape(each.text)}</p>",
                    "author": each.name, "created": 1551513605.0 + 60 * each.id, "modified": None, "mode": 1,
                    "likes": 1, "dislikes": 0}  # fmt: skip

        below = [told(each) for each in self.said if each.parent is not None]
        shown = [{**told(each), "replies": [], "hidden_replies": 0} for each in self.said if each.parent is None]
        shown[0]["hidden_replies"] = len(below)
        replies = below if "parent" in asked else shown
        return json.dumps({"id": None, "total_replies": len(self.said), "replies": replies}).encode(), {
            "Content-Type": "application/json"
        }

    def feed(self, asked: dict[str, str]) -> tuple[bytes, dict[str, str]]:
        begin, size = int(asked.get("start-index", 1)), 2
        entries = ""
        for each in self.said[::-1][begin - 1 : begin - 1 + size]:
            answers = f'<link rel="related" href="{self.url}/feeds/{each.parent}"/>' if each.parent else ""
            entries += f"""<entry><id>tag:blogger.com,1999:blog-10001.post-{each.id}</id>{answers}
                <published>{each.at}Z</published><content type="html">{escape(escape(each.text))}</content>
                <link rel="alternate" href="{self.url}/wall/?showComment=1#c{each.id}"/>
                <author><name>{each.name}</name></author></entry>"""
        path = "/wall/replies.xml" if self.channel == "feed" else "/feeds/10001/70007/comments/default"
        further = f'<link rel="next" href="{self.url}{path}?start-index={begin + size}"/>'
        more = further if begin + size <= len(self.said) else ""
        return (
            f"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="alternate" href="{self.url}/wall/"/>{more}
            <totalResults xmlns="http://a9.com/-/spec/opensearchrss/1.0/">{len(self.said)}</totalResults>{entries}
            </feed>""".encode(),
            {"Content-Type": "application/atom+xml"},
        )

    def _wordpress(self, asked: dict[str, str]) -> tuple[bytes, dict[str, str]]:
        page, size = int(asked["page"]), int(asked["per_page"])
        told = [
            {"id": each.id, "parent": each.parent or 0, "author_name": each.name, "date": each.at,
             "date_gmt": each.at, "content": {"rendered": f"<p>{escape(each.text)}</p>"},
             "link": f"{self.url}/wall/#comment-{each.id}"}
            for each in self.said[(page - 1) * size : page * size]
        ]  # fmt: skip
        total = len(self.said)
        headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(-(-total // size))}
        return json.dumps(told).encode(), {"Content-Type": "application/json", **headers}
