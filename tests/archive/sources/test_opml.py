from __future__ import annotations

import listparser
import pytest

from archive.errors import ArchiveError
from archive.sources import opml
from archive.sources.sources import Source


def test_opml_of_feed_readers_is_read_with_folders_as_labels() -> None:
    data = b"""<?xml version="1.0"?><opml version="1.1"><head/><body>
      <outline text="Sea"><outline text="Hen" type="rss" xmlUrl="http://hen.example/feed" htmlUrl="http://hen.example/"/>
      <outline text="Twice" type="rss" xmlUrl="http://hen.example/feed"/></outline>
      <outline text="Note without an address"/><outline text="x" xmlUrl="javascript:alert(1)"/>
      <outline text="Tide" category="/boats,harbour" xmlUrl="http://tide.example/feed"/></body></opml>"""
    assert opml.read(data, "list.opml") == [
        Source("http://hen.example/feed", "feed", title="Hen", labels=("Sea",), home="http://hen.example/"),
        Source("http://tide.example/feed", "feed", title="Tide", labels=("boats", "harbour")),
    ]


def test_our_opml_is_read_by_another_reader() -> None:
    mine = [
        Source("http://hen.example/feed", "feed", title='The "Hen" & <others>', labels=("sea", "rock")),
        Source("http://tide.example/sitemap.xml", "sitemap"),
    ]
    found = listparser.parse("\n".join(opml.lines(mine)))
    assert not found.bozo
    (feed,) = found.feeds
    assert (feed.url, feed.title) == (mine[0].url, mine[0].title)
    assert set(feed.tags) == {"sea", "rock"}


def test_what_is_written_is_read_again() -> None:
    mine = [
        Source("http://hen.example/feed", "feed", "Hen", labels=("sea", "rock"), home="http://hen.example/"),
        Source("http://tide.example/sitemap.xml", "sitemap"),
        Source("http://tide.example/archive/", "archive", 'The "Tide" & <others>'),
        Source("http://tide.example/wall/", "page", labels=("wall",)),
    ]
    assert opml.read("\n".join(opml.lines(mine)).encode(), "list.opml") == mine


def test_what_xml_cannot_hold_is_left_out() -> None:
    (again,) = opml.read("\n".join(opml.lines([Source("http://a.example/", "page", "Tide\0\x1b[31m")])).encode(), "x")
    assert again.title == "Tide[31m"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<opml><body>", "cannot be read"),
        (b'<!DOCTYPE opml [<!ENTITY a "aa">]><opml/>', "document type"),
        (b"<opml>" + b" " * opml.MAX_BYTES, "larger than"),
    ],
)
def test_what_is_no_list_is_named(data: bytes, words: str) -> None:
    with pytest.raises(ArchiveError, match=rf"^list\.opml: .*{words}"):
        opml.read(data, "list.opml")


def test_opml_is_known_by_its_beginning() -> None:
    assert opml.is_opml(b'<?xml version="1.0"?>\n<OPML version="2.0">')
    assert not opml.is_opml(b"<rss>")
