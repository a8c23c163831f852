from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from scraper.channels import feed
from scraper.channels.feed import is_of_page, reading_of
from scraper.channels.registry import embeds_of
from scraper.discovery.comment_feeds import read_comment_feed
from scraper.fetch import Fetcher
from scraper.fetch.errors import BadFeed, FetchError
from scraper.page.page import read_page
from scraper.thread import Embed
from tests.blog import faults
from tests.scraper.channels.services import POLICY, Services, web

if TYPE_CHECKING:
    from tests.blog.server import Handler
from scraper.incomplete import Code, Incomplete, sentence
from tests.scraper.channels.feeds import FIRST, PAGE, SECOND, atom, entry, item, rss


def test_a_feed_of_comments_is_read_oldest_first_with_the_numbers_of_its_system() -> None:
    reading = reading_of(read_comment_feed(rss(SECOND, FIRST), PAGE + "feed/"))
    assert [(each.id, each.author.name, each.published, each.text) for each in reading.comments] == [
        ("3", "Ida", "2019-03-02T08:00:05+00:00", "I saw it move."),
        ("5", "Tove & Co", "2019-03-02T09:00:05-05:00", "Aye."),
    ]
    assert (reading.id_system, reading.id_scope, reading.page) == ("wordpress", "harbour.example", PAGE)
    assert (reading.complete, reading.declared_count) == (None, None)
    assert "script" not in reading.comments[0].html


def test_replies_of_rfc_4685_stand_below_what_they_answer_and_not_below_the_post() -> None:
    data = atom(entry(1, "Ida", "wall"), entry(2, "Tove", "1"), entry(3, "Piers", "9"))
    reading = reading_of(read_comment_feed(data, PAGE + "replies.atom"))
    assert [(each.author.name, each.depth, each.parent) for each in reading.comments] == [
        ("Ida", 0, None),
        ("Tove", 1, 0),
        ("Piers", 0, None),
    ]
    assert reading.comments[0].author.url == "http://harbour.example/people/Ida"
    assert reading.comments[0].published == "2019-03-01T08:00:00+01:00"
    assert reading.comments[2].parent_id == "tag:harbour.example,2019:9"
    assert (reading.id_system, reading.comments[0].id) == ("feed", "tag:harbour.example,2019:1")


@pytest.mark.parametrize("data", [b"<html><body>no feed</body></html>", b"", b"{}"])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(BadFeed):
        read_comment_feed(data, PAGE)


def test_a_feed_that_defines_entities_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]>' + rss(FIRST).partition(b"?>")[2]
    with pytest.raises(BadFeed, match="entities"):
        read_comment_feed(bomb, PAGE)


def test_a_feed_that_breaks_off_gives_what_came_whole() -> None:
    data = rss(FIRST, SECOND)
    feed_read = read_comment_feed(data[: data.index(b"EST")], PAGE)
    assert [each.author for each in feed_read.entries] == ["Ida"]
    assert (reading_of(feed_read).complete, reading_of(feed_read).incomplete) == (False, Incomplete(Code.CUT_SHORT))
    cut = data[: data.index(b"</rss>") - 200]
    assert [each.author for each in read_comment_feed(cut, PAGE).entries] == ["Ida"]  # the last one's words break off
    assert read_comment_feed(data + b"<!-- made in 0.2 seconds -->", PAGE).intact


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_where_a_feed_ends_is_seen_in_any_encoding(encoding: str) -> None:
    text = rss(FIRST, SECOND).decode().partition("?>")[2]
    data = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    feed_read = read_comment_feed(data, PAGE)
    assert (len(feed_read.entries), feed_read.intact) == (2, True)


def embed_in(head: str, url: str = PAGE) -> str | None:
    page = read_page(f"<!DOCTYPE html><html><head>{head}</head><body><p>x</p></body></html>".encode(), url)
    return next((each.facts["url"] for each in embeds_of(page) if each.channel == "feed"), None)


def test_a_pages_own_feed_is_told_from_the_sites() -> None:
    link = '<link rel="{rel}" type="application/{kind}+xml" href="{href}">'
    site = link.format(rel="alternate", kind="rss", href="/feed/")
    assert embed_in(site) is None
    assert embed_in(site + link.format(rel="alternate", kind="rss", href="/wall/feed/")) == PAGE + "feed/"
    assert embed_in(link.format(rel="replies", kind="atom", href="/r/7.atom")) == "http://harbour.example/r/7.atom"
    plain = link.format(rel="alternate", kind="rss", href="/?feed=rss2&amp;p=7")
    assert embed_in(site + plain, "http://harbour.example/?p=7") == "http://harbour.example/?feed=rss2&p=7"
    assert embed_in(plain, "http://harbour.example/?p=8") is None
    assert embed_in(site, "http://harbour.example/") is None


def test_the_type_of_a_feed_may_have_parameters() -> None:
    typed = '<link rel="alternate" type="application/atom+xml; charset=UTF-8" href="/wall/feed/">'
    assert embed_in(typed) == PAGE + "feed/"


def test_the_path_of_a_number_is_not_that_of_the_page() -> None:
    """Of WordPress in a folder: the shortlink says of the page its number alone."""
    short = '<link rel="shortlink" href="/blog/?p=7">'
    feed = '<link rel="alternate" type="application/rss+xml" href="{}">'
    assert embed_in(short + feed.format("/blog/feed/") + feed.format("/wall/feed/")) == f"{PAGE}feed/"
    assert embed_in(short + feed.format("/blog/?feed=rss2&p=7")) == "http://harbour.example/blog/?feed=rss2&p=7"


@pytest.fixture
def service() -> Iterator[Services]:
    service = Services()
    with service:
        yield service


def asked(service: Services) -> Embed:
    return Embed("feed", "feed of comments", PAGE, {"url": f"{service.url}/wall/feed/"})


def test_a_feed_that_goes_on_is_followed_and_judged_by_its_own_count(service: Services) -> None:
    total = '<o:totalResults xmlns:o="http://a9.com/-/spec/opensearch/1.1/">3</o:totalResults>'
    further = f'<link rel="next" href="{service.url}/wall/feed/2"/>{total}'
    kind = "application/atom+xml"
    service.extra["/wall/feed/"] = kind, atom(entry(1, "Ida", "wall"), entry(2, "Tove", "1"), head=further)
    service.extra["/wall/feed/2"] = kind, atom(entry(2, "Tove", "1"), entry(3, "Piers", "2"), head=total)
    with Fetcher(POLICY) as fetcher:
        reading = feed.read(asked(service), web(fetcher))
        assert [each.depth for each in reading.comments] == [0, 1, 2]
        assert (reading.complete, reading.declared_count) == (True, 3)
        service.faults["/wall/feed/2"] = faults.status(404)
        cut = feed.read(asked(service), web(fetcher))
        assert (len(cut.comments), cut.complete) == (2, False)
        assert "404" in str(sentence(cut.incomplete))


def test_a_feed_of_other_things_is_refused_by_name(service: Services) -> None:
    service.extra["/wall/feed/"] = (
        "application/rss+xml",
        rss("<item><title>A</title><link>http://harbour.example/a/</link></item>"),
    )
    with Fetcher(POLICY) as fetcher, pytest.raises(FetchError, match="not a feed of one page's comments"):
        feed.read(asked(service), web(fetcher))


def test_a_feed_that_never_ends_is_left_when_it_repeats_itself(service: Services) -> None:
    again = f'<link rel="next" href="{service.url}/wall/feed/{{}}"/>'
    for number in range(5):
        data = atom(entry(1, "Ida", "wall"), entry(2, "Tove", "1"), head=again.format(number + 1))
        service.extra[f"/wall/feed/{number or ''}"] = "application/atom+xml", data
    with Fetcher(POLICY) as fetcher:
        line = web(fetcher)
        reading = feed.read(asked(service), line)
    assert (len(reading.comments), reading.complete, len(line.heard)) == (2, False, 2)


@pytest.mark.parametrize("restless", [False, True])
def test_a_feed_that_loses_entries_while_it_is_read_is_read_once_more(service: Services, restless: bool) -> None:
    """One goes from the page that was read already: what begins the next one moves up, and is not shown."""
    total = '<o:totalResults xmlns:o="http://a9.com/-/spec/opensearch/1.1/">{}</o:totalResults>'
    times = iter(range(9))

    def first(handler: Handler) -> bool:
        gone = next(times) > 0 and not restless
        names = ((2, "Tove"), (3, "Piers")) if gone else ((1, "Ida"), (2, "Tove"))
        shown = [entry(number, name, "wall") for number, name in names]
        further = f'<link rel="next" href="{service.url}/wall/feed/2"/>'
        return faults.body(atom(*shown, head=further + total.format(3 if gone else 4)))(handler)

    service.faults["/wall/feed/"] = first
    service.extra["/wall/feed/2"] = "application/atom+xml", atom(entry(4, "Bo", "wall"), head=total.format(3))
    with Fetcher(POLICY) as fetcher:
        reading = feed.read(asked(service), web(fetcher))
    names = [each.author.name for each in reading.comments]
    if restless:
        assert (reading.complete, reading.incomplete) == (False, Incomplete(Code.MOVED))
    else:
        assert (reading.complete, names) == (True, ["Tove", "Piers", "Bo"])


@pytest.mark.parametrize("link", ["#comment-{}", "#comment-1"])
def test_ids_that_several_comments_share_are_no_ids(service: Services, link: str) -> None:
    dates = [f"Sat, 02 Mar 2019 08:00:0{number} +0000" for number in range(5)]
    items = [item(number, f"Guest {number}", dates[number], "Aye.") for number in range(1, 5)]
    shared = [each.replace(f"?p=7#comment-{n}", "?p=7") for n, each in enumerate(items, 1)]
    shared = [each.replace(f"{PAGE}#comment-{n}", PAGE + link.format(n)) for n, each in enumerate(shared, 1)]
    comments = reading_of(read_comment_feed(rss(*shared, shared[0]), PAGE)).comments
    assert [each.author.name for each in comments] == [f"Guest {number}" for number in range(1, 5)]
    assert {each.id is None for each in comments} == {link == "#comment-1"}


def test_the_feed_of_another_page_is_refused_by_name(service: Services) -> None:
    """As where a site without feeds of single posts answers with its feed of all comments, and one was talked about."""
    other = "http://harbour.example/quay/"
    service.extra["/wall/feed/"] = (
        "application/rss+xml",
        rss(
            *(item(number, "Ida", f"Sat, 02 Mar 2019 08:00:0{number} +0000", page=other) for number in (1, 2)),
            page=other,
        ),
    )
    with Fetcher(POLICY) as fetcher, pytest.raises(FetchError, match="another page's comments"):
        feed.read(asked(service), web(fetcher))


@pytest.mark.parametrize(
    ("page", "at", "leads_to"),
    [
        (PAGE, PAGE + "feed/", PAGE),
        (f"{PAGE}amp/", PAGE + "feed/atom/", PAGE),
        (f"{PAGE}?utm_source=x", "http://feeds.example/7", PAGE),
        ("http://m.harbour.example/wall/", "http://feeds.example/7", PAGE),
        ("http://harbour.example/?p=7", "http://harbour.example/?feed=rss2&p=7", "http://harbour.example/?p=7"),
        ("http://harbour.example/wall/", "http://harbour.example/?feed=rss2&p=7", "http://harbour.example/?p=7"),
        ("http://harbour.example/%D0%BF/", "http://harbour.example/%D0%BF/feed/", "http://harbour.example/%d0%bf/"),
        ("http://harbour.example/%D0%BF/1/", "http://harbour.example/%D0%BF/feed/", "http://harbour.example/п/"),
    ],
)
def test_the_feed_of_a_page_is_known_by_where_its_comments_lead_or_by_its_address(
    page: str, at: str, leads_to: str
) -> None:
    assert is_of_page(read_comment_feed(rss(item(3, "Ida", "", page=leads_to), page=leads_to), at), page)
    assert not is_of_page(read_comment_feed(rss(item(3, "Ida", "", page="http://harbour.example/?p=8")), at), page)
