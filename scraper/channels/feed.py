"""The feed of one page's comments, whatever system the page is made with (`wfw:commentRss`, RFC 4685)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from scraper.channels.base import Reading, read_each, words
from scraper.channels.paging import failed, page_after_page, shrank
from scraper.channels.wordpress.feed import atom_feed, without_answer_lines
from scraper.channels.wordpress.site import is_wordpress
from scraper.comments.completeness.pagination import thread_address
from scraper.discovery.comment_feeds import read_comment_feed
from scraper.errors import BadFeed, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.thread import Author, Comment
from scraper.urls import absolute_url, normal_url, shown, site_host

if TYPE_CHECKING:
    from scraper.channels.base import Kept
    from scraper.channels.session import Web
    from scraper.discovery.comment_feeds import CommentFeed, Entry
    from scraper.page.page import Page
    from scraper.thread import Embed

MOST_PAGES = 400
"""Pages of one feed that are followed."""

CUT_SHORT = Incomplete(Code.CUT_SHORT)

MOVED = Incomplete(Code.MOVED)

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_OF_A_COMMENT = re.compile(r"(?:li-|div-)?(?:comment|cmt|c|reply|respond|post|p|isso)[-_]?\d+", re.IGNORECASE)
_NUMBERINGS = {
    "wordpress": re.compile(r"#comment-(\d+)$"),
    "blogger": re.compile(r"^tag:blogger\.com,1999:blog-\d+\.post-(\d+)$"),
    "feed": re.compile(r"(.+)", re.DOTALL),
}
"""What ids look like in feeds of systems whose pages number the comments the same way; the number in them."""
_VIEWS = frozenset({"showcomment", "replytocom", "cpage"})
"""Parameters with which an address shows one comment of a page."""
_POST = frozenset({"p", "page_id", "attachment_id"})
"""Parameters that hold the number of a post."""


def find(page: Page) -> dict[str, str] | None:
    """A feed whose address lies below the page's own, or that the page calls its replies."""
    for node in page.tree.css("link[rel][href][type]"):
        relations = (node.attributes.get("rel") or "").lower().split()
        if (node.attributes.get("type") or "").partition(";")[0].strip().lower() not in _FEED_TYPES:
            continue
        url = absolute_url(node.attributes.get("href"), page.base)
        if url and ("replies" in relations or ("alternate" in relations and _lies_below(url, page))):
            better = atom_feed(url) if is_wordpress(page) else None
            return {"url": url} if better in (None, url) else {"url": better, "else": url}
    return None


def read(embed: Embed, web: Web) -> Reading:
    """All that the feed holds, its further pages included, in the first of its forms that can be had.

    FetchError or ParseError when there is none, or not of one page alone.
    """
    feed, reason = _read_one_of([embed.facts[name] for name in ("url", "else") if name in embed.facts], web)
    _refuse_others(feed)
    if not is_of_page(feed, embed.page):
        raise BadFeed(f"{shown(feed.url)}: a feed of another page's comments than {shown(embed.page)}")
    # what strangers wrote is read in a worker process
    return web.call(reading_of, feed.url, feed, embed.page, reason)


def again(kept: Kept) -> Reading:
    """The feed and its further pages; also of one that was met by itself (scraper.channels.saved)."""
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
    """The first of several forms of a feed that can be had. A fetcher that was told to stop gives none of them."""
    for url in urls[:-1]:
        try:
            return _read_all(url, web)
        except ScraperError as error:  # the next may be there
            failed(error)
    return _read_all(urls[-1], web)


def _read_all(url: str, web: Web) -> tuple[CommentFeed, Incomplete | None]:
    """A feed with the entries of all the pages that it goes on over (RFC 5005), and why some are missing.

    Pages are cut by number, so what goes while they are read moves what follows: they are then read once more.
    FetchError when there is not even the first.
    """
    feed, reason = _read_pages(url, web)
    again, why = _read_pages(url, web) if reason == MOVED else (feed, reason)
    return (again, why) if again.entries else (feed, reason)


def _read_pages(first: str, web: Web) -> tuple[CommentFeed, Incomplete | None]:
    def one(url: str) -> tuple[CommentFeed, str | None]:
        feed = web.parse(read_comment_feed, web.get(url))
        return feed, feed.next if feed.entries else None

    feeds, reason = page_after_page(first, one, lambda feed: feed.entries, most=MOST_PAGES)
    if reason is None and not all(feed.intact for feed in feeds):
        reason = CUT_SHORT
    if reason is None and shrank(feed.total for feed in feeds):
        reason = MOVED
    return _joined(feeds), reason


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
    system = numbering_of(feed.entries)
    entries = distinct(feed.entries)
    entries = without_answer_lines(entries) if system == "wordpress" else entries
    comments = [comment_of(entry, system, address) for entry in oldest_first(entries)]
    reason = failed or (None if feed.intact else CUT_SHORT)
    return Reading.of(comments, (system, site_host(address)), feed.total, reason, address)


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


def numbering_of(entries: Sequence[Entry]) -> str:
    """The numbering of the entries' ids: a comment system's own where all look like its, else the feed's."""
    alike = (name for name in _NUMBERINGS if all(_number(entry.id, name) for entry in entries))
    return next(alike, "feed") if entries else "feed"


def _number(stated: str | None, numbering: str) -> str | None:
    """The comment's id in an id or link of the feed; None where it is none."""
    found = _NUMBERINGS[numbering].search(stated or "")
    return found[1] if found is not None else None


def comment_of(entry: Entry, numbering: str, base: str) -> Comment:
    """One comment of a feed; whom it answers stands in `parent_id`, and may be the post."""
    text, html = words(entry.html, base)
    own = _number(entry.id, numbering)
    answered = (_number(answer, numbering) for answer in entry.answers)
    related = (urlsplit(link).path.rpartition("/")[2] for link in entry.related) if numbering != "feed" else ()
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
    base, _, query = link.partition("#")[0].partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name.lower() not in _VIEWS]
    return f"{base}?{urlencode(kept)}" if kept else base


def _is_comment(entry: Entry) -> bool:
    """Whether an entry says that it answers something, or leads to a comment on its page."""
    marks = (stated.partition("#")[2] for stated in (entry.link, entry.id) if stated)
    return bool(entry.answers) or entry.is_removed or any(map(_OF_A_COMMENT.fullmatch, marks))


def _lies_below(url: str, page: Page) -> bool:
    """Whether an address begins with the page's: `<post>/feed/`; or has its number: `?feed=rss2&p=7`."""
    for own in (page.canonical_url, page.url, page.link("shortlink")):
        if own and site_host(own) == site_host(url):
            posts = _posts(own)
            path = urlsplit(own).path.rstrip("/") if not posts else ""  # of `/blog/?p=7` it is that of the whole blog
            if (path and urlsplit(url).path.startswith(f"{path}/")) or posts & _posts(url):
                return True
    return False
