"""What channels sent, read once more when half of it failed: beside what the tests of each channel hold (conftest)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.channels import feed
from scraper.channels.ask import read_again
from scraper.channels.base import Answer, Kept
from scraper.channels.disqus import channel as disqus
from scraper.channels.wordpress import channel
from scraper.errors import NotAPage, ScraperError
from scraper.fetch import Fetcher
from scraper.incomplete import Code, Incomplete
from scraper.thread import Embed
from tests.blog import faults
from tests.scraper.channels.feeds import ATOM, FIRST, PAGE, SECOND, entry, rss
from tests.scraper.channels.services import POLICY, Disqus, Services, kept, post, web

API = "http://harbour.example/wp-json/wp/v2/comments?post=7&page="


def page(number: int, *comments: int) -> Answer:
    told: list[dict[str, Any]] = [{"id": each, "content": {"rendered": f"<p>Remark {each}.</p>"}} for each in comments]
    return Answer(f"{API}{number}", f"{API}{number}", json.dumps(told).encode())


def test_a_second_look_that_broke_off_does_not_count() -> None:
    first = [page(1, 1, 2), page(2, 4, 5)]
    again = channel.again(Kept(PAGE, (*first, page(1, 2, 3)), 5, Incomplete(Code.MOVED)))
    assert ([each.id for each in again.comments], again.incomplete) == (["1", "2", "4", "5"], Incomplete(Code.MOVED))
    again = channel.again(Kept(PAGE, (*first, page(1, 2, 3), page(2, 4, 5)), 4))
    assert ([each.id for each in again.comments], again.complete) == (["2", "3", "4", "5"], True)


def test_where_the_api_broke_off_the_frame_gives_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Services()
    with service, Fetcher(POLICY) as fetcher:
        monkeypatch.setattr(disqus, "SERVICE", service.url)
        monkeypatch.setattr(disqus, "PER_PAGE", 20)
        service.disqus = Disqus([post(number) for number in range(1, 71)], faults={2: faults.status(400)})
        asking = web(fetcher, disqus="key-of-the-user")
        embed = Embed("disqus", "Disqus", PAGE, {"shortname": "harbour"})
        reading = disqus.read(embed, asking)
        again = disqus.again(kept(reading, embed, asking))
    assert (len(again.comments), again.complete, again.incomplete) == (50, False, reading.incomplete)


def test_the_form_of_a_feed_that_could_not_be_read_may_be_the_one_that_now_can() -> None:
    atom = ATOM.format(page=PAGE, head="", entries=entry(3, "Ida", "wall") + entry(5, "Tove", "3")).encode()
    answers = [Answer(f"{PAGE}feed/{form}", f"{PAGE}feed/{form}", b"") for form in ("atom/", "")]
    forms = [each._replace(data=data) for each, data in zip(answers, (b"<html>", rss(SECOND, FIRST)), strict=True)]
    assert [each.id for each in feed.again(Kept(PAGE, tuple(forms))).comments] == ["3", "5"]
    forms[0] = forms[0]._replace(data=atom)
    reading = feed.again(Kept(PAGE, tuple(forms)))
    assert [each.depth for each in reading.comments] == [0, 1]  # the feed that names parents, and no other


def test_an_answer_that_can_no_longer_be_read_is_an_error_unless_it_never_could() -> None:
    broken = page(2)._replace(data=b"<html>One moment")
    with pytest.raises(NotAPage):
        read_again("wordpress", Kept(PAGE, (page(1, 1, 2), broken), 3))
    reason = Incomplete(Code.PAGE_FAILED, "not JSON")
    thread = read_again("wordpress", Kept(PAGE, (page(1, 1, 2), broken), 3, reason), "2026-01-01T00:00:00Z")
    assert (len(thread.comments), thread.complete, thread.incomplete) == (2, False, reason)
    for answers in ((), (broken,)):
        with pytest.raises(ScraperError):
            read_again("wordpress", Kept(PAGE, answers))
