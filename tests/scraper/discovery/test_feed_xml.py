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
    head = feed_xml.head(feed_xml.read(cyrillic, URL, "text/xml; charset=windows-1251"))
    assert feed_xml.first(head, "title") == "Прилив"


def test_a_damaged_feed_is_read_as_far_as_it_goes() -> None:
    root = feed_xml.read(b"<rss><channel><item><title>a & b</title></item><item><ti", URL)
    assert feed_xml.first(next(feed_xml.entries(root)), "title") == "a b"


@pytest.mark.parametrize("half", ["&#xD800;", "&#55296;", "&#xdfff;"])
def test_half_a_character_is_none(half: str) -> None:
    head = feed_xml.head(feed_xml.read(rss(f"<title>a{half}b &#233; &#x48; &#dead;</title>"), URL))
    assert (feed_xml.first(head, "title") or "").startswith("a\ufffdb é H")


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
