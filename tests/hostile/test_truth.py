"""What servers say of themselves that is not so, and addresses that differ only in how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.run.scrape import scrape
from archive.store import Archive
from scraper.fetch import Fetcher, Policy, Validators, errors
from scraper.urls import normalise
from scraper.visit.targets import WebPage
from scraper.workers import Workers
from tests.blog import Blog, Comment, Post, faults
from tests.support.report import Told
from tests.support.threads import rows, thread

POLICY = Policy(allow_private=True, delay=0, retries=0, timeout=20)
POST = Post(
    "tide", "Tide tables", "Maren Oddleif", ("High wäter is late.",), comments=(Comment(1, "Tove", ("Låte!",)),)
)


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([POST]) as blog:
        yield blog


@pytest.mark.parametrize(
    "stated",
    [
        "text/plain", "application/xml", "application/octet-stream", "text/html; charset=us-ascii", "TEXT/HTML",
        "text/html; charset=utf-16", "text/html; charset=no-such-charset", "text/html; charset=", "text/html;;;=", "",
        "text/html; charset=\"utf-8", "text/css", "application/rss+xml",
    ],
)  # fmt: skip
def test_a_page_is_read_whatever_it_is_called(
    blog: Blog, tmp_path: Path, lasting_workers: Workers, stated: str
) -> None:
    named = {"Content_Type": stated} if stated else {}
    blog.faults["/tide/"] = faults.body(blog.page("tide"), **named)
    told = Told()
    with Archive.open(tmp_path / "afterword.db") as archive, Fetcher(POLICY) as fetcher:
        scrape([WebPage(blog.address("tide"))], archive, fetcher, lasting_workers, told)
    assert [(line.outcome, line.comments) for line in told.lines] == [("new", 1)]
    assert rows(tmp_path / "afterword.db", "SELECT text FROM comments") == [{"text": "Låte!"}]


def test_validators_that_no_longer_hold_bring_the_page(blog: Blog) -> None:
    with Fetcher(POLICY) as fetcher:
        stale = Validators('"no-longer"', "Mon, 01 Jan 2001 00:00:00 GMT")
        response = fetcher.get(blog.address("tide"), validators=stale)
    assert not response.not_modified
    assert b"Tide tables" in response.body


@pytest.mark.parametrize("etag", ['"' + "x" * 5000 + '"', '"a\x0bb\x1b"', " "])
def test_validators_that_no_request_could_carry_back_are_left_out(blog: Blog, etag: str) -> None:
    blog.faults["/tide/"] = faults.body(b"<p>Late.", Content_Type="text/html", ETag=etag, Last_Modified="then")
    with Fetcher(POLICY) as fetcher:
        validators = fetcher.get(blog.address("tide")).validators
        assert validators == Validators(None, "then")
        assert fetcher.get(blog.address("tide"), validators=validators).body == b"<p>Late."


def test_session_tokens_of_redirects_are_not_kept(blog: Blog) -> None:
    blog.faults["/tide/"] = faults.redirect("/in;jsessionid=0A1B2C3D4E5F")
    blog.faults["/in;jsessionid=0A1B2C3D4E5F"] = faults.redirect("/late/?PHPSESSID=77aa&p=1")
    blog.extra["/late/"] = ("text/html", b"<p>Late.")
    with Fetcher(POLICY) as fetcher:
        response = fetcher.get(blog.address("tide"))
    assert response.final_url == f"{blog.url}/late/?p=1"
    assert response.redirects == (blog.address("tide"), f"{blog.url}/in")
    assert blog.visits[-1].path == "/late/?PHPSESSID=77aa&p=1"  # what is asked for is what the server said


def test_tokens_and_passwords_are_not_told_when_a_page_fails(blog: Blog) -> None:
    blog.faults["/tide/"] = faults.redirect("http://ann:hidden@quay.example/")
    with Fetcher(POLICY) as fetcher:
        with pytest.raises(errors.HttpStatusError) as missing:
            fetcher.get(f"{blog.url}/none;jsessionid=hidden?PHPSESSID=hidden")
        with pytest.raises(errors.CredentialsRefused) as refused:
            fetcher.get(blog.address("tide"))
    assert "hidden" not in f"{missing.value}{refused.value}"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://bücher.example/straße?q=ä", "http://BÜCHER.example:80/straße?q=ä", "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4",
        "http://XN--BCHER-KVA.EXAMPLE/stra%c3%9fe?q=%c3%a4#top", "http://bücher.example./x/../straße?q=ä",
        "http://bu\N{COMBINING DIAERESIS}cher.example/straße?q=ä", "http://ｂücher.example/stra%C3%9Fe?q=ä",
    ],
)  # fmt: skip
def test_one_page_is_one_article_however_its_address_is_written(tmp_path: Path, spelling: str) -> None:
    first = "http://bücher.example/straße?q=ä"
    with Archive.open(tmp_path / "afterword.db") as archive:
        uid = archive.save(thread(url=first)).uid
        assert archive.save(thread(url=spelling)).uid == uid
        assert archive.thread(spelling).uid == uid
    assert len(rows(tmp_path / "afterword.db", "SELECT * FROM articles")) == 1
    assert len(rows(tmp_path / "afterword.db", "SELECT * FROM urls")) == 1
    assert normalise(spelling) == "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4"  # as the fetcher hands it on
