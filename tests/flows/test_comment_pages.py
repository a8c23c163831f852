from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from archive.cli.app import app
from archive.run.report import PageLine
from archive.run.scrape import scrape
from archive.store import Archive
from scraper.fetch import Fetcher, Policy
from scraper.incomplete import Code
from scraper.visit.targets import WebPage
from scraper.workers import Workers
from tests.blog import Blog, Comment, faults
from tests.blog.paged import Paged, in_query
from tests.support.archives import check, compact, merge, reparse
from tests.support.living import contents, post, rows

POLICY = Policy(delay=0, retries=0, timeout=5, allow_private=True)


def said(count: int, *, answers: dict[int, int] | None = None) -> tuple[Comment, ...]:
    """Comments 1 to `count`, an hour apart; `answers` says which answers which."""
    first = Comment(0, "", ("",)).date
    return tuple(
        Comment(
            100 + number,
            f"Reader {number}",
            (f"This is what reader {number} had to say about it.",),
            parent=100 + (answers or {})[number] if number in (answers or {}) else None,
            date=first.replace(hour=number % 24, day=5 + number // 24),
        )
        for number in range(1, count + 1)
    )


class Reader:
    """Scrapes the one thread of a blog again and again."""

    def __init__(self, path: Path, blog: Blog, workers: Workers) -> None:
        self.path, self.blog, self._workers = path, blog, workers

    def __call__(self) -> PageLine:
        lines: list[PageLine] = []

        with Archive.open(self.path) as archive, Fetcher(POLICY) as fetcher:
            scrape([WebPage(self.blog.address("one"))], archive, fetcher, self._workers, lines.append)
        (line,) = lines
        return line

    @property
    def authors(self) -> list[str]:
        return [author for (author,) in rows(self.path, "SELECT author FROM conversations")]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return rows(self.path, sql)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, deadline=30) as workers:
        yield workers


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as blog:
        yield blog


@pytest.fixture
def read(tmp_path: Path, blog: Blog, workers: Workers) -> Reader:
    return Reader(tmp_path / "a.db", blog, workers)


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def serve(blog: Blog, comments: tuple[Comment, ...], **how: Any) -> Paged:
    paged = Paged(post("one", 1, comments), **how)
    blog.paged = [paged]
    return paged


def later(blog: Blog, path: str, change: Callable[[], None]) -> None:
    """Let something happen as soon as a page is asked for, once."""
    done: list[bool] = []

    def fault(_: Any) -> bool:
        if not done:
            done.append(True)
            change()
        return False

    blog.faults[path] = fault


LAYOUTS = [
    {"last_first": last, "newest_first": newest, "labels": labels, "declares": declares}
    for last in (False, True)
    for newest in (False, True)
    for labels in (False, True)
    for declares in (True, False)
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_thread_over_three_pages_is_one_thread_complete_and_in_order(
    blog: Blog, read: Reader, layout: dict[str, bool]
) -> None:
    serve(blog, said(8), **layout)
    line = read()
    expected = [f"Reader {number}" for number in range(1, 9)]
    assert read.authors == (expected[::-1] if layout["newest_first"] else expected)
    assert (line.new, line.complete, line.incomplete_reason) == (8, True, None)
    assert read.rows("SELECT count(*) FROM observations") == [(1,)]


@pytest.mark.parametrize("name", ["cpage", "commentPage", "comment_page", "page", "start"])
@pytest.mark.parametrize("last_first", [False, True])
def test_pages_told_apart_by_a_parameter(blog: Blog, read: Reader, name: str, last_first: bool) -> None:
    serve(blog, said(8), address=in_query(name), last_first=last_first)
    assert (read().complete, len(read.authors)) == (True, 8)


@pytest.mark.parametrize("last_first", [False, True])
def test_comments_that_come_while_pages_are_turned_are_had_too(blog: Blog, read: Reader, last_first: bool) -> None:
    paged = serve(blog, said(8), last_first=last_first)
    more = replace(paged.post, comments=said(11))
    later(blog, "/one/comment-page-2/", lambda: setattr(paged, "post", more))
    line = read()
    assert read.authors == [f"Reader {number}" for number in range(1, 12)]
    assert line.complete is True


def test_when_a_pager_rolls_over_nothing_is_gone(blog: Blog, read: Reader) -> None:
    paged = serve(blog, said(9), last_first=True)
    read()
    paged.post = replace(paged.post, comments=said(10))
    line = read()
    assert (line.new, line.gone, line.complete) == (1, 0, True)
    assert read.authors == [f"Reader {number}" for number in range(1, 11)]


def test_comments_that_slip_between_two_pages_are_not_gone(blog: Blog, read: Reader) -> None:
    paged = serve(blog, said(9))
    read()
    fewer = replace(paged.post, comments=said(9)[1:])
    paged.post = replace(paged.post, title="The lighthouse, part 1, and the hen")
    later(blog, "/one/comment-page-3/", lambda: setattr(paged, "post", fewer))
    line = read()
    assert line.complete is False
    assert read.rows("SELECT count(*) FROM comments WHERE gone_since IS NOT NULL") == [(0,)]
    assert (read().gone, len(read.authors)) == (1, 9)


def test_a_page_that_cannot_be_had_makes_the_thread_incomplete_and_nothing_gone(blog: Blog, read: Reader) -> None:
    paged = serve(blog, said(8))
    read()
    paged.post = replace(paged.post, comments=said(9))
    blog.faults["/one/comment-page-3/"] = faults.status(500)
    line = read()
    assert (line.complete, line.gone) == (False, 0)
    assert line.incomplete_code is Code.PAGE_FAILED


def test_replies_stand_below_what_they_answer_on_their_page(blog: Blog, read: Reader) -> None:
    serve(blog, said(8, answers={3: 1, 8: 2}), size=2)
    assert read().complete is True
    answered = read.rows("SELECT author, parent_author FROM conversations WHERE parent_author IS NOT NULL")
    assert answered == [("Reader 3", "Reader 1"), ("Reader 8", "Reader 2")]


def test_a_pager_that_never_ends_does(blog: Blog, read: Reader) -> None:
    """Every page shows the same comments and links one more."""
    paged = serve(blog, said(3))
    page = paged.find("/one/", blog.url, blog.name) or b""
    blog.paged = []

    def endless(handler: Any) -> bool:
        path, _, query = handler.path.partition("?cpage=")
        link = f'<nav class="comments-pagination"><a href="{path}?cpage={int(query or 1) + 1}">next</a></nav>'.encode()
        handler.reply(200, page.replace(b"</ol>", b"</ol>" + link), {"Content-Type": "text/html"})
        return True

    for number in range(2, 60):
        blog.faults[f"/one/?cpage={number}"] = endless
    blog.faults["/one/"] = endless
    assert read().new == 3
    assert len(blog.visits) < 10


def test_an_unchanged_thread_is_asked_for_on_condition_page_by_page(blog: Blog, read: Reader) -> None:
    serve(blog, said(8))
    read()
    before = contents(read.path)
    blog.visits.clear()
    assert read().outcome == "unchanged"
    assert [visit.status for visit in blog.visits if visit.path != "/robots.txt"] == [304, 304, 304]
    assert contents(read.path) == before


def test_a_change_on_a_further_page_alone_is_noticed(blog: Blog, read: Reader) -> None:
    paged = serve(blog, said(8))
    read()
    edited = replace(said(8)[-1], paragraphs=("On second thoughts, I had nothing to say.",))
    paged.post = replace(paged.post, comments=(*said(8)[:-1], edited))
    line = read()
    assert (line.changed, line.new, line.gone) == (1, 0, 0)


def test_the_bytes_of_every_page_are_kept_and_can_be_read_again(blog: Blog, read: Reader, workers: Workers) -> None:
    serve(blog, said(8))
    read()
    kept = read.rows("SELECT f.outcome, f.part_of, s.size > 0 FROM fetches f JOIN snapshots s ON s.id = f.snapshot_id")
    assert kept == [("new", None, 1), ("part", 1, 1), ("part", 1, 1)]
    assert list(check(read.path)) == []
    before = contents(read.path)
    (again,) = reparse(read.path, workers)
    assert (again.changed, again.worse, again.failures) == (False, 0, ())
    assert contents(read.path) == before


@pytest.mark.parametrize("declares", [True, False])
def test_a_thread_of_which_a_page_was_not_had_does_not_become_whole_by_reading_again(
    blog: Blog, read: Reader, workers: Workers, declares: bool
) -> None:
    serve(blog, said(9), declares=declares)
    blog.faults["/one/comment-page-3/"] = faults.status(500)
    assert read().incomplete_code is Code.PAGE_FAILED
    before = contents(read.path)
    (again,) = reparse(read.path, workers)
    assert (again.changed, again.failures) == (False, ())
    assert contents(read.path) == before


def test_further_pages_are_addresses_of_the_article(blog: Blog, read: Reader) -> None:
    serve(blog, said(8))
    read()
    assert read.rows("SELECT kind, count(*) FROM urls GROUP BY kind ORDER BY kind") == [("page", 1)]
    with Archive.open(read.path) as archive:
        assert len(archive.thread(blog.address("one") + "comment-page-2/").comments) == 8


def test_another_archive_takes_the_pages_with_their_visit(
    blog: Blog, read: Reader, tmp_path: Path, workers: Workers
) -> None:
    serve(blog, said(8))
    read()
    other = tmp_path / "other.db"
    Archive.open(other).close()
    for _ in range(2):
        merge(other, read.path)
    told = "SELECT outcome, part_of IS NULL, snapshot_id IS NULL FROM fetches ORDER BY id"
    assert rows(other, told) == read.rows(told)
    (again,) = reparse(other, workers)
    assert (again.changed, again.failures) == (False, ())


def test_what_is_forgotten_is_forgotten_page_by_page(blog: Blog, read: Reader) -> None:
    serve(blog, said(8))
    read()
    words = ["forget", blog.address("one"), "--yes", "--archive", str(read.path)]
    assert CliRunner().invoke(app, words).exit_code == 0
    for table in ("fetches", "snapshots", "polls", "urls"):
        assert read.rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert read().outcome == "forgotten"


def test_folding_old_visits_takes_their_parts_along(blog: Blog, read: Reader) -> None:
    serve(blog, said(8))
    for _ in range(5):
        read()
        with Archive.open(read.path) as archive, archive.transaction() as db:
            db.conn.execute("UPDATE polls SET etag = NULL, last_modified = NULL")
    with Archive.open(read.path) as archive, archive.transaction() as db:
        db.conn.execute("UPDATE fetches SET fetched_at = printf('2001-01-01T00:%02d:00Z', id)")
    assert compact(read.path).folded == 2
    assert read.rows("SELECT count(*) FROM fetches WHERE part_of IS NOT NULL") == [(6,)]


def test_the_pages_of_a_thread_are_remembered_for_the_next_visit(blog: Blog, read: Reader) -> None:
    serve(blog, said(8))
    read()
    ((pages,),) = read.rows("SELECT pages FROM polls WHERE pages IS NOT NULL")
    assert json.loads(pages) == [blog.address("one") + f"comment-page-{number}/" for number in (2, 3)]
