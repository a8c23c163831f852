from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.channels.select import ALL, AUTO, PAGE
from scraper.errors import FetchError, NotAPage
from scraper.fetch import Policy
from scraper.visit.inspect import look_at
from tests.blog import Blog
from tests.support.living import post

POLICY = Policy(delay=0, retries=0, timeout=5, allow_private=True)


@pytest.fixture
def blog(monkeypatch: pytest.MonkeyPatch) -> Iterator[Blog]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Blog([post("one", 1), post("two", 2, markup="disqus")]) as blog:
        yield blog


def test_an_address_is_fetched_and_read_with_the_evidence(blog: Blog) -> None:
    look = look_at(blog.address("one"), POLICY, AUTO)
    assert len(look.inspection.thread.comments) == 3
    assert look.inspection.thread.url == blog.address("one")
    assert look.inspection.article_evidence["title"]
    assert look.asked == ()  # the page shows its thread complete and dated


def test_the_channels_are_asked_that_are_chosen(blog: Blog) -> None:
    """The Disqus plugin prints no dates; the feed of the comments, which the page names, has them."""
    link = '<link rel="alternate" type="application/rss+xml" title="Comments" href="/two/feed/"></head>'
    blog.extra["/two/"] = "text/html", blog.page("two").replace(b"</head>", link.encode())
    (asked,) = look_at(blog.address("two"), POLICY, AUTO).asked
    assert asked.embed.channel == "feed"
    assert asked.thread is not None
    assert all(each.published for each in asked.thread.comments)
    assert look_at(blog.address("two"), POLICY, PAGE).asked == ()


def test_a_saved_page_is_read_under_the_address_that_it_states(blog: Blog, tmp_path: Path) -> None:
    blog.canonical = "http://quayside.example"
    (tmp_path / "saved.html").write_bytes(blog.page("one"))
    look = look_at(str(tmp_path / "saved.html"), POLICY, ALL, "http://given.example/a")
    assert (look.inspection.thread.url, look.asked) == ("http://quayside.example/one/", ())


def test_else_under_the_one_that_is_given_else_under_that_of_its_file(tmp_path: Path) -> None:
    page = tmp_path / "tide.html"
    page.write_text("<!DOCTYPE html><title>Tide</title><p>High water is late today, says the table.")
    assert look_at(str(page), POLICY, AUTO, "http://given.example/a").inspection.thread.url == "http://given.example/a"
    assert look_at(str(page), POLICY, AUTO).inspection.thread.url == page.as_uri()


def test_what_is_no_page_is_named(blog: Blog, tmp_path: Path) -> None:
    with pytest.raises(NotAPage, match=r"nowhere\.html: .*name a saved page, or an address"):
        look_at(str(tmp_path / "nowhere.html"), POLICY, AUTO)
    with pytest.raises(FetchError, match="404"):
        look_at(blog.address("nowhere"), POLICY, AUTO)
