"""Feeds that somebody saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.channels.feed import is_one_thread, reading_of
from scraper.channels.saved import read_any_feed
from scraper.discovery.comment_feeds import read_comment_feed
from scraper.discovery.feeds import Feed
from scraper.thread import Thread

if TYPE_CHECKING:
    pass
from tests.scraper.channels.feeds import FIRST, PAGE, SECOND, atom, entry, item, rss


def test_addresses_in_a_saved_feed_are_those_of_the_page_that_it_names() -> None:
    (saved,) = reading_of(read_comment_feed(atom(entry(1, "Ida", "wall")), "file:///home/ida/replies.atom")).comments
    assert saved.author.url == "http://harbour.example/people/Ida"


def test_a_feed_that_lists_articles_is_no_feed_of_comments() -> None:
    other = item(9, "Ida", "Sat, 02 Mar 2019 08:00:05 +0000", page="http://harbour.example/quay/")
    assert is_one_thread(read_comment_feed(rss(FIRST, SECOND), PAGE))
    assert not is_one_thread(read_comment_feed(rss(FIRST, other), PAGE))
    plain = [item(n, "Ida", "", page=f"http://harbour.example/?p={n}") for n in (7, 8)]
    assert not is_one_thread(read_comment_feed(rss(*plain), PAGE))
    articles = rss("<item><title>A</title><link>http://harbour.example/a/</link></item>")
    assert isinstance(read_any_feed(articles, PAGE), Feed)
    releases = rss(*(f"<item><link>{PAGE}#v{number}-1</link></item>" for number in (1, 2)))
    assert isinstance(read_any_feed(releases, PAGE), Feed)


def test_a_saved_feed_of_comments_is_the_thread_of_its_page() -> None:
    thread = read_any_feed(rss(SECOND, FIRST), "file:///saved.xml", None, "2024-01-01T00:00:00Z")
    assert isinstance(thread, Thread)
    assert (thread.url, len(thread.comments), thread.channels[0].name) == (PAGE, 2, "feed")
