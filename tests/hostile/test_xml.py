"""XML from strangers expands no entities, loads nothing, grows no further than it may, and leads in no circles."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from archive.run.scrape import scrape
from archive.store import Archive
from scraper.discovery.feeds import read_feed
from scraper.discovery.sitemaps import read_sitemap
from scraper.fetch import Fetcher, Policy
from scraper.fetch.errors import BadFeed
from scraper.visit.targets import WebPage
from scraper.workers import Workers
from tests.blog import Blog
from tests.support.report import Told

URL = "http://quayside.example/feed"
SECRET = "the-secret-of-the-file"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "entities within entities": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "one long entity, many times": f'<!DOCTYPE x [<!ENTITY l9 "{"ha" * 50_000}">]>',
    "an entity of a file": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file://FILE">]>',
    "an entity of the web": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "WEB/entity">]>',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "WEB/entity.dtd"> %p;]>',
    "an external type": '<!DOCTYPE x SYSTEM "WEB/entity.dtd">',
    "a public type": '<!DOCTYPE x PUBLIC "-//quay//x" "WEB/entity.dtd">',
    "behind a long comment": f'<!--{"x" * 300_000}--><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "in capitals": '<!DOCTYPE x [<!ENTITY\tl9\nSYSTEM "file://FILE">]>',
}
KINDS = {
    "feed": '<rss version="2.0"><channel><title>T &l9;</title><item><title>I &l9;</title>'
    "<link>http://quayside.example/tide</link></item></channel></rss>",
    "sitemap": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://quayside.example/tide&l9;'
    "</loc></url></urlset>",
}
ENCODINGS = ["utf-8", "utf-16", "utf-16-be", "utf-8-sig"]


def read(kind: str, data: bytes) -> str:
    """Everything that was read, as text."""
    return str(read_feed(data, URL) if kind == "feed" else read_sitemap(data, URL))


@pytest.fixture
def web() -> Iterator[Blog]:
    with Blog() as blog:
        yield blog


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", DOCTYPES)
@pytest.mark.parametrize("kind", KINDS)
def test_entities_are_neither_expanded_nor_loaded(
    kind: str, name: str, encoding: str, tmp_path: Path, web: Blog
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    web.extra["/entity"] = web.extra["/entity.dtd"] = ("text/plain", f'<!ENTITY l9 "{SECRET}">'.encode())
    doctype = DOCTYPES[name].replace("FILE", str(tmp_path / "secret")).replace("WEB", web.url)
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    data = f"{declared}{doctype}{KINDS[kind]}".encode(encoding)
    try:
        text = read(kind, data)
    except BadFeed as error:
        text = str(error)
    assert SECRET not in text
    assert "haha" not in text
    assert len(text) < 1000
    assert web.visits == []


@pytest.mark.parametrize("kind", KINDS)
def test_without_them_both_are_read(kind: str) -> None:
    for encoding in ENCODINGS:
        declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
        text = read(kind, (declared + KINDS[kind].replace("&l9;", "")).encode(encoding))
        assert "http://quayside.example/tide" in text


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"<urlset>" + b" " * 60_000_000),
        gzip.compress(b"<urlset><url><loc>http://quayside.example/a")[:-9],
        b"\x1f\x8b" + b"\xff" * 100,
        gzip.compress(gzip.compress(b"<urlset></urlset>")),
        b"<urlset>" + b"<url>" * 100_000,
        b"<urlset><url><loc>" + b"&#x41;" * 100_000 + b"</loc></url></urlset>",
        b"<urlset " + b" ".join(b'a%d="x"' % n for n in range(50_000)) + b"></urlset>",
    ],
    ids=["bomb", "cut", "damaged", "twice", "deep", "references", "attributes"],
)
def test_sitemaps_that_grow_or_break_are_refused_or_empty(data: bytes) -> None:
    with suppress(BadFeed):
        assert read_sitemap(data, URL).pages == ()


def test_sitemaps_that_list_each_other_are_read_once_each(web: Blog, tmp_path: Path) -> None:
    def index(*names: str) -> tuple[str, bytes]:
        listed = "".join(f"<sitemap><loc>{web.url}/{name}.xml</loc></sitemap>" for name in names)
        text = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'
        return "application/xml", text.encode()

    web.extra["/one.xml"], web.extra["/two.xml"] = index("one", "two"), index("one", "two", "three")
    web.extra["/three.xml"] = index(*(f"deep{number}" for number in range(5)))
    for number in range(5):
        web.extra[f"/deep{number}.xml"] = index(f"deep{number + 1}", "one")
    told = Told()
    policy = Policy(allow_private=True, delay=0, retries=0, timeout=10)
    with (
        Archive.open(tmp_path / "afterword.db") as archive,
        Fetcher(policy) as fetcher,
        Workers(1, deadline=60) as workers,
    ):
        scrape([WebPage(f"{web.url}/one.xml")], archive, fetcher, workers, told)
    asked = [visit.path for visit in web.visits]
    assert len(asked) == len(set(asked))  # nothing twice
    assert len(told.lines) < 10
