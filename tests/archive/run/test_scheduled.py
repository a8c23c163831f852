from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from archive.cli.app import app
from archive.run.scheduled import RunWish, scheduled
from archive.run.scheduled_report import RunReport
from archive.sources import due_pages, sources
from archive.sources.intervals import DAY, HOUR
from archive.sources.sources import Source
from archive.store import Archive
from scraper.fetch import Policy
from scraper.times import utc
from scraper.workers import Workers
from tests.blog import Blog, Comment, Post, faults
from tests.blog.markup import render_feed
from tests.support.clock import ManualClock
from tests.support.killing_runs import ROOT, start
from tests.support.living import THREAD, contents, post, rows
from tests.support.report import Told

POLICY = Policy(delay=0, retries=0, timeout=5, allow_private=True)


class Watcher:
    """An archive with sources, a clock, and runs over it."""

    def __init__(self, path: Path, workers: Workers) -> None:
        self.path, self.clock, self._workers = path, ManualClock(), workers
        Archive.open(path).close()

    def add(self, source: Source) -> None:
        with Archive.open(self.path) as archive, archive.transaction() as db:
            sources.add(db, source, utc(self.clock.time()))

    def feed(self, blog: Blog, **more: Any) -> None:
        self.add(Source(f"{blog.url}/feed/", "feed", **more))

    def run(self, **wish: Any) -> RunReport:
        with Archive.open(self.path, create=False) as archive:
            return scheduled(archive, POLICY, RunWish(**wish), Told(), clock=self.clock, workers=self._workers)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return rows(self.path, sql)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, deadline=30) as workers:
        yield workers


@pytest.fixture
def watcher(tmp_path: Path, workers: Workers) -> Watcher:
    return Watcher(tmp_path / "a.db", workers)


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([silent("one", 1), silent("two", 2, markup="disqus")]) as blog:
        yield blog


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def silent(slug: str, number: int = 1, **more: Any) -> Post:
    """A post of some days before the clock's start."""
    return post(slug, number, **more)


def more_of(thread: tuple[Comment, ...], *numbers: int) -> tuple[Comment, ...]:
    return (*thread, *(Comment(number, f"Reader {number}", (f"Word number {number}.",)) for number in numbers))


def paths(blog: Blog) -> list[str]:
    return [visit.path for visit in blog.visits]


def test_a_run_that_ends_before_it_wrote_down_what_a_feed_lists_has_the_next_one_read_the_feed_again(
    blog: Blog, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise SystemExit("killed")

    watcher.feed(blog)
    with Workers(1, deadline=30) as workers, monkeypatch.context() as once:
        once.setattr(due_pages, "listed", killed)
        with pytest.raises(SystemExit):
            Watcher(watcher.path, workers).run()
    assert watcher.run().pages["new"] == 2


def test_a_run_brings_what_a_feed_lists_and_the_next_one_asks_for_nothing(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    report = watcher.run()
    assert report.pages == {"new": 2, "changed": 0, "unchanged": 0, "failed": 0}
    assert report.comments == {"new": 6, "edited": 0, "gone": 0}
    assert (report.sources, report.lists, report.incomplete, report.interrupted) == (1, 1, 0, None)
    assert report.requests == {
        "200": 4
    }  # the Disqus plugin prints no dates: the feed of the comments is asked for them
    assert report.bytes > len(blog.page("one"))
    assert [(each["host"], each["requests"]) for each in report.slowest] == [(blog.url, 4)]
    asked = len(blog.visits)
    assert watcher.run().requests == {}
    assert len(blog.visits) == asked


def test_a_run_on_an_unchanged_site_asks_on_condition_and_changes_nothing_but_the_visits(
    blog: Blog, watcher: Watcher
) -> None:
    blog.robots = "User-agent: *\nDisallow: /drafts/\n"
    watcher.feed(blog)
    watcher.run()
    before = contents(watcher.path)
    watcher.clock.advance(20 * HOUR)
    blog.visits.clear()
    report = watcher.run()
    assert report.requests == {"304": len(blog.visits)}
    assert all("if-none-match" in visit.headers for visit in blog.visits)
    assert contents(watcher.path) == before


def test_robots_txt_is_asked_for_once_a_day(blog: Blog, watcher: Watcher) -> None:
    blog.robots = "User-agent: *\nDisallow: /two/\n"
    watcher.feed(blog)
    assert watcher.run().pages["failed"] == 1
    watcher.clock.advance(20 * HOUR)
    watcher.run()
    assert blog.asked("/robots.txt") == 1
    watcher.clock.advance(5 * HOUR)
    watcher.run()
    assert blog.asked("/robots.txt") == 2
    assert [visit.status for visit in blog.visits if visit.path == "/robots.txt"] == [200, 304]
    assert watcher.run().failures == []
    assert blog.asked("/two/") == 0
    blog.robots = "User-agent: *\nDisallow: /one/\n"
    watcher.clock.advance(DAY + 2 * HOUR)
    watcher.run()
    assert [visit.status for visit in blog.visits if visit.path == "/robots.txt"] == [200, 304, 200]
    assert blog.asked("/two/") == 1


def test_a_new_entry_is_visited_at_once(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    blog.posts["three"] = silent("three", 3)
    watcher.clock.advance(DAY)
    assert watcher.run().pages["new"] == 1


def test_a_thread_of_which_the_feed_says_nothing_new_is_spared(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    for _ in range(10):
        watcher.clock.advance(DAY)
        watcher.run()
    assert blog.asked("/one/") == 1
    watcher.clock.advance(6 * DAY)
    watcher.run()
    assert blog.asked("/one/") == 2


def test_a_comment_that_the_feed_tells_of_is_had_within_a_day(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    watcher.clock.advance(3 * DAY)
    blog.posts["one"] = silent("one", 1, comments=more_of(THREAD, 2301))
    new = 0
    for _ in range(24):
        watcher.clock.advance(HOUR)
        new += watcher.run().comments["new"]
    assert new == 1
    assert (blog.asked("/one/"), blog.asked("/two/")) == (2, 1)


def test_numbers_that_are_lower_than_what_the_page_shows_spare_nothing(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    blog.posts["one"] = silent("one", 1, declared=1)
    watcher.run()
    watcher.clock.advance(5 * DAY)
    watcher.run()
    assert (blog.asked("/one/"), blog.asked("/two/")) == (2, 1)


def test_a_page_that_left_the_feed_is_visited_by_its_own_life(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    blog.extra["/feed/"] = "application/rss+xml", b"<rss version='2.0'><channel><title>Q</title></channel></rss>"
    watcher.clock.advance(5 * DAY)
    watcher.run()
    assert blog.asked("/one/") == 2


def test_the_server_is_not_asked_sooner_than_it_allows(blog: Blog, watcher: Watcher) -> None:
    page = {"Content_Type": "text/html; charset=utf-8", "Cache_Control": f"max-age={int(20 * DAY)}"}
    blog.faults["/one/"] = faults.body(blog.page("one"), **page)
    watcher.add(Source(blog.address("one"), "page"))
    watcher.run()
    watcher.clock.advance(19 * DAY)
    watcher.run()
    assert blog.asked("/one/") == 1
    watcher.clock.advance(2 * DAY)
    watcher.run()
    assert blog.asked("/one/") == 2


def test_every_tenth_visit_to_a_page_is_unconditional(blog: Blog, watcher: Watcher) -> None:
    watcher.add(Source(blog.address("one"), "page"))
    for _ in range(21):
        watcher.run()
        watcher.clock.advance(91 * DAY)
    seen = ["if-none-match" in visit.headers for visit in blog.visits if visit.path == "/one/"]
    assert seen == [False, *([True] * 9), False, *([True] * 9), False]


def test_only_what_is_within_the_scope_is_watched(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog, exclude=("*/two/",))
    watcher.run()
    assert (blog.asked("/one/"), blog.asked("/two/")) == (1, 0)


def test_a_scope_that_is_edited_holds_for_pages_that_are_known_and_for_lists_that_have_not_changed(
    blog: Blog, watcher: Watcher
) -> None:
    watcher.feed(blog, exclude=("*/one/",))
    watcher.run()
    command(watcher.path, "edit", f"{blog.url}/feed/", "--exclude", "*/two/")
    watcher.clock.advance(30 * DAY)
    report = watcher.run()
    assert (blog.asked("/one/"), blog.asked("/two/")) == (1, 1)
    assert report.waiting == 0


def test_a_source_that_is_removed_and_added_again_is_watched_with_its_pages(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    command(watcher.path, "remove", f"{blog.url}/feed/")
    watcher.feed(blog)
    watcher.clock.advance(DAY)
    assert watcher.run().pages["unchanged"] == 2


def test_a_forgotten_article_that_the_feed_still_lists_is_not_asked_for(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    command(watcher.path, "forget", "--yes", blog.address("two"))
    blog.posts["three"] = silent("three", 3)
    watcher.clock.advance(DAY)
    assert watcher.run().pages["new"] == 1
    assert blog.asked("/two/") == 1
    assert watcher.rows("SELECT count(*) FROM polls WHERE url LIKE '%/two/'") == [(0,)]


def test_an_address_that_leads_to_a_forgotten_article_is_not_asked_at_every_run(blog: Blog, watcher: Watcher) -> None:
    watcher.add(Source(blog.address("one"), "page"))
    watcher.run()
    command(watcher.path, "forget", "--yes", blog.address("one"))
    watcher.add(Source(f"{blog.url}/short", "page"))
    blog.faults["/short"] = faults.redirect("/one/")
    asked = blog.asked("/short")
    for _ in range(6):
        watcher.run()
        watcher.clock.advance(HOUR)
    assert blog.asked("/short") - asked <= 3


def test_paused_sources_and_those_without_the_label_are_left_alone(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog, labels=("sea",))
    with Blog([silent("tide")]) as other:
        watcher.feed(other, labels=("land",))
        assert watcher.run(only=("land",)).sources == 1
        with Archive.open(watcher.path) as archive, archive.transaction() as db:
            for source in sources.every(db.conn):
                sources.update(db, replace(source, paused=True))
        watcher.clock.advance(DAY)
        assert watcher.run().requests == {}
    assert blog.visits == []


def test_a_sitemap_is_a_source_like_a_feed(blog: Blog, watcher: Watcher) -> None:
    def sitemap(*slugs: str) -> tuple[str, bytes]:
        listed = "".join(f"<url><loc>{blog.address(slug)}</loc></url>" for slug in slugs)
        return "application/xml", f"<urlset>{listed}</urlset>".encode()

    blog.extra["/map.xml"] = (
        "text/xml",
        (f"<sitemapindex><sitemap><loc>{blog.url}/1.xml</loc></sitemap></sitemapindex>".encode()),
    )
    blog.extra["/1.xml"] = sitemap("one")
    watcher.add(Source(f"{blog.url}/map.xml", "sitemap"))
    report = watcher.run()
    assert (report.lists, report.pages["new"]) == (2, 1)
    blog.extra["/1.xml"] = sitemap("one", "two")
    watcher.clock.advance(DAY)
    assert watcher.run().pages["new"] == 1
    assert [visit.status for visit in blog.visits if visit.path == "/map.xml"] == [200, 304]


def test_sitemaps_in_a_circle_do_not_keep_their_pages_waiting(blog: Blog, watcher: Watcher) -> None:
    watcher.add(Source(f"{blog.url}/a.xml", "sitemap"))
    for name, other in (("a", "b"), ("b", "a")):
        listed = f"<sitemap><loc>{blog.url}/{other}.xml</loc></sitemap><url><loc>{blog.address('one')}</loc></url>"
        blog.extra[f"/{name}.xml"] = "text/xml", f"<sitemapindex>{listed}</sitemapindex>".encode()
    report = watcher.run()
    assert (report.lists, report.pages["new"]) == (2, 1)


def test_a_run_ends_after_so_many_pages_and_the_next_goes_on(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    report = watcher.run(max_pages=1)
    assert (report.pages["new"], report.waiting) == (1, 1)
    assert watcher.run().pages["new"] == 1


def test_a_run_starts_no_page_when_its_budget_is_spent(blog: Blog, watcher: Watcher) -> None:
    def slow(_: Any) -> bool:
        watcher.clock.advance(600)
        return False

    blog.faults["/one/"] = blog.faults["/two/"] = slow
    watcher.feed(blog)
    report = watcher.run(budget=300)
    assert (report.pages["new"], report.waiting) == (1, 1)


def test_a_host_that_fails_is_given_growing_pauses_and_costs_the_others_nothing(blog: Blog, watcher: Watcher) -> None:
    with Blog([silent("tide"), silent("hen", 2)]) as other:
        for each in (blog, other):
            watcher.feed(each)
        watcher.run()
        other.faults = {path: faults.reset() for path in ("/robots.txt", "/feed/", "/tide/", "/hen/")}
        other.visits.clear()
        asked = []
        for _ in range(6 * 8):
            watcher.clock.advance(3 * HOUR)
            report = watcher.run()
            asked.append("none" in report.requests)
        times = [number for number, was_asked in enumerate(asked) if was_asked]
        pauses = [later - earlier for earlier, later in pairwise(times)]
        assert len(times) < 12
        assert pauses[-1] > pauses[0]
        assert report.left_alone.keys() == {other.url}
        other.faults.clear()
        watcher.clock.advance(4 * DAY)
        assert watcher.run().left_alone == {}
        assert other.asked("/feed/") > 0
    assert blog.asked("/feed/") > 5


def test_only_a_failure_that_is_new_counts_as_one(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    blog.faults["/feed/"] = faults.status(404)
    watcher.clock.advance(DAY)
    first = watcher.run()
    watcher.clock.advance(DAY)
    second = watcher.run()
    assert [len(report.failures) for report in (first, second)] == [1, 1]
    assert [report.exit_code("new") for report in (first, second)] == [1, 0]
    assert [report.exit_code("any") for report in (first, second)] == [1, 1]
    assert first.exit_code("never") == 0


def test_a_server_that_asks_for_hours_is_given_them(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    blog.faults["/feed/"] = faults.status(503, times=1, Retry_After=str(int(30 * HOUR)))
    watcher.run()
    watcher.clock.advance(29 * HOUR)
    assert watcher.run().requests == {}
    watcher.clock.advance(4 * HOUR)
    assert watcher.run().pages["new"] == 2


def test_a_source_that_has_been_dead_for_a_month_is_named_and_not_dropped(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    blog.faults["/feed/"] = faults.status(410)
    for _ in range(11):
        watcher.clock.advance(3.1 * DAY)
        report = watcher.run()
    assert [warning.startswith(f"{blog.url}/feed/: has failed since") for warning in report.warnings] == [True]
    blog.faults.clear()
    watcher.clock.advance(4 * DAY)
    assert watcher.run().warnings == []


def test_a_site_whose_threads_lose_all_comments_at_once_is_named(watcher: Watcher) -> None:
    with Blog([silent(f"p{number}", number) for number in range(5)]) as blog:
        watcher.feed(blog)
        assert watcher.run().warnings == []
        for slug in blog.posts:
            page = blog.page(slug).decode()
            start, end = page.index('<div id="comments"'), page.index("</main>")
            blog.extra[f"/{slug}/"] = "text/html", (page[:start] + page[end:]).encode()
        watcher.clock.advance(15 * DAY)
        (warning,) = watcher.run().warnings
    assert "5 of the 5 threads" in warning
    assert watcher.rows("SELECT count(*) FROM comments WHERE gone_since IS NOT NULL") == [(0,)]


def test_a_feed_that_became_a_page_is_a_failure_and_no_article(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    blog.extra["/feed/"] = "text/html", blog.page("one")
    report = watcher.run()
    assert "no feed any more" in report.failures[0]
    assert watcher.rows("SELECT count(*) FROM articles") == [(0,)]


def test_each_visit_of_a_run_is_on_record_with_its_run(blog: Blog, watcher: Watcher) -> None:
    watcher.feed(blog)
    watcher.run()
    assert watcher.rows("SELECT outcome, run_id FROM fetches ORDER BY id")[0] == ("feed", 1)
    ((command, outcome, report),) = watcher.rows("SELECT command, outcome, report FROM runs")
    assert (command, outcome, json.loads(report)["pages"]["new"]) == ("run", "done", 2)


def backfilled(watcher: Watcher, blog: Blog) -> None:
    words = ["add", "--backfill", "--allow-private", f"{blog.url}/feed/", "--archive", str(watcher.path)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    watcher.clock = ManualClock(time.time() + 1)


def feed_of(blog: Blog, *slugs: str, more: str = "") -> tuple[str, bytes]:
    text = render_feed([blog.posts[slug] for slug in slugs], base=blog.url)
    return "application/rss+xml", text.replace("<description>", f"{more}<description>", 1).encode()


def test_a_whole_blog_is_read_by_its_sitemaps_and_older_feed_pages_over_several_runs(watcher: Watcher) -> None:
    with Blog([silent(name, number) for number, name in enumerate("abcdef", 1)]) as blog:
        wordpress = "<generator>https://wordpress.org/?v=6.4</generator>"
        blog.extra["/feed/"] = feed_of(blog, "a", "b", more=wordpress)
        blog.answers["/feed/?paged=2"] = feed_of(blog, "c", more=wordpress)
        blog.answers["/feed/?paged=3"] = feed_of(blog, "d", more=wordpress)
        listed = "".join(f"<url><loc>{blog.address(slug)}</loc><lastmod>2024-01-02</lastmod></url>" for slug in "aef")
        blog.extra["/posts.xml"] = "text/xml", f"<urlset>{listed}</urlset>".encode()
        index = f"<sitemapindex><sitemap><loc>{blog.url}/posts.xml</loc></sitemap></sitemapindex>"
        blog.extra["/sitemap.xml"] = "text/xml", index.encode()
        backfilled(watcher, blog)
        new, failed = [], 0
        for _ in range(4):
            report = watcher.run(max_pages=2)
            new.append(report.pages["new"])
            failed += len(report.failures)
        assert (new, failed) == ([2, 2, 2, 0], 0)
        assert blog.asked("/feed/?paged=4") == 1
        said = watcher.rows("SELECT count(*) FROM polls WHERE hint LIKE 'modified%' OR hint <> hint_visited")
        assert said == [(0,)]
        blog.visits.clear()
        watcher.clock.advance(DAY)
        watcher.run()
        assert {visit.path for visit in blog.visits} <= {"/feed/", "/robots.txt"} | {f"/{slug}/" for slug in "abcdef"}


def test_a_sitemap_that_was_scraped_before_is_history_all_the_same(blog: Blog, watcher: Watcher) -> None:
    listed = f"<urlset><url><loc>{blog.address('two')}</loc></url></urlset>"
    blog.extra["/sitemap.xml"] = "text/xml", listed.encode()
    blog.extra["/feed/"] = feed_of(blog, "one")
    command(watcher.path, "scrape", "--allow-private", "--delay", "0", f"{blog.url}/sitemap.xml")
    backfilled(watcher, blog)
    watcher.run()
    assert watcher.rows("SELECT count(*) FROM polls WHERE kind = 'page' AND source_id IS NOT NULL") == [(2,)]


def test_feeds_that_name_their_next_page_are_followed_and_not_in_circles(watcher: Watcher) -> None:
    with Blog([silent(name, number) for number, name in enumerate("abc", 1)]) as blog:
        for number, slug in enumerate("abc"):
            further = f'<atom:link rel="next" href="{blog.url}/feed/?page={(number + 1) % 3}" />'
            blog.answers[f"/feed/?page={number}"] = feed_of(blog, slug, more=further)
        blog.extra["/feed/"] = blog.answers["/feed/?page=0"]
        backfilled(watcher, blog)
        assert watcher.run().pages["new"] == 3
        assert sum(visit.path.startswith("/feed/") for visit in blog.visits) < 8


# --- the command


def command(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--archive", str(path)], env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["7", "8"])
def test_runs_that_are_killed_are_made_good_by_the_next(seed: str, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.support.killing_runs", str(tmp_path), "12", seed]
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 4


def test_a_signal_lets_the_page_in_hand_be_finished(blog: Blog, watcher: Watcher) -> None:
    asked = threading.Event()

    def slow(_: Any) -> bool:
        asked.set()
        time.sleep(0.5)
        return False

    blog.faults["/one/"] = blog.faults["/two/"] = slow
    watcher.feed(blog)
    process = start(watcher.path)
    assert asked.wait(60)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 128 + signal.SIGTERM
    assert watcher.rows("SELECT count(*) FROM articles") == [(1,)]
    assert watcher.rows("SELECT outcome FROM runs") == [("interrupted",)]
