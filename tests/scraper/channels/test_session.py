"""What a channel asks with: everything that came is noted, and neither time nor requests are without end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scraper.channels import session
from scraper.errors import DeadlineExceeded, TooManyPages
from scraper.fetch import Fetcher
from tests.blog import Blog
from tests.scraper.channels.services import web


@pytest.fixture
def address() -> Iterator[str]:
    with Blog() as blog:
        blog.answers["/thread.json"] = "application/json", b"[1, 2]"
        yield f"{blog.url}/thread.json"


def _length(data: bytes, url: str) -> tuple[int, str]:
    return len(data), url


def test_every_answer_is_noted_and_read(address: str, fetcher: Fetcher) -> None:
    asked = web(fetcher, disqus="k")
    response = asked.get(address)
    assert asked.heard == [response]
    assert asked.parse(_length, response) == (6, address)
    assert asked.keys == {"disqus": "k"}


def test_one_request_too_many_is_refused(address: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MOST_ANSWERS", 1)
    asked = web(fetcher)
    asked.get(address)
    with pytest.raises(TooManyPages, match="1 requests already"):
        asked.get(address)
    assert len(asked.heard) == 1


def test_after_its_time_nothing_is_asked_for(address: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "LONGEST", -1.0)
    with pytest.raises(DeadlineExceeded, match="the thread took longer"):
        web(fetcher).get(address)
