"""The channels that there are are those of the table of systems, and each finds its own embeds."""

from __future__ import annotations

from scraper.channels.registry import embeds_of, readers
from scraper.comments.systems.table import channels
from scraper.page.page import read_page

URL = "http://harbour.example/wall/"


def test_each_channel_of_the_table_is_there_in_its_order_and_does_what_channels_do() -> None:
    assert list(readers()) == list(channels())
    for reader in readers().values():
        assert callable(reader.find)
        assert callable(reader.read)
        assert callable(reader.again)


def test_what_a_page_says_of_its_thread_comes_in_the_order_of_asking() -> None:
    head = f'<link rel="alternate" type="application/rss+xml" href="{URL}feed/">'
    thread = "<div id='disqus_thread'></div><script>var disqus_shortname = 'harbour';</script>"
    page = read_page(f"<html><head>{head}</head><body><h1>The wall</h1>{thread}</body></html>".encode(), URL)
    assert [(embed.channel, embed.system) for embed in embeds_of(page)] == [
        ("disqus", "Disqus"),
        ("feed", "feed of comments"),
    ]


def test_a_page_that_embeds_nothing_says_nothing() -> None:
    assert embeds_of(read_page(b"<html><body><h1>The wall</h1></body></html>", URL)) == ()
