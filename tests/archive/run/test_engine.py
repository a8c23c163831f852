from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.run.report import PageLine, Report, Summary
from archive.run.scrape import scrape
from archive.store import Archive
from scraper.fetch import Fetcher, Policy
from scraper.visit.targets import expand
from scraper.workers import Workers
from tests.blog import Blog, Comment, faults
from tests.support.living import THREAD, contents, post, rows, told

POLICY = Policy(delay=0, retries=0, timeout=5, allow_private=True)


class Lines(Report):
    """A report that remembers."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self.steps: list[tuple[int, int]] = []

    def page(self, line: PageLine) -> None:
        self.lines.append(line)

    def progress(self, done: int, known: int) -> None:
        self.steps.append((done, known))


class Scraper:
    """Scrapes into one archive, with workers that stay warm."""

    def __init__(self, path: Path, workers: Workers) -> None:
        self.path, self.workers = path, workers
        self.steps: list[tuple[int, int]] = []

    def __call__(self, *words: str | Path, stdin: str = "", url: str | None = None) -> tuple[Summary, list[PageLine]]:
        report = Lines()
        targets = expand([str(word) for word in words], io.StringIO(stdin))
        with Archive.open(self.path) as archive, Fetcher(POLICY) as fetcher:
            summary = scrape(targets, archive, fetcher, self.workers, report, url=url)
        self.steps = report.steps
        return summary, report.lines


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2, deadline=30) as workers:
        yield workers


@pytest.fixture
def scraper(tmp_path: Path, workers: Workers) -> Scraper:
    return Scraper(tmp_path / "a.db", workers)


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([post("one", 1), post("two", 2, markup="disqus")]) as blog:
        yield blog


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_a_page_is_archived_with_its_thread(blog: Blog, scraper: Scraper) -> None:
    summary, (line,) = scraper(blog.address("one"))
    assert (line.outcome, line.comments, line.new, line.complete) == ("new", 3, 3, True)
    assert summary.outcome == "done"
    authors = rows(scraper.path, "SELECT author, depth FROM comments ORDER BY position")
    assert authors == [("Ebbe Thornquist", 0), ("Maren Oddleif", 1), ("Old Hen", 0)]
    assert rows(scraper.path, "SELECT title FROM articles") == [("The lighthouse, part 1",)]


def test_a_feed_brings_its_pages(blog: Blog, scraper: Scraper) -> None:
    summary, lines = scraper(blog.url + "/feed/")
    assert lines[0].outcome == "feed"
    assert lines[0].listed == 2
    assert {line.url for line in lines[1:]} == {blog.address("one"), blog.address("two")}
    assert (summary.pages, summary.new, summary.comments, summary.feeds) == (2, 2, 6, 1)
    assert scraper.steps[-1] == (3, 3)
    assert ("feed", 200) in rows(scraper.path, "SELECT outcome, status FROM fetches")


def test_nothing_new_changes_nothing(blog: Blog, scraper: Scraper) -> None:
    scraper(blog.url + "/feed/")
    before = contents(scraper.path)
    summary, _ = scraper(blog.url + "/feed/")
    assert (summary.unchanged, summary.new, summary.changed) == (2, 0, 0)
    assert contents(scraper.path) == before
    assert [visit.status for visit in blog.visits if visit.path == "/one/"] == [200, 304]


def test_a_page_sent_whole_again_changes_nothing_either(blog: Blog, scraper: Scraper) -> None:
    scraper(blog.address("one"))
    before = contents(scraper.path)
    blog.faults["/one/"] = faults.body(blog.page("one"), Content_Type="text/html; charset=utf-8")
    _, (line,) = scraper(blog.address("one"))
    assert (line.outcome, line.comments) == ("unchanged", 3)
    assert contents(scraper.path) == before


def test_what_changed_is_told_and_nothing_is_lost(blog: Blog, scraper: Scraper) -> None:
    scraper(blog.address("one"))
    edited = replace(THREAD[0], paragraphs=("The sandbank moved, and so did the Hen.",))
    blog.posts["one"] = post("one", 1, (edited, THREAD[1], Comment(2301, "Ioan Pell", ("A mason writes.",))))
    summary, (line,) = scraper(blog.address("one"))
    assert (line.outcome, line.new, line.changed, line.gone, line.comments) == ("changed", 1, 1, 1, 3)
    assert "1 new, 1 edited, 1 gone" in line.as_text()
    assert (summary.new_comments, summary.edited_comments, summary.gone_comments) == (1, 1, 1)
    assert rows(scraper.path, "SELECT count(*) FROM comments") == [(4,)]


def test_a_feed_that_has_not_changed_still_leads_to_threads_that_have(blog: Blog, scraper: Scraper) -> None:
    scraper(blog.url + "/feed/")
    more = (*THREAD, Comment(2301, "Ioan Pell", ("A mason writes.",)))
    blog.posts["one"] = post("one", 1, more, declared=3)
    _, lines = scraper(blog.url + "/feed/")
    assert {line.outcome for line in lines} == {"feed", "changed", "unchanged"}


def test_half_a_page_makes_nothing_gone(blog: Blog, scraper: Scraper) -> None:
    scraper(blog.address("one"))
    blog.faults["/one/"] = faults.cut_html(blog.page("one"))
    _, (line,) = scraper(blog.address("one"))
    assert line.gone == 0
    assert line.complete is False
    assert rows(scraper.path, "SELECT count(*) FROM comments WHERE gone_since IS NOT NULL") == [(0,)]


def test_one_bad_page_does_not_end_the_others(blog: Blog, scraper: Scraper) -> None:
    blog.faults["/one/"] = faults.status(500)
    summary, lines = scraper(blog.url + "/feed/", "nowhere")
    assert (summary.new, summary.failed, summary.exit_code) == (1, 2, 1)
    failed = [line for line in lines if line.failed]
    assert [line.error_class for line in failed] == ["Unusable", "HttpStatusError"]
    assert all(line.error and line.error in summary.failures for line in failed)
    assert ("failed", 500) in rows(scraper.path, "SELECT outcome, status FROM fetches")


def test_refusals_are_recorded_as_such(blog: Blog, scraper: Scraper) -> None:
    blog.robots = "User-agent: *\nDisallow: /one/\n"
    _, (line,) = scraper(blog.address("one"))
    assert line.outcome == "refused"
    assert rows(scraper.path, "SELECT outcome FROM fetches") == [("refused",)]


def test_a_page_that_cannot_be_parsed_fails_alone(blog: Blog, scraper: Scraper) -> None:
    blog.faults["/one/"] = faults.body(b"<html>" + b"<div>" * 200_000, Content_Type="text/html")
    blog.faults["/two/"] = faults.body(b"<html><p " + b"a=1 " * 200_000 + b">", Content_Type="text/html")
    summary, lines = scraper(blog.url + "/feed/")
    assert {line.error_class for line in lines if line.failed} == {"PageTooDeep", "TooManyAttributes"}
    assert all(line.error and line.error.startswith(line.url) for line in lines if line.failed)
    assert summary.failed == 2


def test_feeds_within_feeds_are_not_followed(blog: Blog, scraper: Scraper) -> None:
    blog.extra["/one/"] = blog.find("/feed/") or ("", b"")
    summary, _ = scraper(blog.url + "/feed/")
    assert (summary.new, summary.failed) == (1, 1)
    assert "a feed that a feed lists" in summary.failures[0]


def test_pages_of_several_hosts_come_in_one_run(scraper: Scraper) -> None:
    with Blog([post("one", 1)]) as one, Blog([post("two", 2)]) as two:
        summary, _ = scraper(one.url + "/feed/", two.url + "/feed/")
    assert (summary.new, summary.feeds) == (2, 2)


def sitemap(*urls: str, index: bool = False) -> tuple[str, bytes]:
    root, name = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    entries = "".join(f"<{name}><loc>{url}</loc></{name}>" for url in urls)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return "application/xml", f'<?xml version="1.0"?><{root} xmlns="{namespace}">{entries}</{root}>'.encode()


def test_a_sitemap_brings_its_pages_and_an_index_its_sitemaps(blog: Blog, scraper: Scraper) -> None:
    _, data = sitemap(blog.address("one"), blog.address("two"), "http://elsewhere.example/")
    blog.extra["/posts.xml.gz"] = "application/x-gzip", gzip.compress(data)
    blog.extra["/sitemap.xml"] = sitemap(blog.url + "/posts.xml.gz", index=True)
    summary, lines = scraper(blog.url + "/sitemap.xml")
    assert [(line.outcome, line.listed) for line in lines[:2]] == [("sitemap", 1), ("sitemap", 2)]
    assert (summary.new, summary.feeds, summary.failed) == (2, 2, 0)
    assert [outcome for (outcome,) in rows(scraper.path, "SELECT outcome FROM fetches ORDER BY id")][:2] == [
        "sitemap",
        "sitemap",
    ]
    assert scraper(blog.url + "/sitemap.xml")[0].unchanged == 2


def test_sitemaps_that_lead_in_a_circle_or_ever_deeper_end(blog: Blog, scraper: Scraper) -> None:
    blog.extra["/a.xml"] = sitemap(blog.url + "/b.xml", index=True)
    blog.extra["/b.xml"] = sitemap(blog.url + "/a.xml", blog.url + "/c.xml", index=True)
    blog.extra["/c.xml"] = sitemap(blog.url + "/d.xml", index=True)
    summary, _ = scraper(blog.url + "/a.xml")
    assert summary.feeds == 3
    assert blog.asked("/d.xml") == 0


class TestSavedPages:
    def test_a_saved_page_has_the_address_that_it_states(self, blog: Blog, scraper: Scraper, tmp_path: Path) -> None:
        blog.canonical = "http://quayside.example"
        (tmp_path / "saved.html").write_bytes(blog.page("one"))
        _, (line,) = scraper(tmp_path / "saved.html", url="http://elsewhere.example/")
        assert line.url == "http://quayside.example/one/"

    def test_else_the_one_that_is_given_else_that_of_its_file(self, scraper: Scraper, tmp_path: Path) -> None:
        page = tmp_path / "saved.html"
        page.write_text("<!DOCTYPE html><title>Tide</title><p>High water is late today, says the table.")
        assert scraper(page, url="http://given.example/a")[1][0].url == "http://given.example/a"
        assert scraper(page)[1][0].url == page.as_uri()

    def test_a_folder_is_scraped_whole(self, blog: Blog, scraper: Scraper, tmp_path: Path) -> None:
        for slug in blog.posts:
            (tmp_path / "saved").mkdir(exist_ok=True)
            (tmp_path / "saved" / f"{slug}.html").write_bytes(blog.page(slug))
        summary, _ = scraper(tmp_path / "saved")
        assert (summary.new, summary.comments) == (2, 6)

    def test_an_old_saved_page_does_not_make_newer_comments_gone(
        self, blog: Blog, scraper: Scraper, tmp_path: Path
    ) -> None:
        scraper(blog.address("one"))
        blog.posts["one"] = post("one", 1, THREAD[:1])
        old = tmp_path / "old.html"
        old.write_bytes(blog.page("one"))
        long_ago = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
        os.utime(old, (long_ago, long_ago))
        _, (line,) = scraper(old)
        assert line.gone == 0
        assert rows(scraper.path, "SELECT count(*) FROM comments WHERE gone_since IS NULL") == [(3,)]
        assert rows(scraper.path, "SELECT first_seen_at FROM articles") == [("2020-01-01T00:00:00Z",)]
        before = contents(scraper.path)
        scraper(old)
        assert contents(scraper.path) == before

    def test_a_saved_page_does_not_disturb_what_the_next_visit_asks_by(
        self, blog: Blog, scraper: Scraper, tmp_path: Path
    ) -> None:
        scraper(blog.address("one"))
        (tmp_path / "saved.html").write_bytes(blog.page("one"))
        scraper(tmp_path / "saved.html")
        scraper(blog.address("one"))
        assert blog.visits[-1].status == 304

    def test_a_saved_feed_brings_its_pages(self, blog: Blog, scraper: Scraper, tmp_path: Path) -> None:
        found = blog.find("/feed/")
        assert found is not None
        (tmp_path / "saved.xml").write_bytes(found[1])
        summary, _ = scraper(tmp_path / "saved.xml")
        assert (summary.new, summary.feeds) == (2, 1)

    def test_a_list_on_standard_input_is_scraped(self, blog: Blog, scraper: Scraper) -> None:
        summary, _ = scraper("-", stdin=f"{blog.address('one')}\n{blog.address('two')}\n")
        assert summary.new == 2

    @pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"<?xml version='1.0'?><opml></opml>"])
    def test_files_that_are_no_pages_are_named(self, scraper: Scraper, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "x.html").write_bytes(data)
        summary, (line,) = scraper(tmp_path / "x.html")
        assert line.error_class == "NotAPage"
        assert str(tmp_path / "x.html") in summary.failures[0]


def test_the_same_contents_come_from_files_and_from_the_web(blog: Blog, tmp_path: Path, workers: Workers) -> None:
    web, files = Scraper(tmp_path / "web.db", workers), Scraper(tmp_path / "files.db", workers)
    web(blog.url + "/feed/")
    for slug in blog.posts:
        (tmp_path / f"{slug}.html").write_bytes(blog.page(slug))
        files(tmp_path / f"{slug}.html")
    assert told(web.path) == told(files.path)
