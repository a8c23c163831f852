from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.channels import isso
from scraper.channels.registry import embeds_of
from scraper.errors import NotAPage
from scraper.fetch import Fetcher
from scraper.incomplete import Code, Incomplete
from scraper.page.page import read_page
from scraper.thread import Embed
from tests.blog import Blog
from tests.scraper.channels.services import POLICY, web

PAGE = "http://harbour.example/wall/"


def found(body: str, url: str = PAGE) -> dict[str, str] | None:
    page = read_page(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), url)
    return next((dict(each.facts) for each in embeds_of(page) if each.channel == "isso"), None)


@pytest.mark.parametrize(
    ("body", "server", "uri"),
    [
        (
            '<script data-isso="//talk.example/isso/" src="/js/x.js"></script><section id="isso-thread"></section>',
            "http://talk.example/isso/",
            "/wall/",
        ),
        (
            '<script src="https://talk.example/js/embed.min.js"></script><p id="isso-thread" data-isso-id="w7"></p>',
            "https://talk.example/",
            "w7",
        ),
        (
            '<script data-isso="/talk" src="/talk/js/embed.dev.js"></script><div id="isso-thread"></div>',
            "http://harbour.example/talk/",
            "/wall/",
        ),
    ],
)
def test_the_server_and_the_thread_are_told_by_the_page(body: str, server: str, uri: str) -> None:
    assert found(body) == {"server": server, "uri": uri}


def test_a_script_that_only_counts_is_no_thread() -> None:
    assert found('<script data-isso="//talk.example/" src="//talk.example/js/count.min.js"></script>') is None


def reply(number: int, parent: int | None = None, **more: Any) -> dict[str, Any]:
    told = {"id": number, "parent": parent, "text": f"<p>Remark {number}.</p>", "author": "Ida", "website": None,
            "created": 1551513600.25 + number, "modified": None, "mode": 1, "likes": 0, "dislikes": 0}  # fmt: skip
    return {**told, **more}


def answer(*replies: dict[str, Any], total: int) -> tuple[str, bytes]:
    return "application/json", json.dumps({"id": None, "total_replies": total, "replies": replies}).encode()


def test_answers_that_one_request_hides_are_asked_for() -> None:
    with Blog() as blog, Fetcher(POLICY) as fetcher:
        first = reply(1, total_replies=3, hidden_replies=2, replies=[reply(2, 1)])
        gone = reply(5, mode=4, text="", author=None, hidden_replies=0, replies=[])
        blog.answers["/?uri=%2Fwall%2F"] = answer(first, gone, total=5)
        blog.answers["/?uri=%2Fwall%2F&parent=1"] = answer(*(reply(each, 1) for each in (2, 3, 4)), total=3)
        embed = Embed("isso", "Isso", PAGE, {"server": f"{blog.url}/", "uri": "/wall/"})
        reading = isso.read(embed, web(fetcher))
        assert [(each.id, each.depth, each.state) for each in reading.comments] == [
            ("1", 0, "visible"),
            ("2", 1, "visible"),
            ("3", 1, "visible"),
            ("4", 1, "visible"),
            ("5", 0, "deleted"),
        ]
        assert (reading.complete, reading.declared_count) == (True, 5)
        assert reading.comments[0].published == "2019-03-02T08:00:01Z"
        del blog.answers["/?uri=%2Fwall%2F&parent=1"]
        cut = isso.read(embed, web(fetcher))
        assert (len(cut.comments), cut.complete) == (3, False)
        assert cut.incomplete is not None
        assert cut.incomplete.code is Code.PAGE_FAILED


def test_what_the_server_leaves_out_at_the_top_is_told() -> None:
    with Blog() as blog, Fetcher(POLICY) as fetcher:
        kind, data = answer(reply(1), reply(2), total=2)
        blog.answers["/?uri=%2Fwall%2F"] = kind, json.dumps({**json.loads(data), "hidden_replies": 3}).encode()
        embed = Embed("isso", "Isso", PAGE, {"server": f"{blog.url}/", "uri": "/wall/"})
        reading = isso.read(embed, web(fetcher))
    assert (len(reading.comments), reading.complete) == (2, False)
    assert reading.incomplete == Incomplete(Code.LEFT_OUT, "3")


@pytest.mark.parametrize("data", [b"", b"[]", b"<html></html>", b'{"replies": 3}', b"[" * 100_000])
def test_what_is_no_answer_of_isso_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(NotAPage, match="not an answer of Isso"):
        isso.read_answer(data, PAGE, PAGE)
