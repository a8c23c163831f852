"""Quayside Notes: the invented blog that the README and the pages in docs/ visit.

A WordPress with three posts. It is alive: once somebody has read the post on drizzle, its thread goes on. Its post on
tide tables has twelve comments, of which the page shows two; the REST API has all of them.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.blog.markup import Comment, Post, render_feed
from tests.blog.server import Blog

SITE = "http://quayside.example"
LIGHTHOUSE = "2012/11/the-lighthouse-that-moved"
TIDES = "2012/11/how-to-read-a-tide-table"
DRIZZLE = "2012/11/eleven-kinds-of-drizzle"
EXAMPLE = Path(__file__).with_name("example.html")
AUTHOR = "Maren Oddleif"


def comment(number: int, author: str, words: str, parent: int | None = None, *, mine: bool = False) -> Comment:
    return Comment(number, author, (words,), parent, date=datetime(2012, 11, 30, 8, number, tzinfo=UTC), mine=mine)


_KINDS = (
    (
        "The fine kind, which does not fall but hangs, is called mug here. It wets a woollen sleeve in the time that "
        "it takes to walk from the bakery to the quay, and nobody puts up a hood for it."
    ),
    (
        "The slanting kind comes with the ebb and stops with it, and the old people count the boats by it. I have "
        "found eleven kinds so far, and a name for nine of them."
    ),
)
_TABLE = (
    (
        "A tide table has four figures for a day, and the whole art is to know which of them is for the harbour that "
        "you are not in. The printed one is for the bridge, which is twenty minutes late."
    ),
    (
        "Add those twenty minutes, take off an hour in winter, and look out of the window before you believe the rest. "
        "The window has been right more often than the table."
    ),
)
_FIRST = (
    comment(31, "Tove Lind", "We say mug for the fine kind as well."),
    comment(32, AUTHOR, "Nine names, then, and two to go.", parent=31, mine=True),
    comment(33, "Piers Calloway", "It is all just rain."),
)
_LATER = (
    comment(31, "Tove Lind", "We say mug for the fine kind as well. My mother said muggle."),
    comment(32, AUTHOR, "Nine names, then, and two to go.", parent=31, mine=True),
    comment(34, "Old Hen", "The eleventh is called Sunday.", parent=32),
)
_OLDER = ("Mine is for 1987.", "And?", "It still works.", "Low water was at four.", "Which four?", "Both.")
_OLDER_TOO = ("The bridge moved.", "The water did.", "I use the cat.", "The cat is late, too.")
_TIDE_TABLE = Post(
    TIDES, "How to read a tide table", AUTHOR, _TABLE,
    (comment(21, "Ioan Pell", "The window is right twice a day."), comment(22, "Old Hen", "Thrice.", 21)),
    datetime(2012, 11, 12, 8, 0, tzinfo=UTC), number=402, declared=12,
)  # fmt: skip
_IN_FEED = Post(LIGHTHOUSE, "The lighthouse that moved", AUTHOR, ("As it was.",), number=418, declared=7)


def _drizzle(comments: tuple[Comment, ...]) -> Post:
    published = datetime(2012, 11, 20, 9, 15, tzinfo=UTC)
    return Post(DRIZZLE, "Eleven kinds of drizzle", AUTHOR, _KINDS, comments, published, number=411)


class Quayside(Blog):
    """The blog. It is at the address by which it is asked: its own on loopback, or, as a proxy, `SITE`."""

    def __init__(self, *, port: int = 0) -> None:
        posts = [_drizzle(_FIRST), _TIDE_TABLE]
        super().__init__(posts, robots="User-agent: *\nDisallow: /drafts/\n", port=port)
        self.canonical = SITE

    def page(self, slug: str) -> bytes:
        link = f'<link rel="https://api.w.org/" href="{self.canonical}/?rest_route=/" />\n</head>'
        return super().page(slug).replace(b"</head>", link.encode(), 1)

    def answer(self, handler: Any, path: str) -> bool:
        asked = urlsplit(handler.path)
        self.canonical = f"{asked.scheme}://{asked.netloc}" if asked.netloc else self.url
        if path == f"/{DRIZZLE}/" and self.asked(path):
            self.posts[DRIZZLE] = _drizzle(_LATER)
        if path.startswith("/?rest_route="):
            _answer_rest(handler, path)
            return True
        return False

    def find(self, path: str) -> tuple[str, bytes] | None:
        base = self.canonical or self.url
        if path == "/feed/":
            feed = render_feed([_IN_FEED, _drizzle(_FIRST), _TIDE_TABLE], base=base, blog=self.name)
            return "application/rss+xml; charset=UTF-8", feed.encode()
        if path == f"/{LIGHTHOUSE}/":
            return "text/html; charset=UTF-8", EXAMPLE.read_bytes().replace(SITE.encode(), base.encode())
        found = super().find(path)
        if found is not None and path == "/":
            link = f'<link rel="alternate" type="application/rss+xml" href="{base}/feed/">'
            return found[0], found[1].replace(b"<ul>", f"{link}<ul>".encode(), 1)
        return found


def _answer_rest(handler: Any, path: str) -> None:
    """Answer as WordPress's REST API does for the comments of one post."""
    older = (comment(number, "Piers Calloway", words) for number, words in enumerate((*_OLDER, *_OLDER_TOO), 1))
    listed = [
        {"id": said.id, "parent": said.parent or 0, "author_name": said.author, "date": f"{said.date:%FT%T}"}
        | {"date_gmt": f"{said.date:%FT%T}", "content": {"rendered": f"<p>{said.paragraphs[0]}</p>"}}
        for said in (*older, *_TIDE_TABLE.comments)
        if f"&post={_TIDE_TABLE.number}&" in path
    ]
    headers = {"Content-Type": "application/json", "X-WP-Total": str(len(listed))}
    handler.reply(200, json.dumps(listed).encode(), headers)
