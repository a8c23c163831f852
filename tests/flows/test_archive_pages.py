"""Blogs without sitemaps and without older feed pages, read by the pages of their archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive.cli.app import app
from archive.run.scheduled import RunWish, scheduled
from archive.run.scheduled_report import RunReport
from archive.sources.intervals import DAY
from archive.store import Archive
from scraper.fetch import Policy
from scraper.workers import Workers
from tests.blog import Blog, faults
from tests.blog.server import Handler
from tests.support.clock import ManualClock
from tests.support.living import post, rows
from tests.support.report import Told

POLICY = Policy(delay=0, retries=0, timeout=5, allow_private=True)

SLUGS = [f"post-{letter}" for letter in "abcdefghijkl"]


class Listed(Blog):
    """A blog with twelve posts and no feed, three of them on each page of its archive."""

    def __init__(self) -> None:
        super().__init__(post(slug, number) for number, slug in enumerate(SLUGS, 1))
        self.ends = True
        for number in range(1, 5):
            self.extra["/" if number == 1 else f"/page/{number}/"] = self.listing(
                SLUGS[number * 3 - 3 : number * 3], number
            )

    def listing(self, slugs: Iterable[str], number: int, more: str = "") -> tuple[str, bytes]:
        posts = "".join(
            f'<article><h2><a href="/{slug}/">What {slug} says</a></h2><p>Late.</p></article>' for slug in slugs
        )
        pager = f'<div class="nav"><a href="/page/{number + 1}/">Older posts</a></div>'
        return "text/html", f"<!DOCTYPE html><title>Quayside</title><body>{posts}{pager}{more}</body>".encode()

    def answer(self, handler: Handler, path: str) -> bool:
        if path == "/feed/":
            handler.reply(404, b"", {"Content-Type": "text/plain"})
            return True
        if not self.ends and path.startswith("/page/") and int(path.split("/")[2]) > 4:
            handler.reply(200, self.listing(SLUGS[:3], int(path.split("/")[2]))[1], {"Content-Type": "text/html"})
            return True
        return False


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, deadline=30) as workers:
        yield workers


@pytest.fixture
def blog() -> Iterator[Listed]:
    blog = Listed()
    with blog:
        yield blog


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def add(path: Path, url: str, *more: str) -> Result:
    result = CliRunner().invoke(
        app, ["add", "--allow-private", *more, url, "--archive", str(path)], env={"COLUMNS": "200"}
    )
    assert result.exit_code == 0, result.output
    return result


def run(path: Path, workers: Workers, clock: ManualClock | None = None, **wish: int) -> RunReport:
    with Archive.open(path, create=False) as archive:
        return scheduled(archive, POLICY, RunWish(**wish), Told(), clock=clock, workers=workers)  # type: ignore[arg-type]


def archived(path: Path) -> list[str]:
    return sorted(url.rstrip("/").rpartition("/")[2] for (url,) in rows(path, "SELECT url FROM articles"))


@pytest.mark.slow
def test_a_blog_without_feed_and_sitemap_is_watched_by_its_home_page(
    blog: Listed, tmp_path: Path, workers: Workers
) -> None:
    told = json.loads(add(tmp_path / "a.db", blog.url, "--json").stdout)
    assert (told["kind"], told["url"], told["listed"]) == ("archive", f"{blog.url}/", 3)
    clock = ManualClock()
    clock.advance(4000 * DAY)
    run(tmp_path / "a.db", workers, clock)
    assert archived(tmp_path / "a.db") == SLUGS[:3]
    blog.extra["/"] = blog.listing([SLUGS[3], *SLUGS[:2]], 1)
    clock.advance(2 * DAY)
    assert run(tmp_path / "a.db", workers, clock).pages["new"] == 1
    assert blog.asked("/page/2/") == 0


@pytest.mark.slow
def test_backfill_reads_the_whole_archive_over_several_runs(blog: Listed, tmp_path: Path, workers: Workers) -> None:
    add(tmp_path / "a.db", blog.url, "--backfill")
    new = [run(tmp_path / "a.db", workers, max_pages=5).pages["new"] for _ in range(4)]
    assert new == [5, 5, 2, 0]
    assert archived(tmp_path / "a.db") == SLUGS
    assert [blog.asked(f"/page/{number}/") for number in range(2, 6)] == [1] * 4


@pytest.mark.slow
def test_a_blog_that_answers_any_number_with_the_same_page_is_not_followed_for_ever(
    blog: Listed, tmp_path: Path, workers: Workers
) -> None:
    blog.ends = False
    add(tmp_path / "a.db", blog.url, "--backfill")
    run(tmp_path / "a.db", workers)
    assert archived(tmp_path / "a.db") == SLUGS
    asked = [visit.path for visit in blog.visits if visit.path.startswith("/page/")]
    assert max(int(path.split("/")[2]) for path in asked) <= 6


@pytest.mark.slow
def test_months_are_followed_and_other_hosts_and_folders_are_not(
    blog: Listed, tmp_path: Path, workers: Workers
) -> None:
    months = '<ul><li><a href="/notes/2024/03/">March</a></li><li><a href="/2024/02/">February</a></li></ul>'
    elsewhere = '<a href="http://elsewhere.invalid/page/2/">Older posts</a>'
    blog.extra["/notes/"] = blog.listing(["notes/x", "notes/y", "notes/z"], 90, months + elsewhere)
    blog.extra["/notes/2024/03/"] = blog.listing(["notes/v", "post-a"], 91)
    feed = '<link rel="alternate" type="application/rss+xml" href="/notes/feed/">'
    kind, page = blog.extra["/notes/"]
    blog.extra["/notes/"] = kind, page.replace(b"<title>", feed.encode() + b"<title>")
    item = f"<item><link>{blog.url}/notes/x/</link></item>"
    blog.extra["/notes/feed/"] = "text/xml", f'<rss version="2.0"><channel>{item}</channel></rss>'.encode()
    for slug in "vxyz":
        blog.extra[f"/notes/{slug}/"] = "text/html", blog.page("post-a").replace(b"post-a", f"notes/{slug}".encode())
    told = add(tmp_path / "a.db", f"{blog.url}/notes/", "--backfill").stdout
    assert f"and older pages by {blog.url}/notes/" in told
    report = run(tmp_path / "a.db", workers)
    asked = {visit.path for visit in blog.visits}
    assert "/notes/2024/03/" in asked
    assert not {"/2024/02/", "/post-a/", "/page/91/"} & asked
    assert (report.failures, report.left_alone) == ([], {})
    polled = rows(tmp_path / "a.db", "SELECT url FROM polls WHERE kind = 'page' ORDER BY url")
    assert [url.removeprefix(f"{blog.url}/notes/") for (url,) in polled] == ["v/", "x/", "y/", "z/"]


@pytest.mark.slow
def test_a_list_that_fails_for_now_is_asked_for_again_later(blog: Listed, tmp_path: Path, workers: Workers) -> None:
    kept = blog.extra.pop("/page/3/")
    blog.faults["/page/3/"] = faults.status(500)
    add(tmp_path / "a.db", blog.url, "--backfill")
    clock = ManualClock()
    clock.advance(4000 * DAY)
    run(tmp_path / "a.db", workers, clock)
    assert archived(tmp_path / "a.db") == SLUGS[:6]
    blog.extra["/page/3/"] = kept
    del blog.faults["/page/3/"]
    clock.advance(DAY)
    run(tmp_path / "a.db", workers, clock)
    assert archived(tmp_path / "a.db") == SLUGS
