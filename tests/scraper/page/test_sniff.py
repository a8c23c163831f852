from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.page.sniff import kind_of

EXAMPLE = Path(__file__).resolve().parents[2] / "blog" / "example.html"

BULLET = "  • http://a.example Ann\n    That is how it was, as far as anyone remembers.\n"

DUMP = f"The lighthouse\n\nIt stood there.\n\n{BULLET * 9}    In HTML that is <p> or <b>bold</b> or <html>, you know.\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><title>x</title>", "html"),
        ("<HTML><body>x", "html"),
        ("  \n<!-- saved from url=(0020)http://a.example/ -->\n<html>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="x">', "html"),
        ('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        ("<div><p>a piece of a page</p></div>", "html"),
        ("<!DOCTYPE html><p>We write <rss version='2.0'> and <feed> here.</p>", "html"),
        ("<br />\n<b>Warning</b>: mysql_connect()\n<!DOCTYPE html><html><p>x", "html"),
        ("Warning: mysql_connect()\n<!DOCTYPE html>\n<html><p>x", "html"),
        ('<?xml version="1.0"?><rss version="2.0">', "feed"),
        ("<rss version='2.0'><channel>", "feed"),
        ("<!-- made by hand --><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ('<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">', "feed"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">', "feed"),
        ('<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "sitemap"),
        ("<sitemapindex>", "sitemap"),
        ('<?xml version="1.0"?><disqus xmlns="http://disqus.com">', "xml"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>', "xml"),
        (DUMP, "text"),
        ("Just words.", "text"),
        ("<3 this post", "text"),
        ("<ann@example.org> wrote: hello", "text"),
        ("", "empty"),
        ("\ufeff \n\t", "empty"),
    ],
)
def test_kinds_are_told_by_content_in_every_encoding(text: str, kind: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert kind_of(text.encode(encoding)) == kind


def test_utf_16_without_a_mark_is_read() -> None:
    assert kind_of("<!DOCTYPE html><title>x</title>".encode("utf-16-le")) == "html"
    assert kind_of("<rss version='2.0'>".encode("utf-16-be")) == "feed"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0", b"%PDF-1.4\nhello", gzip.compress(b"<html>", mtime=0), bytes(range(256))]
)
def test_binary_is_not_text(data: bytes) -> None:
    assert kind_of(data, "text/html") == "binary"


def test_the_content_type_decides_only_in_doubt() -> None:
    assert kind_of(b"Ann wrote <b>this</b>", "text/html; charset=utf-8") == "html"
    assert kind_of(b"Ann wrote <b>this</b>", "text/plain") == "text"
    assert kind_of(b"<!DOCTYPE html><p>x", "text/plain") == "html"
    assert kind_of(b"<rss version='2.0'>", "text/html") == "feed"


def test_latin_1_is_text() -> None:
    assert kind_of("Où est-il passé ?".encode("latin-1")) == "text"


def test_a_saved_page_is_html() -> None:
    assert kind_of(EXAMPLE.read_bytes()) == "html"


@given(st.binary(max_size=300), st.sampled_from([None, "text/html", "text/plain", "\udcff"]))
def test_any_bytes_have_a_kind(data: bytes, content_type: str | None) -> None:
    assert kind_of(data, content_type)


@pytest.mark.parametrize("piece", [b"<!-- ", b"<!--", b"<?", b"<![", b" ", b"<", b"<a", b"\n<", b"<!DOCTYPE [", b"<a:"])
def test_hostile_beginnings_cost_no_time(piece: bytes) -> None:
    begun = time.perf_counter()
    kind_of(piece * 200_000)
    assert time.perf_counter() - begun < 1
