"""What a channel sends, met as a document: a saved page of Disqus's frame, a feed of one page's comments."""

from collections.abc import Mapping

from scraper.channels.ask import thread_of
from scraper.channels.disqus.posts import read_embed
from scraper.channels.disqus.posts import reading_of as disqus_reading
from scraper.channels.feed import is_one_thread
from scraper.channels.feed import reading_of as feed_reading
from scraper.discovery import feed_xml
from scraper.discovery.comment_feeds import comment_feed_of
from scraper.discovery.feeds import Feed, feed_of
from scraper.errors import ParseError
from scraper.thread import Thread

_EMBED_MARK = b"disqus-threadData"


def read_embed_page(data: bytes, url: str, fetched_at: str | None = None) -> Thread | None:
    """The thread in a page that Disqus serves into a frame; None where it is another page.

    Its address is that of the article, as Disqus states it, else `url`.
    """
    if _EMBED_MARK not in data:
        return None
    try:
        posts = read_embed(data, url)
    except ParseError:
        return None
    reading = disqus_reading(posts, posts.forum or "")
    return thread_of(reading, "disqus", reading.page or url, fetched_at)


def read_any_feed(
    data: bytes, url: str, headers: Mapping[str, str] | None = None, fetched_at: str | None = None
) -> Feed | Thread:
    """A feed: the thread of one page's comments, or the pages that it lists. BadFeed when it is none."""
    root = feed_xml.read(data, url, headers)
    feed = comment_feed_of(root, data, url)
    if not is_one_thread(feed):
        return feed_of(root, url)
    reading = feed_reading(feed, feed.page)
    return thread_of(reading, "feed", reading.page or url, fetched_at)
