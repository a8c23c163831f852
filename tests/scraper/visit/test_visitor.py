from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scraper import fetch, visit
from scraper.discovery.archive_pages import ArchivePage
from scraper.discovery.feeds import Feed
from scraper.discovery.sitemaps import Sitemap
from scraper.errors import NotAPage
from scraper.fetch import Fetcher, Policy, Validators
from scraper.fetch import errors as fetch_errors
from scraper.visit.results import ChannelResult, Failed, ListResult, Unchanged, VisitResult
from scraper.visit.targets import SavedPage, WebPage
from scraper.visit.visitor import Visitor, VisitRequest, host_of
from scraper.workers import Parsers
from tests.blog import Blog, Comment, faults
from tests.blog.paged import Paged
from tests.support.living import THREAD, post

POLICY = Policy(delay=0, retries=0, timeout=5, allow_private=True, max_bytes=200_000)
LONG = tuple(Comment(number, f"Reader {number}", (f"Word {number}.",)) for number in range(101, 109))
NAMES_ITS_FEED = '<link rel="alternate" type="application/rss+xml" title="Comments" href="/two/feed/"></head>'


@pytest.fixture
def blog(monkeypatch: pytest.MonkeyPatch) -> Iterator[Blog]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Blog([post("one", 1), post("two", 2, markup="disqus")]) as blog:
        yield blog


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(POLICY) as fetcher:
        yield fetcher


@pytest.fixture
def visitor(fetcher: Fetcher) -> Visitor:
    return Visitor(fetcher, Parsers())


def ask(blog: Blog, path: str, **more: object) -> VisitRequest:
    return VisitRequest(WebPage(blog.url + path), **more)  # type: ignore[arg-type]


def read(visitor: Visitor, request: VisitRequest) -> VisitResult:
    result = visitor.visit(request)
    assert isinstance(result, VisitResult), result
    return result


def test_a_page_is_fetched_and_read(blog: Blog, visitor: Visitor) -> None:
    result = read(visitor, ask(blog, "/one/"))
    assert [each.author.name for each in result.thread.comments] == ["Ebbe Thornquist", "Maren Oddleif", "Old Hen"]
    assert result.page.data == blog.page("one")
    assert result.visit is not None
    assert (result.visit.url, result.visit.status, result.visit.outcome) == (blog.address("one"), 200, None)
    assert result.page.seen_at == result.visit.fetched_at


def test_its_further_comment_pages_are_parts_of_the_visit(blog: Blog, visitor: Visitor) -> None:
    blog.paged = [Paged(post("long", 3, LONG))]
    result = read(visitor, ask(blog, "/long/"))
    assert (len(result.thread.comments), result.thread.complete) == (8, True)
    assert [part.visit.url for part in result.parts] == [
        f"{blog.address('long')}comment-page-{number}/" for number in (2, 3)
    ]


def test_a_channel_is_asked_for_what_the_page_lacks(blog: Blog, visitor: Visitor, fetcher: Fetcher) -> None:
    blog.extra["/two/"] = "text/html", blog.page("two").replace(b"</head>", NAMES_ITS_FEED.encode())
    result = read(visitor, ask(blog, "/two/"))
    (channel,) = result.channels
    assert isinstance(channel, ChannelResult)
    assert channel.visit is not None
    assert (channel.visit.channel, channel.visit.url) == ("feed", f"{blog.url}/two/feed/")
    assert all(each.published for each in result.thread.comments)
    assert read(visitor, ask(blog, "/two/", channels=("page",))).channels == ()
    assert read(Visitor(fetcher, Parsers(), choice=("page",)), ask(blog, "/two/")).channels == ()


def test_a_channel_that_fails_costs_the_page_nothing(blog: Blog, visitor: Visitor) -> None:
    blog.extra["/two/"] = "text/html", blog.page("two").replace(b"</head>", NAMES_ITS_FEED.encode())
    blog.faults["/two/feed/"] = faults.status(404)
    result = read(visitor, ask(blog, "/two/"))
    assert len(result.thread.comments) == 3
    assert [type(each.error).__name__ for each in result.failures] == ["HttpStatusError"]


def test_the_feed_that_a_feed_named_for_a_page_is_asked_too(blog: Blog, visitor: Visitor) -> None:
    result = read(visitor, ask(blog, "/two/", comments_feed=f"{blog.url}/two/feed/"))
    assert [each.visit.url for each in result.channels if each.visit] == [f"{blog.url}/two/feed/"]


def known(blog: Blog, path: str, visitor: Visitor) -> Validators:
    first = read(visitor, ask(blog, path)).visit
    assert first is not None
    return Validators(first.etag, first.last_modified)


def test_a_page_that_is_as_it_was_is_not_sent_again(blog: Blog, visitor: Visitor) -> None:
    request = ask(blog, "/one/", validators=known(blog, "/one/", visitor))
    result = visitor.visit(request)
    assert isinstance(result, Unchanged)
    assert (result.visit.status, result.visit.outcome, result.channels) == (304, "not_modified", ())
    blog.posts["one"] = post("one", 1, THREAD[:2])
    assert len(read(visitor, request).thread.comments) == 2


def test_a_thread_is_as_it_was_when_all_its_pages_are(blog: Blog, visitor: Visitor) -> None:
    blog.paged = [Paged(post("long", 3, LONG))]
    first = read(visitor, ask(blog, "/long/"))
    further = tuple((part.visit.url, Validators(part.visit.etag, part.visit.last_modified)) for part in first.parts)
    assert first.visit is not None
    request = ask(blog, "/long/", validators=Validators(first.visit.etag, first.visit.last_modified), further=further)
    unchanged = visitor.visit(request)
    assert isinstance(unchanged, Unchanged)
    assert [part.visit.outcome for part in unchanged.visit.parts] == ["not_modified"] * 2
    edited = replace(LONG[-1], paragraphs=("On second thoughts, nothing.",))
    blog.paged = [Paged(post("long", 3, (*LONG[:-1], edited)))]
    assert read(visitor, request).thread.comments[-1].text == "On second thoughts, nothing."
    blog.paged = [Paged(post("long", 3, LONG[:3]))]
    blog.faults["/long/comment-page-2/"] = faults.status(404)
    assert len(read(visitor, request).thread.comments) == 3


@pytest.mark.parametrize(
    ("kind", "path", "listing", "outcome"),
    [(None, "/feed/", Feed, "feed"), ("feed", "/feed/", Feed, "feed"), ("archive", "/", ArchivePage, "archive")],
)
def test_lists_come_as_lists(
    blog: Blog, visitor: Visitor, kind: str | None, path: str, listing: type, outcome: str
) -> None:
    result = visitor.visit(ask(blog, path, kind=kind))
    assert isinstance(result, ListResult)
    assert isinstance(result.listing, listing)
    assert result.visit is not None
    assert result.visit.outcome == outcome


def test_a_sitemap_comes_as_a_list(blog: Blog, visitor: Visitor) -> None:
    entry = f"<url><loc>{blog.address('one')}</loc></url>"
    data = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entry}</urlset>'
    blog.extra["/sitemap.xml"] = "application/xml", data.encode()
    result = visitor.visit(ask(blog, "/sitemap.xml"))
    assert isinstance(result, ListResult)
    assert isinstance(result.listing, Sitemap)


def test_a_feed_of_one_pages_comments_is_its_thread(blog: Blog, visitor: Visitor) -> None:
    result = read(visitor, ask(blog, "/one/feed/"))
    assert result.visit is not None
    assert (result.visit.channel, len(result.thread.comments)) == ("feed", 3)
    watched = visitor.visit(ask(blog, "/one/feed/", kind="feed"))
    assert isinstance(watched, ListResult)  # of one that is watched the entries count, whatever they are


@pytest.mark.parametrize(
    ("path", "error", "status"),
    [("/nowhere/", fetch_errors.HttpStatusError, 404), ("/picture/", fetch_errors.FetchError, 200)],
)
def test_what_gives_nothing_is_a_failure_with_its_visit(
    blog: Blog, visitor: Visitor, path: str, error: type[Exception], status: int
) -> None:
    blog.faults["/picture/"] = faults.binary()
    result = visitor.visit(ask(blog, path))
    assert isinstance(result, Failed)
    assert isinstance(result.error, error | NotAPage)
    assert result.visit is not None
    assert (result.url, result.visit.fetched_at is not None) == (blog.url + path, True)
    assert result.visit.status in (status, None)


def test_what_is_no_address_is_a_failure(visitor: Visitor) -> None:
    result = visitor.visit(VisitRequest(WebPage("http://")))
    assert isinstance(result, Failed)


def test_a_page_that_stands_in_the_place_of_another_is_doubted_and_no_channel_is_asked(
    blog: Blog, visitor: Visitor
) -> None:
    blog.extra["/one/"] = "text/html", b"<title>404</title><p>Sorry.</p>"
    result = read(visitor, ask(blog, "/one/", comments_feed=f"{blog.url}/one/feed/"))
    assert "error page" in str(result.doubt)
    assert (result.channels, blog.asked("/one/feed/")) == ((), 0)


def test_a_host_is_released_before_its_page_is_read(blog: Blog, fetcher: Fetcher) -> None:
    order: list[str] = []

    class Slow(Parsers):
        def submit(self, *arguments: object, **more: object) -> object:  # type: ignore[override]
            order.append("read")
            return super().submit(*arguments, **more)  # type: ignore[arg-type]

    Visitor(fetcher, Slow(), released=order.append).visit(ask(blog, "/one/"))
    assert order == [blog.url, "read"]
    Visitor(fetcher, Slow(), released=order.append).visit(ask(blog, "/nowhere/"))
    assert order[2:] == [blog.url]


def test_a_saved_page_is_read_as_it_was_when_it_was_saved(blog: Blog, fetcher: Fetcher, tmp_path: Path) -> None:
    blog.canonical = "http://quayside.example"
    (tmp_path / "saved.html").write_bytes(blog.page("one"))
    result = read(Visitor(fetcher, Parsers()), VisitRequest(SavedPage(tmp_path / "saved.html")))
    assert (result.thread.url, result.visit) == ("http://quayside.example/one/", None)
    assert result.page.seen_at == result.thread.fetched_at


def test_a_saved_page_without_an_address_has_the_one_that_is_given(fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "tide.txt").write_text("High water is late today, says the table.\n")
    request = VisitRequest(SavedPage(tmp_path / "tide.txt"))
    assert read(Visitor(fetcher, Parsers()), request).thread.url == (tmp_path / "tide.txt").as_uri()
    given = Visitor(fetcher, Parsers(), else_url="http://given.example/a")
    assert read(given, request).thread.url == "http://given.example/a"


def test_a_saved_feed_comes_as_a_list(blog: Blog, visitor: Visitor, tmp_path: Path) -> None:
    found = blog.find("/feed/")
    assert found is not None
    (tmp_path / "saved.xml").write_bytes(found[1])
    result = visitor.visit(VisitRequest(SavedPage(tmp_path / "saved.xml")))
    assert isinstance(result, ListResult)
    assert result.visit is None


@pytest.mark.parametrize(
    ("data", "words"),
    [(None, "cannot be read"), (b"\x89PNG\r\n\x1a\n\0\0", "neither a page nor text"), (b"a" * 200_001, "larger than")],
)
def test_files_that_are_no_pages_are_failures(visitor: Visitor, tmp_path: Path, data: bytes | None, words: str) -> None:
    if data is not None:
        (tmp_path / "x.html").write_bytes(data)
    result = visitor.visit(VisitRequest(SavedPage(tmp_path / "x.html")))
    assert isinstance(result, Failed)
    assert words in str(result.error)
    assert result.visit is None


def test_a_request_says_what_it_asks(tmp_path: Path) -> None:
    web = VisitRequest(WebPage("http://user:secret@quayside.example:8080/tide/"))
    assert (web.host, "secret" in web.address) == (host_of(web.target.url), False)  # type: ignore[union-attr]
    file = VisitRequest(SavedPage(tmp_path / "x.html"))
    assert (file.host, file.address) == (None, str(tmp_path / "x.html"))
    assert host_of("http://[") == "http://["


class TestVisit:
    """`scraper.visit(url)`, the door for programs."""

    def test_it_returns_the_complete_thread(self, blog: Blog, fetcher: Fetcher) -> None:
        blog.paged = [Paged(post("long", 3, LONG))]
        result = visit(blog.address("long"), fetcher)
        assert (len(result.thread.comments), result.thread.complete, len(result.parts)) == (8, True, 2)

    def test_it_makes_a_fetcher_where_none_is_given(self, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetch, "Fetcher", lambda: Fetcher(POLICY))
        assert len(visit(blog.address("one")).thread.comments) == 3

    def test_it_raises_what_is_wrong(self, blog: Blog, fetcher: Fetcher) -> None:
        with pytest.raises(fetch_errors.HttpStatusError, match="404"):
            visit(blog.address("nowhere"), fetcher)
        with pytest.raises(NotAPage, match="a list of pages"):
            visit(f"{blog.url}/feed/", fetcher)
        with pytest.raises(ValueError, match="is no channel"):
            visit(blog.address("one"), fetcher, channels="psychic")
