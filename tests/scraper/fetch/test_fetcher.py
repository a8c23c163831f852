from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.utils import formatdate

import pytest

from scraper import errors as errors_scraper
from scraper.fetch import Fetcher, RobotsFile, Validators, errors
from tests.blog import Blog, faults
from tests.scraper.fetch.conftest import POLICY, POST, FakeClock, quick


@pytest.fixture
def fetcher(clock: FakeClock) -> Iterator[Fetcher]:
    with Fetcher(POLICY, clock=clock, jitter=lambda: 0.5) as fetcher:
        yield fetcher


def test_a_page_comes_with_its_headers_and_time(blog: Blog, fetcher: Fetcher) -> None:
    response = fetcher.get(blog.url + "/tide/#comments")
    assert response.body == blog.page("tide")
    assert response.url == response.final_url == blog.address("tide")
    assert response.status == 200
    assert response.content_type == "text/html; charset=UTF-8"
    assert response.fetched_at == "2023-11-14T22:13:21Z"  # a second after robots.txt
    assert response.validators.etag
    assert response.attempts == 1


def test_requests_say_who_asks(blog: Blog, fetcher: Fetcher) -> None:
    fetcher.get(blog.address("tide"))
    for visit in blog.visits:
        assert visit.headers["user-agent"] == "afterword/0 (+ann@example.org)"
        assert visit.headers["accept-encoding"] == "gzip, deflate"
        assert "authorization" not in visit.headers


class TestRobotsFromRunToRun:
    def test_a_robots_txt_that_is_kept_is_obeyed_and_not_asked_for_within_its_day(
        self, blog: Blog, clock: FakeClock
    ) -> None:
        blog.robots = "User-agent: *\nDisallow: /tide/\n"
        kept: dict[str, RobotsFile] = {}
        for _ in range(2):
            with Fetcher(POLICY, clock=clock, robots=kept) as fetcher, pytest.raises(errors.RobotsRefused):
                fetcher.get(blog.address("tide"))
        assert blog.asked("/robots.txt") == 1
        clock.now += 25 * 3600
        blog.robots = None
        with Fetcher(POLICY, clock=clock, robots=kept) as fetcher:
            assert fetcher.get(blog.address("tide")).status == 200
        assert (blog.asked("/robots.txt"), kept[blog.url].text) == (2, "")

    def test_one_that_cannot_be_had_is_not_kept(self, blog: Blog, clock: FakeClock) -> None:
        blog.faults["/robots.txt"] = faults.status(500, times=3)
        kept: dict[str, RobotsFile] = {}
        with Fetcher(POLICY, clock=clock, robots=kept) as fetcher, pytest.raises(errors.RobotsUnreachable):
            fetcher.robots_text(blog.url)
        assert kept == {}
        with Fetcher(POLICY, clock=clock, robots=kept) as fetcher:
            assert fetcher.robots_text(blog.url) == ""


def test_a_compressed_file_comes_as_it_is(blog: Blog, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"<urlset/>")
    blog.extra["/map.xml.gz"] = "application/gzip", packed
    assert fetcher.get(blog.url + "/map.xml.gz").body == packed
    blog.extra["/map.bin"] = blog.extra["/map.xml.gz"]
    with pytest.raises(errors.BadContentType):
        fetcher.get(blog.url + "/map.bin")


def test_until_when_an_answer_may_be_relied_on_is_told(blog: Blog, fetcher: Fetcher) -> None:
    assert fetcher.get(blog.address("tide")).fresh_until is None
    blog.faults["/tide/"] = faults.body(blog.page("tide"), Content_Type="text/html", Cache_Control="max-age=60")
    response = fetcher.get(blog.address("tide"))
    assert (response.fetched_at, response.fresh_until) == ("2023-11-14T22:13:22Z", "2023-11-14T22:14:22Z")


class TestAskingAgain:
    def test_an_unchanged_page_is_not_sent_twice(self, blog: Blog, fetcher: Fetcher) -> None:
        first = fetcher.get(blog.address("tide"))
        again = fetcher.get(blog.address("tide"), validators=first.validators)
        assert again.not_modified
        assert again.body == b""
        assert again.status == 304
        sent = blog.visits[-1].headers
        assert sent["if-none-match"] == first.validators.etag
        assert sent["if-modified-since"] == first.validators.last_modified

    def test_a_changed_page_is(self, blog: Blog, fetcher: Fetcher) -> None:
        first = fetcher.get(blog.address("tide"))
        blog.posts["tide"] = replace(POST, title="Tide tables, again")
        assert b"again" in fetcher.get(blog.address("tide"), validators=first.validators).body

    def test_a_304_that_nobody_asked_for_is_an_error(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/tide/"] = faults.status(304)
        with pytest.raises(errors.HttpStatusError, match="304"):
            fetcher.get(blog.address("tide"), validators=Validators())


class TestPoliteness:
    def test_a_second_lies_between_two_requests_to_a_host(self, blog: Blog, fetcher: Fetcher, clock: FakeClock) -> None:
        for _ in range(3):
            fetcher.get(blog.address("tide"))
        assert clock.slept == [1.0, 1.0, 1.0]  # robots.txt, then three pages

    def test_crawl_delay_is_kept_up_to_a_cap(self, blog: Blog, fetcher: Fetcher, clock: FakeClock) -> None:
        blog.robots = "User-agent: *\nCrawl-delay: 5\n"
        fetcher.get(blog.address("tide"))
        fetcher.get(blog.address("tide"))
        assert clock.slept[-1] == 5.0
        assert POLICY.pause(86_400.0) == POLICY.max_crawl_delay

    def test_a_host_of_its_own_delay_gets_it_and_no_other(self, blog: Blog, fetcher: Fetcher, clock: FakeClock) -> None:
        with Blog([POST]) as other:
            fetcher.set_delay(blog.url + "/feed/", 7)
            for each in (blog, other):
                fetcher.get(each.address("tide"))
        assert [round(seconds) for seconds in clock.slept] == [7, 1]

    def test_a_delay_of_zero_switches_crawl_delay_off(self, blog: Blog, clock: FakeClock) -> None:
        blog.robots = "User-agent: *\nCrawl-delay: 5\n"
        with Fetcher(replace(POLICY, delay=0), clock=clock) as fetcher:
            fetcher.get(blog.address("tide"))
            fetcher.get(blog.address("tide"))
        assert clock.slept == []

    def test_hosts_are_asked_at_once_but_each_one_thing_at_a_time(self) -> None:
        under_way: dict[int, int] = {}
        most: list[int] = []
        together = threading.Barrier(2, timeout=5)
        lock = threading.Lock()

        def busy(handler: object) -> bool:
            port = handler.server.server_port  # type: ignore[attr-defined]
            with lock:
                under_way[port] = under_way.get(port, 0) + 1
                most.append(under_way[port])
            together.wait()  # passes only if the other host is being asked at the same time
            with lock:
                under_way[port] -= 1
            return False

        with Blog([POST]) as one, Blog([POST]) as two, quick() as fetcher:
            for blog in (one, two):
                fetcher.get(blog.url + "/feed")
                blog.faults["/tide/"] = busy
            threads = [threading.Thread(target=fetcher.get, args=(blog.address("tide"),)) for blog in (one, two) * 3]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(10)
        assert most == [1] * 6


class TestRobots:
    def test_a_disallowed_page_is_not_asked_for(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.robots = "User-agent: *\nDisallow: /tide/\n"
        with pytest.raises(errors.RobotsRefused, match=r"robots\.txt"):
            fetcher.get(blog.address("tide"))
        assert blog.asked("/tide/") == 0

    def test_robots_txt_is_asked_for_once_a_day(self, blog: Blog, fetcher: Fetcher, clock: FakeClock) -> None:
        fetcher.get(blog.address("tide"))
        fetcher.get(blog.address("tide"))
        assert blog.asked("/robots.txt") == 1
        clock.now += 25 * 3600
        fetcher.get(blog.address("tide"))
        assert blog.asked("/robots.txt") == 2

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_a_client_error_means_no_rules(self, blog: Blog, fetcher: Fetcher, status: int) -> None:
        blog.faults["/robots.txt"] = faults.status(status)
        assert fetcher.get(blog.address("tide")).status == 200

    @pytest.mark.parametrize("status", [500, 503])
    def test_a_server_error_closes_the_site(self, blog: Blog, fetcher: Fetcher, status: int) -> None:
        blog.faults["/robots.txt"] = faults.status(status)
        with pytest.raises(errors.RobotsUnreachable, match=f"answers {status}"):
            fetcher.get(blog.address("tide"))
        with pytest.raises(errors.RobotsUnreachable):
            fetcher.get(blog.url + "/feed")
        assert blog.asked("/robots.txt") == 3  # the retries of the first page; the second knows already
        assert blog.asked("/tide/") == 0

    def test_no_connection_closes_the_site_by_its_own_name(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/robots.txt"] = faults.reset()
        with pytest.raises(errors.ConnectionFailed, match=f"^{blog.address('tide')}: no connection"):
            fetcher.get(blog.address("tide"))

    def test_redirects_to_the_rules_are_followed(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/robots.txt"] = faults.redirect("/rules.txt")
        blog.extra["/rules.txt"] = ("text/plain", b"User-agent: *\nDisallow: /tide/\n")
        with pytest.raises(errors.RobotsRefused):
            fetcher.get(blog.address("tide"))

    def test_endless_redirects_mean_no_rules(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/robots.txt"] = faults.redirect("/robots.txt")
        assert fetcher.get(blog.address("tide")).status == 200
        assert blog.asked("/robots.txt") == 6

    def test_only_the_first_500_kib_are_had(self, blog: Blog) -> None:
        blog.faults["/robots.txt"] = faults.gzip_bomb(60_000_000)
        with quick() as fetcher:
            assert fetcher.get(blog.address("tide")).status == 200

    def test_redirects_lead_to_pages_that_robots_txt_rules_too(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.robots = "User-agent: *\nDisallow: /tide/\n"
        blog.faults["/old/"] = faults.redirect("/tide/")
        with pytest.raises(errors.RobotsRefused):
            fetcher.get(blog.url + "/old/")


class TestTryingAgain:
    @pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
    def test_passing_trouble_is_waited_out_with_growing_pauses(
        self, blog: Blog, fetcher: Fetcher, clock: FakeClock, status: int
    ) -> None:
        blog.faults["/tide/"] = faults.status(status, times=2)
        assert fetcher.get(blog.address("tide")).attempts == 3
        assert clock.slept == [1.0, 1.0, 2.0]  # robots.txt; then one second, then two

    def test_trouble_that_stays_is_an_error_with_its_status(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/tide/"] = faults.status(500)
        with pytest.raises(errors.HttpStatusError, match="500 Internal Server Error") as failure:
            fetcher.get(blog.address("tide"))
        assert failure.value.status == 500
        assert blog.asked("/tide/") == 3

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
    def test_lasting_refusals_are_not_tried_again(self, blog: Blog, fetcher: Fetcher, status: int) -> None:
        blog.faults["/tide/"] = faults.status(status)
        with pytest.raises(errors.HttpStatusError, match=str(status)):
            fetcher.get(blog.address("tide"))
        assert blog.asked("/tide/") == 1

    def test_a_reset_connection_is_tried_again(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/tide/"] = faults.reset(times=1)
        assert fetcher.get(blog.address("tide")).attempts == 2

    def test_a_connection_that_is_always_reset_is_an_error(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/tide/"] = faults.reset()
        with pytest.raises(errors.ConnectionFailed, match="no connection"):
            fetcher.get(blog.address("tide"))

    def test_retry_after_in_seconds_is_kept(self, blog: Blog, fetcher: Fetcher, clock: FakeClock) -> None:
        blog.faults["/tide/"] = faults.status(429, times=1, Retry_After="33")
        fetcher.get(blog.address("tide"))
        assert clock.slept[-1] == 33

    def test_retry_after_as_a_date_is_kept(self, blog: Blog, fetcher: Fetcher, clock: FakeClock) -> None:
        blog.faults["/tide/"] = faults.status(503, times=1, Retry_After=formatdate(clock.now + 61, usegmt=True))
        fetcher.get(blog.address("tide"))
        assert clock.slept[-1] == pytest.approx(60, abs=1)

    def test_a_longer_wait_postpones_the_host(self, blog: Blog, fetcher: Fetcher, clock: FakeClock) -> None:
        blog.faults["/tide/"] = faults.status(429, times=1, Retry_After="7200")
        with pytest.raises(errors.RetryLater, match="429 Too Many Requests") as refusal:
            fetcher.get(blog.address("tide"))
        assert refusal.value.not_before == pytest.approx(clock.now + 7200)
        with pytest.raises(errors.RetryLater):
            fetcher.get(blog.url + "/feed")
        assert blog.asked("/feed") == 0
        clock.now += 7201
        assert fetcher.get(blog.url + "/feed").status == 200

    def test_one_that_answers_so_for_robots_txt_is_postponed_as_long(
        self, blog: Blog, fetcher: Fetcher, clock: FakeClock
    ) -> None:
        blog.faults["/robots.txt"] = faults.status(503, Retry_After="7200")
        with pytest.raises(errors.RetryLater, match="^" + blog.address("tide")) as refusal:
            fetcher.get(blog.address("tide"))
        assert refusal.value.not_before == pytest.approx(clock.now + 7200)

    @pytest.mark.parametrize("value", ["soon", "-1", "1.5", "9" * 400, "Mon, 99 Foo 2020"])
    def test_a_senseless_retry_after_does_no_harm(self, blog: Blog, value: str) -> None:
        blog.faults["/tide/"] = faults.status(429, Retry_After=value)
        with quick() as fetcher, pytest.raises(errors.HttpStatusError):
            fetcher.get(blog.address("tide"))


class TestRedirects:
    def test_the_way_is_told(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/old/"] = faults.redirect("/older", 301)
        blog.faults["/older"] = faults.redirect("../tide/", 308)
        response = fetcher.get(blog.url + "/old/")
        assert response.url == blog.url + "/old/"
        assert response.final_url == blog.address("tide")
        assert response.redirects == (blog.url + "/old/", blog.url + "/older")

    def test_a_loop_is_named(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/a"], blog.faults["/b"] = faults.redirect("/b"), faults.redirect("/a")
        with pytest.raises(errors.RedirectLoop, match="in a circle"):
            fetcher.get(blog.url + "/a")

    def test_a_cookie_on_the_way_is_no_loop_and_stays_with_its_request(self, blog: Blog, fetcher: Fetcher) -> None:
        def consent(handler: object) -> bool:
            if "consent" in (handler.headers.get("Cookie") or ""):  # type: ignore[attr-defined]
                return False
            handler.reply(302, b"", {"Location": "/tide/", "Set-Cookie": "consent=1"})  # type: ignore[attr-defined]
            return True

        blog.faults["/tide/"] = consent
        assert fetcher.get(blog.address("tide")).status == 200
        blog.faults.clear()
        fetcher.get(blog.address("tide"))
        assert "cookie" not in blog.visits[-1].headers

    def test_too_many_are_refused(self, blog: Blog) -> None:
        for step in range(5):
            blog.faults[f"/{step}"] = faults.redirect(f"/{step + 1}")
        with quick(max_redirects=3) as fetcher, pytest.raises(errors.TooManyRedirects, match="more than 3"):
            fetcher.get(blog.url + "/0")

    @pytest.mark.parametrize(
        ("target", "refusal"),
        [
            ("file:///etc/passwd", errors.SchemeRefused),
            ("javascript:alert(1)", errors.SchemeRefused),
            ("http://u:p@example.org/", errors.CredentialsRefused),
            ("http://[bad/", errors_scraper.InvalidUrl),
        ],
    )
    def test_redirects_to_what_is_not_fetched_are_refused(
        self, blog: Blog, fetcher: Fetcher, target: str, refusal: type[Exception]
    ) -> None:
        blog.faults["/tide/"] = faults.redirect(target)
        with pytest.raises(refusal, match="redirects to"):
            fetcher.get(blog.address("tide"))

    @pytest.mark.parametrize("code", [302, 404, 503])
    def test_bodies_that_nobody_wants_are_not_read(self, blog: Blog, code: int) -> None:
        def endless(handler: object) -> bool:
            handler.start(code, {"Location": "/tide", "Content-Type": "text/html"})  # type: ignore[attr-defined]
            return faults.drip_header()(handler)  # type: ignore[arg-type]

        blog.faults["/old"] = endless
        blog.extra["/tide"] = ("text/html", b"<p>tide")
        begun = time.monotonic()
        with quick() as fetcher, suppress(errors.HttpStatusError):
            assert fetcher.get(blog.url + "/old").body == b"<p>tide"
        assert time.monotonic() - begun < 3

    def test_a_redirect_without_a_target_is_an_error(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.faults["/tide/"] = faults.status(302)
        with pytest.raises(errors.HttpStatusError, match="302"):
            fetcher.get(blog.address("tide"))
