from __future__ import annotations

import time

import pytest

from scraper.discovery.feeds import FeedEntry, read_feed
from scraper.fetch.errors import BadFeed
from tests.blog.markup import Comment, Post, render_feed

URL = "http://quayside.example/feed/"


def test_an_rss_feed_lists_pages_with_their_comments() -> None:
    comments = (Comment(1, "Ebbe", ("Yes.",)), Comment(2, "Ioan", ("No.",), parent=1))
    posts = (Post("tide", "Tide & table", "Maren", ("Text.",), comments), Post("hen", "The Hen", "Maren", ("Text.",)))
    feed = read_feed(render_feed(posts, base="http://quayside.example").encode(), URL)
    assert (feed.title, feed.link) == ("Quayside Notes", "http://quayside.example")
    assert feed.entries[0] == FeedEntry(
        url="http://quayside.example/tide/",
        title="Tide & table",
        published="2024-03-04T08:00:00Z",
        comment_count=2,
        comments_feed="http://quayside.example/tide/feed/",
    )
    assert [entry.comment_count for entry in feed.entries] == [2, 0]


def test_an_atom_feed_states_its_replies_by_rfc_4685() -> None:
    data = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
      xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Q</title><entry><title>T</title>
      <link rel="alternate" type="text/html" href="/tide"/>
      <link rel="replies" type="application/atom+xml" href="/tide/comments.xml"/>
      <thr:total>3</thr:total><published>2024-03-04T09:00:00+01:00</published></entry></feed>"""
    (entry,) = read_feed(data, URL).entries
    assert entry.url == "http://quayside.example/tide"
    assert entry.comments_feed == "http://quayside.example/tide/comments.xml"
    assert entry.comment_count == 3
    assert entry.published == "2024-03-04T08:00:00Z"


def test_entries_that_lead_nowhere_or_twice_to_the_same_page_are_left_out() -> None:
    links = [
        "http://a.example/1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "",
        "http://a.example/1",
        "//b.example/2",
    ]
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    feed = read_feed(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode(), URL)
    assert [entry.url for entry in feed.entries] == ["http://a.example/1", "http://b.example/2"]


def test_the_address_behind_a_counting_redirect_is_preferred() -> None:
    data = b"""<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
      <link>http://feeds.example/~r/1</link><feedburner:origLink>http://a.example/1</feedburner:origLink>
      </item></channel></rss>"""
    assert read_feed(data, URL).entries[0].url == "http://a.example/1"


def test_a_damaged_feed_gives_what_can_be_read() -> None:
    data = b"<rss version='2.0'><channel><item><link>http://a.example/1</link><title>a & b</title></item><item><li"
    assert [(entry.url, entry.title) for entry in read_feed(data, URL).entries] == [("http://a.example/1", "a & b")]


def test_a_total_of_anything_else_is_no_count() -> None:
    entry = "<item><link>/tide</link><x:total>7</x:total><thr:total>3</thr:total></item>"
    names = "xmlns:x='http://shop.example/' xmlns:thr='http://purl.org/syndication/thread/1.0'"
    feed = read_feed(f"<rss {names}><channel>{entry}</channel></rss>".encode(), URL)
    assert feed.entries[0].comment_count == 3


def test_the_declared_encoding_is_kept() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>Köder</title></channel></rss>'
    assert read_feed(data.encode("latin-1"), URL).title == "Köder"
    assert read_feed(data.replace("iso-8859-1", "utf-16").encode("utf-16"), URL).title == "Köder"


def test_entity_bombs_are_refused_before_they_are_read() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss version="2.0"><channel><title>&l11;</title></channel></rss>'
    for data in (text.encode(), text.encode("utf-16"), f"<!-- <rss> -->{text}".encode()):
        begun = time.perf_counter()
        with pytest.raises(BadFeed):
            read_feed(data, URL)
        assert time.perf_counter() - begun < 2


def test_a_post_about_entities_is_no_bomb() -> None:
    data = b"""<rss version="2.0"><channel><item><link>http://a.example/1</link>
      <description><![CDATA[<!ENTITY x "y">]]></description></item></channel></rss>"""
    assert len(read_feed(data, URL).entries) == 1


@pytest.mark.parametrize(
    "data", [b"", b"<!DOCTYPE html><p>hello", b"hello", b"\x89PNG\r\n\x1a\n\0\0\0\0", b"http://127.0.0.1/"]
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(BadFeed, match="not an RSS or Atom feed"):
        read_feed(data, URL)


def test_endless_feeds_are_cut() -> None:
    items = "".join(f"<item><link>http://a.example/{n}</link></item>" for n in range(1200))
    assert len(read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL).entries) == 1000


def test_when_the_last_comment_came_is_told_with_the_link_to_the_replies() -> None:
    data = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
      xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Q</title>
      <link rel="next" href="/feed?page=2"/><generator>Inkwell 3</generator>
      <entry><title>T</title><link rel="alternate" href="/tide"/>
      <link rel="replies" href="/tide/comments.xml" thr:count="4" thr:updated="2024-03-05T09:00:00+01:00"/></entry>
      <entry><title>U</title><link rel="alternate" href="/hen"/></entry></feed>"""
    feed = read_feed(data, URL)
    assert (feed.next, feed.generator) == ("http://quayside.example/feed?page=2", "Inkwell 3")
    assert (feed.entries[0].comment_count, feed.entries[0].comments_updated) == (4, "2024-03-05T08:00:00Z")
    assert [entry.hint for entry in feed.entries] == ["4 2024-03-05T08:00:00Z", None]


def test_an_entry_without_a_link_is_read_where_its_name_leads() -> None:
    items = (
        "<item><guid>http://a.example/1</guid></item><item><guid isPermaLink='false'>http://a.example/2</guid></item>"
        "<item><guid>tag:3</guid></item>"
    )
    feed = read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert [entry.url for entry in feed.entries] == ["http://a.example/1"]


def test_titles_of_pictures_are_no_titles_of_pages() -> None:
    data = b"""<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><item><media:title>A hen</media:title><title>The Hen</title><link>/hen</link>
      <comments>http://quayside.example/hen#c</comments><dc:date>2024-03-04T09:00:00+01:00</dc:date></item></channel></rss>"""
    (entry,) = read_feed(data, URL).entries
    assert entry == FeedEntry("http://quayside.example/hen", "The Hen", "2024-03-04T08:00:00Z")
