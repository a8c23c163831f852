"""Answers in which one thing is not what it should be: read as far as they go, or refused by name; never a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from scraper.channels.base import Reading
from scraper.channels.disqus.posts import read_api, read_embed, reading_of
from scraper.channels.isso import read_answer
from scraper.errors import ParseError
from tests.scraper.channels.services import Disqus, post

URL = "http://harbour.example/wall/"
ODD: tuple[Any, ...] = (None, True, -1, 3.5, "", "x", [], {}, [1], {"a": 1}, 10**40, "9" * 30)
CURSOR = {"hasPrev": False, "prev": None, "total": 2, "hasNext": False, "next": "1:0:0"}
THREAD = Disqus([]).thread
FRAME = {
    "cursor": CURSOR,
    "code": 0,
    "order": "popular",
    "response": {"posts": [post(1), post(2, 1)], "thread": THREAD},
}
API = {"cursor": CURSOR, "code": 0, "response": [{**post(1), "thread": THREAD}]}
REPLY = {"id": 2, "parent": 1, "text": "<p>Aye.</p>", "author": "Ida", "website": "http://ida.example/", "created": 1.5,
         "modified": None, "mode": 1, "likes": 1, "dislikes": 0, "hidden_replies": 0, "replies": []}  # fmt: skip
ISSO = {"id": None, "total_replies": 2, "replies": [{**REPLY, "id": 1, "parent": None, "replies": [REPLY]}]}


def odd(document: Any) -> Iterator[Any]:
    """The document with one value after the other replaced by each odd one."""
    places = document.items() if isinstance(document, dict) else enumerate(document)
    for place, value in places:
        for strange in ODD:
            yield {**document, place: strange} if isinstance(document, dict) else [strange]
        if isinstance(value, dict | list):
            for inner in odd(value):
                yield {**document, place: inner} if isinstance(document, dict) else [inner]


def frame(told: Any) -> Reading:
    data = json.dumps(told).replace("</", "<\\/")
    page = f'<html><body><script type="text/json" id="disqus-threadData">{data}</script></body></html>'
    return reading_of(read_embed(page.encode(), URL), "harbour")


def api(told: Any) -> None:
    reading_of(read_api(json.dumps(told).encode(), URL), "harbour")


def isso(told: Any) -> None:
    read_answer(json.dumps(told).encode(), URL, URL)


@pytest.mark.parametrize(("read", "document"), [(frame, FRAME), (api, API), (isso, ISSO)], ids=["frame", "api", "isso"])
def test_an_answer_of_another_shape_is_read_or_refused(read: Any, document: Any) -> None:
    read(document)
    refused = 0
    for told in odd(document):
        try:
            read(told)
        except ParseError:
            refused += 1
    assert refused


def test_of_a_frame_that_neither_counts_nor_says_that_it_ends_nobody_can_tell_whether_it_is_whole() -> None:
    uncounted = {name: value for name, value in THREAD.items() if name != "posts"}
    response = {"posts": [post(1)], "thread": uncounted}
    assert frame({**FRAME, "cursor": {}, "response": response}).complete is None
    assert frame({**FRAME, "cursor": {"hasNext": False}, "response": response}).complete is True
    assert frame({**FRAME, "cursor": {"hasNext": True, "next": "1:0:0"}, "response": response}).complete is False
