from __future__ import annotations

import gzip

import pytest

from scraper.discovery.sitemaps import MAX_BYTES, MAX_PAGES, Listed, read_sitemap, stated_in_robots
from scraper.fetch.errors import BadFeed

URL = "http://quayside.example/sitemap.xml"

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*entries: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{"".join(entries)}</urlset>'.encode()


def url(address: str, more: str = "") -> str:
    return f"<url><loc> {address} </loc>{more}</url>"


def test_a_sitemap_lists_pages_each_once_with_its_date() -> None:
    found = read_sitemap(
        urlset(
            url("http://quayside.example/tide?a=1&amp;b=2", "<lastmod>2012-11-30</lastmod><priority>0.5</priority>"),
            url("HTTP://QUAYSIDE.example/hen"),
            url("http://quayside.example/hen"),
        ),
        URL,
    )
    assert found.pages == (
        Listed("http://quayside.example/tide?a=1&b=2", "2012-11-30"),
        Listed("http://quayside.example/hen"),
    )
    assert found.sitemaps == ()


def test_an_index_lists_sitemaps() -> None:
    data = f"<sitemapindex {NAMESPACE}><sitemap><loc>http://quayside.example/1.xml.gz</loc></sitemap></sitemapindex>"
    assert read_sitemap(data.encode(), URL).sitemaps == ("http://quayside.example/1.xml.gz",)


def test_compressed_is_the_same() -> None:
    data = urlset(url("http://quayside.example/hen"))
    assert read_sitemap(gzip.compress(data), URL) == read_sitemap(data, URL)


def test_pages_of_other_hosts_are_not_the_sitemaps_to_list() -> None:
    entries = ["http://www.quayside.example/1", "http://other.example/2", "ftp://quayside.example/3", "/4", ""]
    found = read_sitemap(urlset(*map(url, entries)), URL)
    assert [page.url for page in found.pages] == ["http://www.quayside.example/1"]


def test_pictures_and_translations_within_an_entry_are_no_pages() -> None:
    more = '<image:image xmlns:image="http://x.example/i"><image:loc>http://quayside.example/1.png</image:loc></image:image>'
    found = read_sitemap(urlset(url("http://quayside.example/hen", more)), URL)
    assert [page.url for page in found.pages] == ["http://quayside.example/hen"]


def test_a_sitemap_that_breaks_off_lists_what_came() -> None:
    data = urlset(url("http://quayside.example/1"), url("http://quayside.example/2"))
    found = read_sitemap(data[: data.index(b"/2")], URL)
    assert [page.url for page in found.pages][:1] == ["http://quayside.example/1"]


def test_a_fault_costs_no_address_behind_it() -> None:
    found = read_sitemap(
        urlset(url("http://quayside.example/?a=1&b=2"), url("http://quayside.example/?a=1&amp;b=3")), URL
    )
    assert [page.url for page in found.pages] == [
        "http://quayside.example/?a=1&b=2",
        "http://quayside.example/?a=1&b=3",
    ]


@pytest.mark.slow
def test_no_more_is_read_than_the_protocol_allows() -> None:
    many = urlset(*(url(f"http://quayside.example/{number}") for number in range(MAX_PAGES + 5)))
    assert len(read_sitemap(many, URL).pages) == MAX_PAGES


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<html><p>Hen</p></html>", "not a sitemap"),
        (gzip.compress(bytes(MAX_BYTES + 10)), "larger than"),
        (gzip.compress(urlset())[:-4], "ends before its end"),
        (b"\x1f\x8bnothing of the kind", "damaged"),
        (b'<!DOCTYPE urlset [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + urlset(url("&b;"))[38:], "document type"),
        (b'<!doctype urlset SYSTEM "file:///etc/passwd">' + urlset()[38:], "document type"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, why: str) -> None:
    with pytest.raises(BadFeed, match=why):
        read_sitemap(data, URL)


def test_robots_txt_names_sitemaps_wherever_it_likes() -> None:
    text = (
        "Sitemap: http://quayside.example/a.xml # ours\nUser-agent: *\nDisallow:\n"
        "SITEMAP:http://quayside.example/b.xml\nsitemap: nowhere\nSitemap: http://other.example/c.xml\n"
    )
    for mark in ("", "\N{BYTE ORDER MARK}"):
        found = list(stated_in_robots(mark + text, URL))
        assert found == ["http://quayside.example/a.xml", "http://quayside.example/b.xml"]
