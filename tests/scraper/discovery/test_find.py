from __future__ import annotations

from collections.abc import Iterator

import pytest

from scraper.discovery.find import find, history_of
from scraper.errors import ScraperError
from scraper.fetch import Fetcher, Policy
from tests.blog import Blog, Post, faults

POST = Post("tide", "How to read a tide table", "Maren", ("The window has been right more often than the table.",))

SITEMAP = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s/tide/</loc></url></urlset>'

HOME = "<!DOCTYPE html><title>Quayside</title>{}<p>Boats, birds and weather, and now and then a lighthouse.</p>"


def link(href: str, title: str = "Quayside", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([POST]) as blog:
        yield blog


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Policy(delay=0, retries=0, timeout=5, allow_private=True)) as fetcher:
        yield fetcher


def home(blog: Blog, *links: str, path: str = "/") -> None:
    blog.extra[path] = "text/html", HOME.format("".join(links)).encode()


def test_a_home_page_is_watched_by_its_feed(blog: Blog, fetcher: Fetcher) -> None:
    home(blog, link("/feed/"))
    found = find(fetcher, blog.url)
    assert (found.kind, found.url, found.title) == ("feed", blog.url + "/feed/", "Quayside Notes")
    assert (found.listed, found.home) == (1, blog.url + "/")


def test_feeds_of_comments_and_feeds_that_are_not_there_are_passed_over(blog: Blog, fetcher: Fetcher) -> None:
    home(
        blog,
        link("/comments/feed/"),
        link("/replies/", "Quayside » Kommentar-Feed"),
        link("/oembed", kind="application/json+oembed"),
        link("/gone/"),
        link("/feed/"),
    )
    assert find(fetcher, blog.url).url == blog.url + "/feed/"
    assert blog.asked("/replies/") == 0


def test_a_feed_and_a_sitemap_are_what_they_are(blog: Blog, fetcher: Fetcher) -> None:
    blog.extra["/map.xml"] = "text/xml", SITEMAP % blog.url.encode()
    assert find(fetcher, blog.url + "/feed/").kind == "feed"
    found = find(fetcher, blog.url + "/map.xml")
    assert (found.kind, found.listed) == ("sitemap", 1)


@pytest.mark.parametrize("robots", [None, "User-agent: *\nDisallow:\nSitemap: {}/sitemap.xml"])
def test_a_blog_without_a_feed_is_watched_by_its_sitemap(blog: Blog, fetcher: Fetcher, robots: str | None) -> None:
    blog.robots = robots and robots.format(blog.url)
    home(blog)
    blog.extra["/sitemap.xml"] = "text/xml", SITEMAP % blog.url.encode()
    found = find(fetcher, blog.url)
    assert (found.kind, found.url) == ("sitemap", blog.url + "/sitemap.xml")


def test_a_sitemap_stands_where_robots_txt_says(blog: Blog, fetcher: Fetcher) -> None:
    blog.robots = f"Sitemap: {blog.url}/elsewhere.xml"
    home(blog)
    blog.extra["/elsewhere.xml"] = "text/xml", SITEMAP % blog.url.encode()
    assert find(fetcher, blog.url).url == blog.url + "/elsewhere.xml"
    assert blog.asked("/sitemap.xml") == 0


def test_the_older_pages_of_a_blog_are_named_by_its_sitemap_and_by_its_feed(blog: Blog, fetcher: Fetcher) -> None:
    blog.extra["/sitemap.xml"] = "text/xml", SITEMAP % blog.url.encode()
    blog.extra["/atom/"] = "application/atom+xml", b'<feed><title>Tides</title><link rel="next" href="/atom/2"/></feed>'
    found = find(fetcher, blog.url + "/atom/")
    assert history_of(fetcher, found) == [("sitemap", blog.url + "/sitemap.xml"), ("feed", blog.url + "/atom/2")]
    assert blog.asked("/atom/") == 1


def test_an_article_is_watched_for_itself(blog: Blog, fetcher: Fetcher) -> None:
    found = find(fetcher, blog.address("tide"))
    assert (found.kind, found.url, found.title) == ("page", blog.address("tide"), POST.title)
    assert found.note == f"its blog has a feed: {blog.url}/feed/"


def test_a_feed_in_json_which_is_not_read_is_not_recommended(blog: Blog, fetcher: Fetcher) -> None:
    home(blog, link("/feed.json", kind="application/feed+json"), link("/feed/"), path="/notes/tide/")
    assert find(fetcher, blog.url + "/notes/tide/").note == f"its blog has a feed: {blog.url}/feed/"


def test_a_blog_below_a_site_is_known_by_where_its_feed_stands(blog: Blog, fetcher: Fetcher) -> None:
    home(blog, link("/notes/feed/"), path="/notes/")
    blog.extra["/notes/feed/"] = blog.find("/feed/") or ("", b"")
    assert find(fetcher, blog.url + "/notes/").url == blog.url + "/notes/feed/"


def test_a_page_without_anything_is_watched_and_one_that_is_wanted_alone(blog: Blog, fetcher: Fetcher) -> None:
    home(blog)
    assert (find(fetcher, blog.url).kind, find(fetcher, blog.url).listed) == ("page", None)
    home(blog, link("/feed/"))
    assert find(fetcher, blog.url, single=True).kind == "page"


def test_what_cannot_be_watched_is_named(blog: Blog, fetcher: Fetcher) -> None:
    blog.extra["/some.xml"] = "text/xml", b"<?xml version='1.0'?><catalogue/>"
    blog.faults["/tide/"] = faults.status(500)
    for path in ("/some.xml", "/tide/", "/nowhere/"):
        with pytest.raises(ScraperError, match=blog.url + path):
            find(fetcher, blog.url + path)
