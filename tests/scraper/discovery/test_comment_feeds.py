"""A feed of comments says what RSS 2.0, Atom, RFC 4685 and RFC 5005 let it say."""

from __future__ import annotations

import pytest

from scraper.discovery import comment_feeds
from scraper.discovery.comment_feeds import Entry, read_comment_feed
from scraper.errors import BadFeed

URL = "http://harbour.example/wall/feed/"

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Comments on: The wall</title>
<link>http://harbour.example/wall/</link>{}</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:gd="http://schemas.google.com/g/2005"
xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/"><id>tag:harbour.example,2019:wall</id>{}</feed>"""


def rss(items: str) -> list[Entry]:
    return list(read_comment_feed(RSS.format(items).encode(), URL).entries)


def atom(entries: str) -> list[Entry]:
    return list(read_comment_feed(ATOM.format(entries).encode(), URL).entries)


def test_an_rss_item_is_one_comment() -> None:
    (entry,) = rss(
        "<item><title>By: Ida</title><link>http://harbour.example/wall/#comment-3</link><dc:creator>Tove &amp;amp; Co"
        "</dc:creator><pubDate>Sat, 02 Mar 2019 08:00:05 EST</pubDate><guid isPermaLink='false'>tag:3</guid>"
        "<description>cut short</description><content:encoded><![CDATA[<p>I saw it <b>move</b>.</p>]]>"
        "</content:encoded></item>"
    )
    assert entry == Entry(
        id="tag:3",
        link="http://harbour.example/wall/#comment-3",
        author="Tove & Co",
        author_url=None,
        avatar=None,
        published="2019-03-02T08:00:05-05:00",
        published_text="Sat, 02 Mar 2019 08:00:05 EST",
        html="<p>I saw it <b>move</b>.</p>",
    )


def test_an_atom_entry_is_one_comment_with_what_it_answers() -> None:
    (entry,) = atom(
        "<entry><id>tag:2</id><author><name>Ida</name><uri>/people/ida</uri><gd:image src='/ida.png'/></author>"
        "<published>2019-03-02T08:00:00.123+01:00</published><updated>2020-01-01T00:00:00Z</updated>"
        "<link rel='alternate' href='#2'/><link rel='related' href='/feed/1'/><link rel='self' href='/feed/2'/>"
        "<thr:in-reply-to ref='tag:wall'/><thr:in-reply-to ref='tag:1'/><content type='html'>&lt;p&gt;Aye.</content>"
        "<gd:extendedProperty name='blogger.contentRemoved' value='true'/></entry>"
    )
    assert (entry.author, entry.author_url, entry.avatar) == (
        "Ida", "http://harbour.example/people/ida", "http://harbour.example/ida.png",
    )  # fmt: skip
    assert (entry.link, entry.related) == (f"{URL}#2", ("http://harbour.example/feed/1",))
    assert (entry.published, entry.answers) == ("2019-03-02T08:00:00+01:00", ("tag:wall", "tag:1"))
    assert (entry.html, entry.is_removed) == ("<p>Aye.", True)


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<content type='text'>a &lt; b\nc</content>", "a &lt; b<br>c"),
        ("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a<br/>b</div></content>", "a<br>"),
        ("<summary>short</summary>", "short"),
        ("<content/><summary>short</summary>", "short"),
        ("", ""),
    ],
)
def test_words_are_escaped_plain_or_markup_within(content: str, html: str) -> None:
    (entry,) = atom(f"<entry>{content}</entry>")
    assert html in entry.html
    assert bool(entry.html) is bool(html)


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("ida@harbour.example (Ida Berg)", "Ida Berg"),
        ("ida@harbour.example", None),
        ("Ida Berg", "Ida Berg"),
        ("", None),
    ],
)
def test_the_name_in_an_rss_author_is_kept_and_the_mail_address_is_not(stated: str, author: str | None) -> None:
    (entry,) = rss(f"<item><author>{stated}</author></item>")
    assert entry.author == author


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Sat, 02 Mar 2019 08:00:05 GMT", "2019-03-02T08:00:05+00:00"),
        ("02 Mar 2019 08:00 PDT", "2019-03-02T08:00-07:00"),
        ("Sat, 02 Mar 2019 08:00:05 +0530", "2019-03-02T08:00:05+05:30"),
        ("2019-03-02T08:00:05Z", "2019-03-02T08:00:05Z"),
        ("yesterday", None),
    ],
)
def test_dates_are_those_of_rfc_822_with_its_zones_or_iso(stated: str, published: str | None) -> None:
    (entry,) = rss(f"<item><pubDate>{stated}</pubDate></item>")
    assert entry.published_text == stated
    assert (entry.published or "").replace("+00:00", "Z") == (published or "").replace("+00:00", "Z")


def test_a_feed_says_what_it_belongs_to_how_many_there_are_and_where_it_goes_on() -> None:
    head = (
        "<link rel='alternate' href='/wall/'/><link rel='next' href='?page=2'/>"
        "<openSearch:totalResults>31</openSearch:totalResults>"
    )
    feed = read_comment_feed(ATOM.format(head + "<entry><id>1</id></entry>").encode(), URL)
    assert (feed.page, feed.next, feed.total) == ("http://harbour.example/wall/", f"{URL}?page=2", 31)
    assert (feed.intact, len(feed.entries)) == (True, 1)
    bare = read_comment_feed(ATOM.format("").encode(), URL)
    assert (bare.page, bare.next, bare.total, bare.entries) == (None, None, None, ())


def test_of_a_feed_that_breaks_off_the_last_entry_is_left_out() -> None:
    data = RSS.format("<item><guid>1</guid></item><item><guid>2</guid><description>I saw").encode()
    feed = read_comment_feed(data.removesuffix(b"</channel></rss>"), URL)
    assert ([entry.id for entry in feed.entries], feed.intact) == (["1"], False)


def test_what_a_cache_writes_behind_a_feed_does_not_break_it_off() -> None:
    data = (RSS.format("<item><guid>1</guid></item>") + "\n<!-- Cached in 0.3 seconds -->\n").encode()
    assert read_comment_feed(data, URL).intact


def test_a_feed_of_more_entries_than_a_page_has_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comment_feeds, "MAX_ENTRIES", 3)
    assert len(rss("<item><guid>1</guid></item>" * 9)) == 3


@pytest.mark.parametrize("data", [b"", b"<html><p>no feed</p></html>", b"{}", b"\x00\x01\x02\x03" * 9])
def test_what_is_no_feed_is_refused_by_its_address(data: bytes) -> None:
    with pytest.raises(BadFeed, match=f"^{URL}: "):
        read_comment_feed(data, URL)
