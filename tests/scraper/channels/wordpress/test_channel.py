"""WordPress's interface for programs when it changes under the reader, breaks off, or answers something else; and where
pages say that it is. The interface itself is WordPress's own in tests/peers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from scraper.channels.base import Reading
from scraper.channels.registry import embeds_of
from scraper.channels.wordpress import channel
from scraper.channels.wordpress.channel import stated_moment
from scraper.errors import NotAPage
from scraper.fetch import Fetcher
from scraper.fetch.errors import HttpStatusError
from scraper.incomplete import Code, Incomplete
from scraper.page.page import read_page
from tests.blog import Blog
from tests.scraper.channels.services import POLICY, web

URL = "https://harbour.example/wall/"


def told(number: int, parent: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "parent": parent,
        "author_name": f"Guest {number}",
        "author_url": "",
        "date": "2019-03-02T09:00:00",
        "date_gmt": "2019-03-02T08:00:00",
        "content": {"rendered": f"<p>Remark {number}.</p>"},
        "link": f"{URL}#comment-{number}",
        "author_avatar_urls": {"24": "https://pictures.example/24", "96": "https://pictures.example/96"},
        **more,
    }


class Api:
    """The route of comments. `before` is called with the number of each page that is asked for."""

    def __init__(self, blog: Blog, count: int) -> None:
        self.comments = [told(number) for number in range(1, count + 1)]
        self.before: Callable[[int], None] = lambda page: None
        self.status: dict[int, int] = {}
        self.stuck = False
        self.total: int | None = None
        self.headers = True
        self.asked: list[dict[str, str]] = []
        blog.answer = self.answer  # type: ignore[method-assign]
        self._blog = blog

    def answer(self, handler: Any, path: str) -> bool:
        if not path.startswith("/wp-json/wp/v2/comments?"):
            return False
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        self.asked.append(query)
        page, size = 1 if self.stuck else int(query["page"]), int(query["per_page"])
        self.before(page)
        status = self.status.get(page, 200)
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        if self.headers:
            total = len(self.comments) if self.total is None else self.total
            headers |= {"X-WP-Total": str(total), "X-WP-TotalPages": str(-(-total // size))}
        found = self.comments[(page - 1) * size : page * size]
        handler.reply(status, json.dumps(found if status == 200 else {"code": "rest_forbidden"}).encode(), headers)
        return True

    def read(self) -> Reading:
        page = read_page(
            f'<link rel="https://api.w.org/" href="{self._blog.url}/wp-json/"><link rel="shortlink" '
            f'href="https://harbour.example/?p=7"><p>The wall.'.encode(),
            URL,
        )
        (embed,) = [embed for embed in embeds_of(page) if embed.channel == "wordpress"]
        with Fetcher(POLICY) as fetcher:
            return channel.read(embed, web(fetcher))


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as blog:
        yield blog


def numbers(reading: Reading) -> list[int]:
    return [int(comment.id or 0) for comment in reading.comments]


@pytest.mark.parametrize("headers", [True, False])
@pytest.mark.parametrize("count", [0, 1, 100, 230])
def test_every_page_is_read_oldest_first(blog: Blog, count: int, headers: bool) -> None:
    api = Api(blog, count)
    api.headers = headers
    reading = api.read()
    assert numbers(reading) == list(range(1, count + 1))
    assert (reading.complete, reading.declared_count) == ((True, count) if headers else (None, None))
    assert (reading.id_system, reading.id_scope) == ("wordpress", "harbour.example")
    for query in api.asked:
        assert (query["post"], query["order"], query["orderby"]) == ("7", "asc", "date_gmt")


@pytest.mark.parametrize("place", [0, 200])
def test_comments_that_come_meanwhile_are_had_and_none_twice(blog: Blog, place: int) -> None:
    """One was written before all others and released now: it pushes the hundredth to the page that is read next."""
    api = Api(blog, 200)

    def arrive(page: int) -> None:
        if page == 2 and len(api.comments) == 200:
            api.comments.insert(place, told(201))

    api.before = arrive
    reading = api.read()
    assert sorted(numbers(reading)) == [*range(1, 202)]
    assert reading.complete is True
    assert len(api.asked) == (6 if place == 0 else 3)


@pytest.mark.parametrize("restless", [False, True])
def test_where_one_goes_meanwhile_the_pages_are_read_once_more(blog: Blog, restless: bool) -> None:
    api = Api(blog, 250)

    def go(page: int) -> None:
        if page == 2 and (restless or len(api.comments) == 250):
            del api.comments[0]

    api.before = go
    reading = api.read()
    if restless:
        assert (reading.complete, reading.incomplete) == (False, Incomplete(Code.MOVED))
    else:
        assert (reading.complete, numbers(reading)) == (True, [*range(2, 251)])


def test_a_page_that_cannot_be_had_leaves_what_was_had_and_says_so(blog: Blog) -> None:
    api = Api(blog, 250)
    api.status[2] = 403
    reading = api.read()
    assert (len(reading.comments), reading.complete) == (100, False)
    assert reading.incomplete is not None
    assert reading.incomplete.code is Code.PAGE_FAILED


def test_where_the_last_page_is_gone_meanwhile_the_pages_are_read_once_more(blog: Blog) -> None:
    api = Api(blog, 201)

    def go(page: int) -> None:
        if page == 3:
            del api.comments[:1]

    api.before = go
    reading = api.read()
    assert (reading.complete, numbers(reading)) == (True, [*range(2, 202)])


@pytest.mark.parametrize("headers", [True, False])
def test_a_site_that_answers_every_page_with_the_first_is_asked_for_one_more_only(blog: Blog, headers: bool) -> None:
    api = Api(blog, 250)
    api.stuck, api.headers = True, headers
    reading = api.read()
    assert (numbers(reading), reading.complete, len(api.asked)) == ([*range(1, 101)], False, 2)
    assert reading.incomplete == Incomplete(Code.PAGE_REPEATED)


@pytest.mark.parametrize(("total", "complete"), [(3, None), (1000, False)])
def test_a_count_that_is_belied_is_not_gone_by(blog: Blog, total: int, complete: bool | None) -> None:
    api = Api(blog, 250)
    api.total = total
    reading = api.read()
    assert (numbers(reading), reading.complete) == ([*range(1, 251)], complete)


def test_numbers_that_a_plugin_writes_as_text_are_numbers(blog: Blog) -> None:
    api = Api(blog, 0)
    api.comments = [told(1), told(2, 1), told(3, 2)]
    for each in api.comments:
        each |= {"id": str(each["id"]), "parent": str(each["parent"])}
    assert [(each.id, each.depth) for each in api.read().comments] == [("1", 0), ("2", 1), ("3", 2)]


def test_comments_of_another_post_are_refused(blog: Blog) -> None:
    api = Api(blog, 0)
    api.comments = [told(1, post=7), told(2, post=9)]
    with pytest.raises(NotAPage, match="other posts"):
        api.read()


def test_comments_that_answer_each_other_themselves_or_nobody_are_all_had_once(blog: Blog) -> None:
    api = Api(blog, 0)
    api.comments = [told(1, 2), told(2, 1), told(3, 3), told(4, 99), told(5, 6), told(6), told(6)]
    reading = api.read()
    assert sorted(numbers(reading)) == [1, 2, 3, 4, 5, 6]
    by_id = {each.id: each for each in reading.comments}
    assert (by_id["3"].parent_id, by_id["4"].parent_id, by_id["5"].depth) == (None, "99", 1)


def test_a_site_that_keeps_its_interface_closed_or_answers_something_else_is_an_error(blog: Blog) -> None:
    api = Api(blog, 3)
    api.status[1] = 401
    with pytest.raises(HttpStatusError):
        api.read()
    for answer in (b"<html>One moment", b'{"code": "no"}', b"[1]", b"[" * 100_000):
        with pytest.raises(NotAPage):
            channel.comments_of(answer, URL, URL)


def test_what_a_comment_says_of_itself(blog: Blog) -> None:
    odd: dict[str, Any] = {
        "author_name": "Tom &amp; Jerry",
        "author_url": "javascript:x()",
        "author_avatar_urls": [],
        "date_gmt": None,
    }
    api = Api(blog, 0)
    api.comments = [told(5, parent=9), told(9, **odd), told(11, parent=77, content=None)]
    second, first, third = api.read().comments
    assert (first.id, first.depth, first.author.avatar) == ("5", 1, "https://pictures.example/96")
    assert first.published == "2019-03-02T09:00:00+01:00"
    assert (second.author.name, second.author.url, second.published) == ("Tom & Jerry", None, "2019-03-02T09:00:00")
    assert (third.parent, third.parent_id, third.text) == (None, "77", "")


@pytest.mark.parametrize(
    ("local", "utc", "moment"),
    [
        ("2019-03-02T09:00:00", "2019-03-02T08:00:00", "2019-03-02T09:00:00+01:00"),
        ("2019-03-02T13:30:00", "2019-03-02T08:00:00", "2019-03-02T13:30:00+05:30"),
        ("2019-03-02T08:00:00", "2019-03-02T08:00:00", "2019-03-02T08:00:00+00:00"),
        ("2019-03-02T09:00:00", "2017-01-01T08:00:00", "2017-01-01T08:00:00+00:00"),
        ("2019-03-02T09:00:00", "2019-03-02T08:00:13", "2019-03-02T08:00:13+00:00"),
        ("2019-03-02T09:00:00", "0000-00-00T00:00:00", "2019-03-02T09:00:00"),
        ("0000-00-00T00:00:00", "", None),
        (None, "yesterday", None),
    ],
)
def test_two_times_are_one_moment_and_utc_is_the_one_to_trust(local: str | None, utc: str, moment: str | None) -> None:
    assert stated_moment(local, utc) == moment
