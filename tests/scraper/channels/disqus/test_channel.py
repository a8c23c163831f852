from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scraper.channels.disqus import channel
from scraper.errors import FetchError
from scraper.fetch import Fetcher
from scraper.incomplete import Code, Incomplete, sentence
from scraper.thread import Embed
from tests.blog import faults
from tests.scraper.channels.services import POLICY, Disqus, Services, post, web

PAGE = "http://harbour.example/wall/"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    service = Services()
    with service:
        monkeypatch.setattr(channel, "SERVICE", service.url)
        yield service


KEY = "key-of-the-user"


def embed(**facts: str) -> Embed:
    return Embed("disqus", "Disqus", PAGE, {"shortname": "harbour", "identifier": "wall-7", **facts})


def test_without_a_key_a_long_thread_is_as_long_as_the_frame_shows_it(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 109)])
    reading = channel.read(embed(), web(fetcher))
    assert (len(reading.comments), reading.declared_count, reading.complete) == (50, 108, False)
    assert reading.incomplete is not None
    assert reading.incomplete.code is Code.NEEDS_KEY
    assert "AFTERWORD_DISQUS_KEY" in str(sentence(reading.incomplete))
    assert not service.disqus.asked


def test_a_short_thread_is_whole_without_a_key(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(1), post(2, 1)])
    reading = channel.read(embed(), web(fetcher))
    assert (len(reading.comments), reading.complete, reading.incomplete) == (2, True, None)


def test_a_thousand_posts_come_whole_in_order_and_once_though_the_service_stumbles(
    service: Services, fetcher: Fetcher
) -> None:
    kept = service.disqus = Disqus([post(number, number - 1 if number % 3 == 0 else None) for number in range(1, 1001)])

    def arrive(page: int) -> None:
        if page == 6:
            kept.posts.append(post(1001, 500))

    kept.arrives = arrive
    kept.faults = {3: faults.status(429, Retry_After="0"), 8: faults.reset()}
    reading = channel.read(embed(), web(fetcher, disqus=KEY))
    numbers = [int(each.id or 0) for each in reading.comments]
    assert sorted(numbers) == list(range(1, 1002))
    assert [number for each, number in zip(reading.comments, numbers, strict=True) if each.depth == 0] == sorted(
        number for each, number in zip(reading.comments, numbers, strict=True) if each.depth == 0
    )
    assert all(
        each.parent is None or numbers[each.parent] == (500 if number == 1001 else number - 1)
        for each, number in zip(reading.comments, numbers, strict=True)
    )
    assert (reading.complete, reading.declared_count) == (True, 1001)
    assert {each.status for each in service.visits} >= {200, 429}
    assert not kept.faults


def test_a_thread_that_breaks_off_keeps_what_there_is_and_says_so(service: Services) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 301)])
    service.disqus.faults = {3: faults.status(503)}
    with Fetcher(replace(POLICY, retries=0)) as impatient:
        reading = channel.read(embed(), web(impatient, disqus=KEY))
    assert (len(reading.comments), reading.complete) == (200, False)
    assert reading.incomplete is not None
    assert reading.incomplete.code is Code.PAGE_FAILED


def test_a_key_whose_requests_are_used_up_stops_the_asking(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 301)])
    service.disqus.headers = {"X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset": "1893456000"}
    reading = channel.read(embed(), web(fetcher, disqus=KEY))
    assert (len(service.disqus.asked), len(reading.comments), reading.complete) == (1, 100, False)
    assert reading.incomplete == Incomplete(Code.KEY_USED_UP, "until 2030-01-01T00:00:00Z")


@pytest.mark.parametrize("restless", [False, True])
def test_where_posts_go_while_they_are_read_the_thread_is_read_once_more(
    service: Services, fetcher: Fetcher, restless: bool
) -> None:
    kept = service.disqus = Disqus([post(number) for number in range(1, 401)])

    def go(page: int) -> None:
        if page == 3 or (restless and page == 7):
            del kept.posts[10:20]

    kept.arrives = go
    reading = channel.read(embed(), web(fetcher, disqus=KEY))
    if restless:
        assert (reading.complete, reading.incomplete) == (False, Incomplete(Code.MOVED))
        assert len(reading.comments) == len({each.id for each in reading.comments}) == 400
    else:
        assert (reading.complete, len(reading.comments)) == (True, 390)
        assert {each.id for each in reading.comments} == {each["id"] for each in kept.posts}


def test_cursors_that_never_end_are_left_when_they_bring_nothing_new(service: Services, fetcher: Fetcher) -> None:
    kept = service.disqus = Disqus([post(number) for number in range(1, 131)])
    whole = kept.list_posts

    def endless(asked: dict[str, str]) -> tuple[int, bytes]:
        status, data = whole(asked)
        told = json.loads(data)
        told["cursor"] |= {"hasNext": True, "next": f"p100:{len(kept.asked)}:0"}
        return status, json.dumps(told).encode()

    kept.list_posts = endless  # type: ignore[method-assign]
    reading = channel.read(embed(), web(fetcher, disqus=KEY))
    assert (len(kept.asked), reading.complete) == (2 + channel.MOST_STALE, False)
    assert sorted(int(each.id or 0) for each in reading.comments) == [*range(1, 131)]
    assert reading.incomplete == Incomplete(Code.PAGE_REPEATED)


def test_an_answer_of_another_thread_is_not_mixed_in(service: Services, fetcher: Fetcher) -> None:
    kept = service.disqus = Disqus([post(number) for number in range(1, 131)])
    whole = kept.list_posts

    def other(asked: dict[str, str]) -> tuple[int, bytes]:
        status, data = whole(asked)
        return status, data.replace(b'"id": "77"', b'"id": "78"').replace(b"Remark", b"Quite another remark")

    kept.list_posts = other  # type: ignore[method-assign]
    reading = channel.read(embed(), web(fetcher, disqus=KEY))
    assert (len(reading.comments), reading.complete) == (50, False)
    assert "of thread 78" in str(sentence(reading.incomplete))
    assert not [each for each in reading.comments if "another" in each.text]


def test_the_thread_is_asked_for_by_its_number_or_by_what_the_page_names(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 71)])
    channel.read(embed(), web(fetcher, disqus=KEY))
    service.faults["/robots.txt"] = faults.body(b"User-agent: *\nDisallow: /embed/", Content_Type="text/plain")
    with Fetcher(POLICY) as another:
        channel.read(embed(), web(another, disqus=KEY))
        nameless = Embed("disqus", "Disqus", PAGE, {"shortname": "harbour"})
        channel.read(nameless, web(another, disqus=KEY))
    assert [each["thread"] for each in service.disqus.asked] == ["77", "ident:wall-7", f"link:{PAGE}"]
    assert {each["forum"] for each in service.disqus.asked} == {"harbour"}


def test_robots_txt_rules_the_frame_and_not_the_api_of_a_key(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(1)])
    service.faults["/robots.txt"] = faults.body(b"User-agent: *\nDisallow: /", Content_Type="text/plain")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        channel.read(embed(), web(fetcher))
    assert len(channel.read(embed(), web(fetcher, disqus=KEY)).comments) == 1


@pytest.mark.parametrize("trouble", ["refused", "down", "elsewhere"])
def test_the_key_stands_in_no_message(service: Services, fetcher: Fetcher, trouble: str) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 71)])
    asking = web(fetcher, disqus=KEY)
    if trouble == "refused":
        service.disqus.keys = ()
    elif trouble == "down":
        service.disqus.faults = {1: faults.status(400)}
    else:
        service.disqus.faults = {1: faults.redirect("http://elsewhere.example/?api_key=" + KEY)}
    reading = channel.read(embed(), asking)
    assert reading.complete is False
    told = json.dumps([sentence(reading.incomplete), *(each.final_url for each in asking.heard)])
    assert KEY not in told
    assert len(reading.comments) == 50
