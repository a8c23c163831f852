"""The feed of one page's comments, whatever system the page is made with (`wfw:commentRss`, RFC 4685)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from scraper.channels.base import Reading, judged, read_each, threaded, words
from scraper.channels.wordpress.feed import atom_feed, without_answer_lines
from scraper.channels.wordpress.site import is_wordpress
from scraper.comments.completeness.pagination import thread_address
from scraper.discovery.comment_feeds import read_comment_feed
from scraper.errors import BadFeed, Cancelled, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.text import squeeze
from scraper.thread import Author, Comment, Embed
from scraper.urls import absolute_url, normal_url, shown, site_host

if TYPE_CHECKING:
    from scraper.channels.base import Kept
    from scraper.channels.session import Web
    from scraper.discovery.comment_feeds import CommentFeed, Entry
    from scraper.page.page import Page

MOST_PAGES = 400
"""Pages of one feed that are followed."""
CUT_SHORT = Incomplete(Code.CUT_SHORT)

MOVED = Incomplete(Code.MOVED)

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_OF_A_COMMENT = re.compile(r"(?:li-|div-)?(?:comment|cmt|c|reply|respond|post|p|isso)[-_]?\d+", re.IGNORECASE)
_NUMBERINGS = {
    "wordpress": re.compile(r"#comment-(\d+)$"),
    "blogger": re.compile(r"^tag:blogger\.com,1999:blog-\d+\.post-(\d+)$"),
}
"""What ids look like in feeds of systems whose pages number the comments the same way."""
_VIEWS = frozenset({"showcomment", "replytocom", "cpage"})
"""Parameters with which an address shows one comment of a page."""
_POST = frozenset({"p", "page_id", "attachment_id"})
"""Parameters that hold the number of a post."""


class Numbering(NamedTuple):
    """How a feed numbers its comments: the numbering's name as on Thread, and what of an id is the number."""

    system: str
    number: re.Pattern[str] | None = None

    def of(self, stated: str | None) -> str | None:
        """The comment's id in an id or link of the feed; None where it is none."""
        if stated is None or self.number is None:
            return stated
        found = self.number.search(stated)
        return found[1] if found is not None else None


class FeedChannel:
    """Reads the feed that a page links for its own comments."""

    name = "feed"

    def found(self, page: Page) -> Embed | None:
        """A feed whose address lies below the page's own, or that the page calls its replies."""
        for node in page.tree.css("link[rel][href][type]"):
            relations = (node.attributes.get("rel") or "").lower().split()
            if (node.attributes.get("type") or "").partition(";")[0].strip().lower() not in _FEED_TYPES:
                continue
            url = absolute_url(node.attributes.get("href"), page.base)
            if url and ("replies" in relations or ("alternate" in relations and _lies_below(url, page))):
                better = atom_feed(url) if is_wordpress(page) else None
                facts = {"url": url} if better in (None, url) else {"url": better, "else": url}
                return Embed(self.name, "feed of comments", page.url, facts)
        return None

    def read(self, embed: Embed, web: Web) -> Reading:
        """All that the feed holds, its further pages included."""
        urls = [embed.facts[name] for name in ("url", "else") if name in embed.facts]
        return read_thread(urls, embed.page, web)

    def again(self, kept: Kept) -> Reading:
        """The feed and its further pages; also of one that was met by itself (scraper.channels.saved)."""
        return read_thread_again(kept)


def read_thread(urls: Sequence[str], page: str, web: Web) -> Reading:
    """The thread in the first of several forms of a feed that can be had, the feed's further pages included.

    `page` is the address of its article. FetchError or ParseError when there is none, or not of one page alone.
    """
    feed, failed = _read_one_of(urls, web)
    _refuse_others(feed)
    if not is_of_page(feed, page):
        raise BadFeed(f"{shown(feed.url)}: a feed of another page's comments than {shown(page)}")
    # what strangers wrote is read in a worker process
    return web.call(reading_of, feed.url, feed, page, failed)


def read_thread_again(kept: Kept) -> Reading:
    """The thread in a feed of which these answers were kept. ScraperError when they hold none."""
    found = read_each(kept, lambda answer: read_comment_feed(answer.data, answer.url))
    first = normal_url(found[0][0].asked)
    rounds: list[dict[str, CommentFeed]] = []  # by address: a feed that moved while it was read was read once more
    for answer, feed in found:
        asked = normal_url(answer.asked)
        if asked == first:
            rounds.append({})
        rounds[-1].setdefault(asked, feed)
    by_address = next((each for each in reversed(rounds) if each[first].entries), rounds[0])
    feeds = [by_address.pop(first)]
    while feeds[-1].next is not None and feeds[-1].entries:
        further = by_address.pop(normal_url(feeds[-1].next), None)
        if further is None:
            break
        feeds.append(further)
    feed = _joined(feeds)
    _refuse_others(feed)
    return reading_of(feed, kept.page, kept.failed)


def _refuse_others(feed: CommentFeed) -> None:
    if feed.entries and not is_one_thread(feed):
        raise BadFeed(f"{shown(feed.url)}: not a feed of one page's comments")


def _read_one_of(urls: Sequence[str], web: Web) -> tuple[CommentFeed, Incomplete | None]:
    """The first of several forms of a feed that can be had."""
    for url in urls[:-1]:
        try:
            return _read_all(url, web)
        except Cancelled:
            raise
        except ScraperError:  # the next may be there
            continue
    return _read_all(urls[-1], web)


def _read_all(url: str, web: Web) -> tuple[CommentFeed, Incomplete | None]:
    """A feed with the entries of all the pages that it goes on over (RFC 5005), and why some are missing.

    Pages are cut by number, so what goes while they are read moves what follows: they are then read once more.
    FetchError when there is not even the first.
    """
    feed, failed = _read_pages(url, web)
    if failed == MOVED:
        again, why = _read_pages(url, web)
        return (feed, failed) if again.entries == () else (again, why)
    return feed, failed


def _read_pages(url: str, web: Web) -> tuple[CommentFeed, Incomplete | None]:
    feeds: list[CommentFeed] = []
    asked: set[str] = set()
    known: set[Entry] = set()
    failed: Incomplete | None = None
    further: str | None = url
    while further is not None:
        if further in asked or len(feeds) == MOST_PAGES:
            failed = Incomplete(Code.CIRCLE) if further in asked else Incomplete(Code.TOO_MANY_PAGES, str(MOST_PAGES))
            break
        asked.add(further)
        try:
            response = web.get(further)
            feed = web.parse(read_comment_feed, response)
        except Cancelled:
            raise
        except ScraperError as error:
            if not feeds:
                raise
            failed = Incomplete(Code.PAGE_FAILED, squeeze(str(error)))
            break
        feeds.append(feed)
        further = feed.next if feed.entries else None
        if not feed.intact:
            failed = CUT_SHORT
        if known.issuperset(feed.entries) and further is not None:
            failed = Incomplete(Code.PAGE_REPEATED)
            break
        known.update(feed.entries)
    totals = [feed.total for feed in feeds if feed.total is not None]
    if failed is None and any(after < before for before, after in pairwise(totals)):
        failed = MOVED
    return _joined(feeds), failed


def _joined(feeds: Sequence[CommentFeed]) -> CommentFeed:
    """The pages of a feed as one."""
    entries = tuple(entry for feed in feeds for entry in feed.entries)
    totals = [feed.total for feed in feeds if feed.total is not None]
    return replace(feeds[0], entries=entries, total=totals[-1] if totals else None)


def is_one_thread(feed: CommentFeed) -> bool:
    """Whether each entry is a comment, and all of the same page."""
    pages = {_address(page_of(entry.link)) for entry in feed.entries if entry.link}
    return len(pages) <= 1 and bool(feed.entries) and all(_is_comment(entry) for entry in feed.entries)


def is_of_page(feed: CommentFeed, page: str) -> bool:
    """Whether the comments of a feed of one page are those of this one.

    They lead to it, or to one below whose address the feed itself lies; or feed and entry have the same number of a
    post, as where addresses are not pretty, or the feed's address is one of Blogger's, in which the post stands. So a
    site that answers with the feed of something else is found out.
    """
    link = next((page_of(entry.link) for entry in feed.entries if entry.link), None)
    if link is None:
        return True
    there, here, at = (normal_url(url) for url in (link, page, feed.url))
    if _address(there) == _address(here):
        return True
    path, own, below = (urlsplit(url).path.rstrip("/") for url in (there, here, at))
    if path and (path == own or below.startswith((f"{path}/feed", f"{path}/comments")) or "/feeds/" in below):
        return True
    return bool(_posts(there) & (_posts(at) | _posts(here)))


def _posts(url: str) -> frozenset[tuple[str, str]]:
    return frozenset((name, value) for name, value in parse_qsl(urlsplit(url).query) if name in _POST)


def _address(url: str) -> tuple[str, frozenset[tuple[str, str]]]:
    """An address as threads are compared by: of WordPress without pretty addresses `p` is no page of a thread."""
    return thread_address(url), _posts(url)


def reading_of(feed: CommentFeed, page: str | None = None, failed: Incomplete | None = None) -> Reading:
    """The thread that a feed of comments holds; `page` is the address of its article, else as the feed says."""
    address = page or feed.page or next((page_of(entry.link) for entry in feed.entries if entry.link), None) or feed.url
    numbering = numbering_of(feed.entries)
    entries = distinct(feed.entries)
    entries = without_answer_lines(entries) if numbering.system == "wordpress" else entries
    comments = threaded(comment_of(entry, numbering, address) for entry in oldest_first(entries))
    complete, reason = judged(len(comments), feed.total, failed or (None if feed.intact else CUT_SHORT))
    return Reading(comments, numbering.system, site_host(address), feed.total, complete, reason, address)


def distinct(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, each once, by the id that each has for itself: the feed's, else its link, else none.

    What several comments have alike names their page, or nothing; one that was edited between two pages of the feed has
    its author and its date still.
    """
    distinct = tuple(dict.fromkeys(entries))
    ids = _of_one({(entry.id, entry.author, entry.published) for entry in distinct})
    links = _of_one({(entry.link, entry.author, entry.published) for entry in distinct})
    return [
        replace(entry, id=entry.id if entry.id in ids else entry.link if entry.link in links else None)
        for entry in distinct
    ]


def _of_one(named: Iterable[tuple[str | None, str | None, str | None]]) -> set[str]:
    times = Counter(name for name, *_ in named)
    return {name for name, count in times.items() if count == 1 and name is not None}


def numbering_of(entries: Sequence[Entry]) -> Numbering:
    """The numbering of the entries' ids: a comment system's own where all look like its, else the feed's."""
    for system, number in _NUMBERINGS.items():
        if entries and all(number.search(entry.id or "") for entry in entries):
            return Numbering(system, number)
    return Numbering("feed")


def comment_of(entry: Entry, numbering: Numbering, base: str) -> Comment:
    """One comment of a feed; whom it answers stands in `parent_id`, and may be the post."""
    text, html = words(entry.html, base)
    own = numbering.of(entry.id)
    answered = (numbering.of(answer) for answer in entry.answers)
    related = (urlsplit(link).path.rpartition("/")[2] for link in entry.related) if numbering.number else ()
    return Comment(
        text="" if entry.is_removed else text,
        html="" if entry.is_removed else html,
        id=own,
        parent_id=next((id_ for id_ in (*related, *answered) if id_ is not None and id_ != own), None),
        author=Author(entry.author, entry.author_url, entry.avatar),
        published=entry.published,
        published_text=entry.published_text,
        state="deleted" if entry.is_removed else "visible",
        permalink=entry.link,
    )


def oldest_first(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as people read them: feeds mostly begin with the newest."""
    dates = [entry.published for entry in entries if entry.published]
    return list(reversed(entries)) if len(dates) > 1 and dates[0] > dates[-1] else list(entries)


def page_of(link: str) -> str:
    """The page that a link to one of its comments leads to."""
    head = link.partition("#")[0]
    base, mark, query = head.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name.lower() not in _VIEWS]
    return f"{base}?{urlencode(kept)}" if mark and kept else base


def _is_comment(entry: Entry) -> bool:
    """Whether an entry says that it answers something, or leads to a comment on its page."""
    if entry.answers or entry.is_removed:
        return True
    return any(
        _OF_A_COMMENT.fullmatch(stated.partition("#")[2]) is not None for stated in (entry.link, entry.id) if stated
    )


def _lies_below(url: str, page: Page) -> bool:
    """Whether an address begins with the page's: `<post>/feed/`; or has its number: `?feed=rss2&p=7`."""
    there = urlsplit(url)
    for own in (page.canonical_url, page.url, page.link("shortlink")):
        here = urlsplit(own or "")
        if not own or site_host(own) != site_host(url):
            continue
        mine = _posts(own)
        path = here.path.rstrip("/") if not mine else ""  # of `/blog/?p=7` the path is that of the whole blog
        if (path and there.path.startswith(f"{path}/")) or mine & set(parse_qsl(there.query)):
            return True
    return False


CHANNEL = FeedChannel()
