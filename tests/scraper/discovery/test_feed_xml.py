"""What all feeds have in common is read one way: elements by their names, addresses by their base, dates, counts."""

from __future__ import annotations

import pytest

from scraper.discovery import feed_xml
from scraper.errors import BadFeed

URL = "http://quayside.example/feed/"


def rss(inner: str, attributes: str = "") -> bytes:
    return f"<rss version='2.0' {attributes}><channel>{inner}</channel></rss>".encode()


def test_entries_of_each_format_are_found() -> None:
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel><title>Tides</title></channel><item><title>One</title></item><item><title>Two</title></item></rdf:RDF>"""
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Tides</title><entry><title>One</title></entry></feed>"
    for data, titles in ((rdf, ["One", "Two"]), (atom, ["One"]), (rss("<title>Tides</title><item/>"), [None])):
        root = feed_xml.read(data, URL)
        assert feed_xml.first(feed_xml.head(root), "title") == "Tides"
        assert [feed_xml.first(parts, "title") for parts in feed_xml.entries(root)] == titles


def test_the_first_name_that_says_anything_counts() -> None:
    head = feed_xml.head(feed_xml.read(rss("<b> </b><a/><c>third <i>part</i></c><b>second</b>"), URL))
    assert feed_xml.first(head, "a", "b", "c") == "second"
    assert feed_xml.first(head, "c", "b") == "third part"
    assert feed_xml.first(head, "d") is None


def test_a_count_is_the_first_number_under_a_name() -> None:
    head = feed_xml.head(feed_xml.read(rss("<comments>http://a.example/1#c</comments><comments> 7 </comments>"), URL))
    assert feed_xml.number(head, "total", "comments") == 7
    assert [feed_xml.count(stated) for stated in (None, "", "-1", "1.5", "9" * 10, "0")] == [None] * 5 + [0]


def test_addresses_are_made_absolute_by_the_base_that_the_feed_states() -> None:
    atom = b"""<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://tides.example/log/'>
      <link href='2012/'/><link rel='next' href='?page=2'/><link rel='self' href='javascript:x'/>
      <entry xml:base='2013/'><link rel='replies' href='tide.xml'/></entry></feed>"""
    root = feed_xml.read(atom, URL)
    head, (entry,) = feed_xml.head(root), feed_xml.entries(root)
    assert feed_xml.link(head, "alternate", URL) == "http://tides.example/log/2012/"
    assert feed_xml.link(head, "next", URL) == "http://tides.example/log/?page=2"
    assert feed_xml.link(head, "self", URL) is None
    assert [url for _, url in feed_xml.links(entry, "replies", URL)] == ["http://tides.example/log/2013/tide.xml"]


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("Sat, 02 Mar 2019 08:00:05 EST", "2019-03-02T08:00:05-05:00"),
        ("2019-03-02T08:00:05Z", "2019-03-02T08:00:05Z"),
        ("02 Sep 13 07:30:41 GMT", "2013-09-02T07:30:41+00:00"),
        ("Mon, 02-Sep-13 07:30:41 +0200", "2013-09-02T07:30:41+02:00"),
        ("Mon, 02 Sep 2013 07:30 +02:00", "2013-09-02T07:30+02:00"),
        ("Mon, 02 Sep 2013 07:30:41 -05", "2013-09-02T07:30:41-05:00"),
        ("2013-09-02 07:30:41+02", "2013-09-02T07:30:41+02:00"),
        ("Mon Sep 2 07:30:41 2013", "2013-09-02T07:30:41"),
        ("02 Sep 13 07:30:41", "2013-09-02T07:30:41"),
        ("Mon, 02 Sep 2013 07:30:41 CET", "2013-09-02T07:30:41"),
        ("Mon, 02 Sep 2013 07:30 PDT", "2013-09-02T07:30-07:00"),
        ("2 Sep 2013 07:30 PM GMT", "2013-09-02T19:30Z"),
        ("Mon, 02 Sep 2013 07:30:41", "2013-09-02T07:30:41"),
        ("Lun, 02 sept. 2013 07:30:41 GMT", "2013-09-02T07:30:41Z"),
        ("Mon, 02 Sep 113 07:30:41 GMT", None),
        (f"Mon, 02 Sep 2013 07:30:41 +{'9' * 20}", "2013-09-02T07:30:41"),
        ("soon", None),
        (None, None),
    ],
)
def test_dates_are_those_of_mail_or_iso(stated: str | None, read: str | None) -> None:
    assert feed_xml.date(stated) == read


def test_the_charset_of_the_answer_counts_where_the_feed_declares_none() -> None:
    data = rss("<title>Köder</title>").decode().encode("cp1251", "xmlcharrefreplace")
    cyrillic = "<rss><channel><title>Прилив</title></channel></rss>".encode("cp1251")
    assert feed_xml.first(feed_xml.head(feed_xml.read(data, URL)), "title") == "Köder"
    head = feed_xml.head(feed_xml.read(cyrillic, URL, {"Content-Type": "text/xml; charset=windows-1251"}))
    assert feed_xml.first(head, "title") == "Прилив"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a & b &amp; c &lt;", "a & b & c <"),
        ("caf&eacute;&nbsp;&hellip; &amp;", "café … &"),
        ("&tide; &amp;", "&tide; &"),
        ("I <3 this, 1 < 2 &amp; 3 > 2", "I <3 this, 1 < 2 & 3 > 2"),
        ("a\x0bb\x00 &#11;&amp;", "ab &"),
        ("a&#xD800;b&#55296;c&#xdfff; &#233; &#x48; &#dead;", "abc é H &#dead;"),
        ("a <b>b <br>&amp; c</i>", "a b & c"),
        ("<![CDATA[a & b <3 &nbsp;]]> &", "a & b <3 &nbsp; &"),
    ],
)
def test_a_fault_costs_nothing_that_follows(written: str, meant: str) -> None:
    root = feed_xml.read(rss(f"<item><title>{written}</title></item><item><title>a &amp; b</title></item>"), URL)
    assert [feed_xml.first(parts, "title") for parts in feed_xml.entries(root)] == [meant, "a & b"]


def test_a_damaged_feed_is_read_as_far_as_it_goes() -> None:
    root = feed_xml.read(b"<rss><channel><item><title>a & b</title></item><item><ti", URL)
    assert feed_xml.first(next(feed_xml.entries(root)), "title") == "a & b"


def test_other_rdf_is_no_feed() -> None:
    rdf = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>%b</rdf:RDF>"
    with pytest.raises(BadFeed, match="not an RSS or Atom feed but other RDF"):
        feed_xml.read(rdf % b"<rdf:Description/>", URL)
    assert len(list(feed_xml.entries(feed_xml.read(rdf % b"<item xmlns='http://purl.org/rss/1.0/'/>", URL)))) == 1


def test_entries_are_those_of_the_feeds_own_format() -> None:
    shop = "xmlns:g='http://base.google.com/ns/1.0'"
    root = feed_xml.read(rss("<item><title>One</title><g:item/></item><g:entry/><x:item/>", shop), URL)
    (entry,) = feed_xml.entries(root)
    assert feed_xml.first(entry, "title") == "One"
    (entry,) = feed_xml.entries(feed_xml.read(rss("<g:item><g:title>One</g:title></g:item><x:item/>", shop), URL))
    assert feed_xml.first(entry, "title") == "One"


def test_what_nothing_declares_is_told_apart_by_its_prefix() -> None:
    (entry,) = feed_xml.entries(feed_xml.read(rss("<item><media:title>A</media:title><title>B</title></item>"), URL))
    assert [feed_xml.name(node) for node in entry] == ["title", "title"]
    assert feed_xml.first(feed_xml.own(entry), "title") == "B"


def test_a_base_that_is_no_address_is_passed_over() -> None:
    link = "<link rel='alternate' href='/tide'/>"
    for base in ("http://[1", "tag:x", "http://"):
        atom = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}'><entry>{link}</entry></feed>"
        (entry,) = feed_xml.entries(feed_xml.read(atom.encode(), URL))
        assert feed_xml.page(entry, URL) == "http://quayside.example/tide"


def test_an_entry_is_read_where_its_format_says_and_else_at_an_alternate_in_html() -> None:
    atom = "xmlns:a='http://www.w3.org/2005/Atom'"
    links = "<a:link href='/json' type='application/json'/><a:link href='/html' type='text/html'/>"
    for stated, where in (
        ("<guid>http://a.example/guid</guid><link>/link</link>", "http://quayside.example/link"),
        ("<guid>http://a.example/guid</guid>", "http://a.example/guid"),
        ("<guid>12345</guid>", "http://quayside.example/html"),
        ("<guid isPermaLink='false'>http://a.example/guid</guid>", "http://quayside.example/html"),
        ("", "http://quayside.example/html"),
    ):
        (entry,) = feed_xml.entries(feed_xml.read(rss(f"<item>{links}{stated}</item>", atom), URL))
        assert feed_xml.page(entry, URL) == where


def test_wide_letters_without_a_mark_are_read() -> None:
    for encoding in ("utf-16-le", "utf-16-be", "utf-16"):
        data = "<?xml version='1.0' encoding='utf-16'?><rss><channel><title>Köder</title></channel></rss>"
        assert feed_xml.first(feed_xml.head(feed_xml.read(data.encode(encoding), URL)), "title") == "Köder"


def test_what_is_no_feed_or_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadFeed, match="not an RSS or Atom feed but html"):
        feed_xml.read(b"<!doctype html><p>Tides", URL)
    with pytest.raises(BadFeed, match="XML entities"):
        feed_xml.read(b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;</rss>", URL)
    monkeypatch.setattr(feed_xml, "MAX_FEED_BYTES", 20)
    with pytest.raises(BadFeed, match="larger than 20 bytes"):
        feed_xml.read(rss("<title>Tides</title>"), URL)
