"""Challenges, login walls and error pages that say 200 change nothing in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.run.report import PageLine
from archive.run.scrape import scrape
from archive.store import Archive
from scraper.fetch import Fetcher, Policy
from scraper.visit.targets import WebPage
from scraper.workers import Workers
from tests.blog import Blog, Comment, Post, faults
from tests.scraper.visit.test_block_pages import CHALLENGES, ERRORS, LOGINS, WORDS
from tests.support.report import Told
from tests.support.threads import contents, rows


class TestInTheArchive:
    POST = Post("tide", "Tide tables", "Maren Oddleif", (WORDS,), comments=(Comment(1, "Tove Lind", ("Late again!",)),))

    @pytest.fixture
    def blog(self) -> Iterator[Blog]:
        with Blog([self.POST]) as blog:
            yield blog

    def visit(self, path: Path, blog: Blog, workers: Workers) -> PageLine:
        told = Told()
        policy = Policy(allow_private=True, delay=0, retries=0, timeout=20)
        with Archive.open(path) as archive, Fetcher(policy) as fetcher:
            scrape([WebPage(blog.address("tide"))], archive, fetcher, workers, told)
        return told.lines[0]

    def test_what_stands_in_place_of_a_page_changes_nothing_however_often_it_comes(
        self, blog: Blog, tmp_path: Path
    ) -> None:
        path = tmp_path / "afterword.db"
        with Workers(1, deadline=60) as workers:
            assert self.visit(path, blog, workers).outcome == "new"
            before = contents(path, without={"fetches", "runs", "polls", "hosts", "snapshots"})
            for text in (CHALLENGES["a managed challenge"], LOGINS["another language"], ERRORS["a number"]):
                blog.faults["/tide/"] = faults.body(text.encode(), Content_Type="text/html; charset=utf-8")
                for _ in range(2):
                    line = self.visit(path, blog, workers)
                    assert (line.outcome, line.error_class) == ("suspect", "Suspect")
                    assert "stands in its place" in str(line.error)
            assert contents(path, without={"fetches", "runs", "polls", "hosts", "snapshots"}) == before
            blog.faults.clear()
            assert self.visit(path, blog, workers).outcome == "unchanged"
        assert [row["n"] for row in rows(path, "SELECT count(*) n FROM snapshots")] == [4]  # the bytes are kept

    def test_it_is_no_article_of_its_own_either(self, blog: Blog, tmp_path: Path) -> None:
        path = tmp_path / "afterword.db"
        blog.faults["/tide/"] = faults.body(CHALLENGES["an older challenge"].encode(), Content_Type="text/html")
        with Workers(1, deadline=60) as workers:
            assert self.visit(path, blog, workers).outcome == "suspect"
            assert rows(path, "SELECT * FROM articles") == []
            blog.faults.clear()
            assert self.visit(path, blog, workers).outcome == "new"
        found = rows(path, "SELECT outcome, snapshot_id IS NOT NULL kept FROM fetches ORDER BY id")
        assert found == [{"outcome": "suspect", "kept": 1}, {"outcome": "new", "kept": 1}]
