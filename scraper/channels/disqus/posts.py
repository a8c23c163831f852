"""Disqus's posts: as its API and the page that it serves into a frame give them, in JSON and as markup.

The page holds the first posts as JSON (`#disqus-threadData`). One that was saved after a reader had asked for more
holds those only as markup (`ul#post-list > li.post`), with dates in that reader's local time and language. The posts
that stand there in both forms tell how far the reader's clock was from UTC.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from scraper.channels.base import Reading
from scraper.channels.disqus.clock import Both, ReaderClock
from scraper.channels.values import count_of, json_of, part_of, text_of
from scraper.dates import order_of, parse_date
from scraper.errors import NotAPage
from scraper.html import attribute, plain_text, safe_html, soup_of
from scraper.incomplete import Code, Incomplete
from scraper.page.page import ancestors, read_page
from scraper.text import squeeze, unescape
from scraper.thread import Article, Author, Comment, State
from scraper.times import timed
from scraper.urls import absolute_url, shown

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HOME = "https://disqus.com/"

_POST_ID = re.compile(r"post-(\d{1,20})")

_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?")


@dataclass(frozen=True, slots=True)
class Posts:
    """One answer: posts in its order, where they go on (None: nowhere), and what it says of their thread.

    `ends`: it says itself that they go on nowhere. `thread` is the thread's id, `count` how many posts it declares.
    """

    comments: tuple[Comment, ...]
    next: str | None = None
    ends: bool = False
    forum: str | None = None
    thread: str | None = None
    link: str | None = None
    title: str | None = None
    count: int | None = None


def read_api(data: bytes, url: str) -> Posts:
    """An answer of `threads/listPosts`. NotAPage when it is none, or says that something went wrong."""
    told = json_of(data)
    if told is None:
        raise NotAPage(f"{shown(url)}: not an answer of Disqus's API")
    posts = told.get("response") if isinstance(told, dict) else None
    if not isinstance(posts, list) or told.get("code") != 0:
        raise NotAPage(f"{shown(url)}: Disqus's API refuses to answer ({_line(posts) or 'no reason given'})")
    known = [post for post in posts if isinstance(post, dict)]
    threads = [post["thread"] for post in known if isinstance(post.get("thread"), dict)]
    thread = threads[-1] if threads else {}
    link = text_of(thread.get("link"))
    return _posts([_comment(post, link) for post in known], thread, part_of(told, "cursor"))


def read_embed(data: bytes, url: str) -> Posts:
    """The page that Disqus serves into a frame, live or saved: its JSON and its markup together.

    NotAPage when it is none, or says that something went wrong.
    """
    page = read_page(data, url)
    holder = page.tree.css_first("#disqus-threadData")
    told = json_of(holder.text(deep=True)) if holder is not None else None
    if not isinstance(told, dict) or told.get("code", 0) != 0 or not isinstance(told.get("response"), dict):
        reason = _line(told.get("response")) if isinstance(told, dict) else None
        raise NotAPage(f"{shown(url)}: not a thread of Disqus{f' ({reason})' if reason else ''}")
    thread = part_of(told["response"], "thread")
    link = text_of(thread.get("link"))
    listed = told["response"].get("posts")
    stated = [_comment(post, link) for post in listed if isinstance(post, dict)] if isinstance(listed, list) else []
    if told.get("order") == "desc":
        stated.reverse()
    elif told.get("order") not in ("asc", None) and all(each.published for each in stated):
        stated.sort(key=lambda each: each.published or "")
    printed = _in_utc(_printed(page.tree, link, page.language), stated)
    cursor = part_of(told, "cursor")
    return _posts([*stated, *printed], thread, cursor, count_of(cursor.get("total")))


def _posts(
    comments: Sequence[Comment], thread: Mapping[str, Any], cursor: Mapping[str, Any], total: int | None = None
) -> Posts:
    """An answer of its parts. `next` is given on the last page, too: `hasNext` tells (documentation, "Cursors")."""
    return Posts(
        comments=tuple(comments),
        next=text_of(cursor.get("next")) if cursor.get("hasNext") is True else None,
        ends=cursor.get("hasNext") is False,
        forum=text_of(thread.get("forum")),
        thread=text_of(thread.get("id")),
        link=text_of(thread.get("link")),
        title=squeeze(unescape(text_of(thread.get("title")) or "")) or None,
        count=total if total is not None else count_of(thread.get("posts")),
    )


def reading_of(posts: Posts, forum: str, reason: Incomplete | None = None) -> Reading:
    """The thread that the posts make. `reason` says what is missing, where something is known to be."""
    if reason is None and posts.count is None and posts.next is not None:
        reason = Incomplete(Code.FURTHER_PAGES)
    reading = Reading.of(posts.comments, ("disqus", posts.forum or forum), posts.count, reason, posts.link)
    is_whole = True if reading.complete is None and posts.ends else reading.complete
    return replace(reading, complete=is_whole, article=Article(title=posts.title))


def joined(pages: Sequence[Posts]) -> Posts:
    """The posts of several answers, each once, as it was seen last, where it was seen first; of the thread what the
    last one says that says anything."""
    told = next((page for page in reversed(pages) if page.thread is not None), pages[-1])
    count = next((page.count for page in reversed(pages) if page.count is not None), None)
    by_id = {each.id: each for page in pages for each in page.comments}
    return replace(told, comments=tuple(by_id.values()), next=pages[-1].next, ends=pages[-1].ends, count=count)


def _comment(post: Mapping[str, Any], link: str | None) -> Comment:
    """One post. Ids are compared as text: the API gives a post's id as such, and its parent's as a number."""
    state = _state(post)
    text, html = _words(text_of(post.get("message")) or "", link) if state != "deleted" else ("", "")
    stated, number = text_of(post.get("createdAt")), text_of(post.get("id"))
    return Comment(
        text=text,
        html=html,
        id=number,
        parent_id=text_of(post.get("parent")),
        author=_author(part_of(post, "author")),
        published=f"{stated}Z" if stated and _UTC.fullmatch(stated) else parse_date(stated),
        published_text=stated,
        state=state,
        permalink=f"{link}#comment-{number}" if link and number else None,
        likes=count_of(post.get("likes")),
        dislikes=count_of(post.get("dislikes")),
        edited=post.get("isEdited") if isinstance(post.get("isEdited"), bool) else None,
    )


def _state(post: Mapping[str, Any]) -> State:
    if post.get("isDeleted") is True:
        return "deleted"
    if post.get("isSpam") is True:
        return "hidden"
    return "pending" if post.get("isApproved") is False else "visible"


def _author(author: Mapping[str, Any]) -> Author:
    avatar = part_of(author, "avatar")
    places = ("url",) if author.get("isAnonymous") is True else ("url", "profileUrl")
    urls = (absolute_url(text_of(author.get(name)), _HOME) for name in places)
    pictures = (absolute_url(text_of(avatar.get(name)), _HOME) for name in ("cache", "permalink"))
    return Author(
        name=squeeze(text_of(author.get("name"))) or None,
        url=next(filter(None, urls), None),
        avatar=next(filter(None, pictures), None),
    )


def _printed(tree: LexborHTMLParser, link: str | None, language: str | None) -> list[Comment]:
    """The posts of the markup. A reply stands in the list within what it answers."""
    nodes = tree.css("li.post[id^=post-]")
    titles = [_attribute(node.css_first("a.time-ago"), "title") for node in nodes]
    order = order_of([title for title in titles if title], language)
    found: list[Comment] = []
    for node, title in zip(nodes, titles, strict=True):
        number = _number(node)
        message = node.css_first(".post-message")
        if number is None or message is None:
            continue
        text, html = _words(message.inner_html or "", link)
        above = (_number(each) for each in ancestors(node.parent) if each.tag == "li")
        found.append(
            Comment(
                text=text,
                html=html,
                id=number,
                parent_id=next(filter(None, above), None),
                author=_printed_author(node.css_first(".author")),
                published=parse_date(title, order=order, language=language),
                published_text=title,
                permalink=f"{link}#comment-{number}" if link else None,
                likes=_votes(node, "likes"),
                dislikes=_votes(node, "dislikes"),
            )
        )
    return found


def _printed_author(name: LexborNode | None) -> Author:
    if name is None:
        return Author()
    url = absolute_url(_attribute(name if name.tag == "a" else name.css_first("a"), "href"), _HOME)
    return Author(squeeze(name.text()) or None, url if url and "/embed/comments" not in url else None)


def _in_utc(printed: Sequence[Comment], stated: Sequence[Comment]) -> list[Comment]:
    """The posts that stand in the markup alone, their local time as UTC: those that the JSON states, too, in UTC, tell
    how far the two are from each other."""
    utc = {each.id: _moment(each.published, bare=False) for each in stated}
    alone: list[tuple[Comment, datetime | None]] = []
    both: list[Both] = []
    for each in printed:
        local, known = _moment(each.published, bare=True), utc.get(each.id)
        if each.id not in utc:
            alone.append((each, local))
        elif local is not None and known is not None:
            both.append(Both(local, known))
    clock = ReaderClock(both) if alone else None
    told = [(each, clock.utc(local) if clock and local else None) for each, local in alone]
    return [replace(each, published=f"{moment:%Y-%m-%dT%H:%MZ}") if moment else each for each, moment in told]


def _moment(published: str | None, *, bare: bool) -> datetime | None:
    """A day with a time, to the minute, `bare` of an offset or with one; None for years that no post is of, too."""
    moment = timed(published)
    if moment is None or (moment.tzinfo is None) is not bare or not 1970 <= moment.year < 2200:
        return None
    return moment.replace(second=0, microsecond=0)  # in the years 1 and 9999 no offset can be added


def _words(html: str, link: str | None) -> tuple[str, str]:
    """What a person wrote, its links made direct."""
    soup = direct(html)
    return plain_text(soup), safe_html(str(soup), link or _HOME)


def direct(html: str) -> BeautifulSoup:
    """A post's HTML with the links that a person wrote: Disqus cuts long addresses short, and leads those who click by
    way of a counter."""
    soup = soup_of(html)
    for anchor in soup.find_all("a", href=True):
        address = _counted(attribute(anchor, "href"))
        anchor["href"] = address
        printed = anchor.get_text().strip()
        stem = printed.removesuffix("...").removesuffix("\N{HORIZONTAL ELLIPSIS}")
        if stem != printed and len(stem) > 7 and stem in address:
            anchor.string = address[address.index(stem) :]
    return soup


def _counted(address: str) -> str:
    """Where `https://disq.us/url?url=ADDRESS:HASH&cuid=N` leads."""
    parts = urlsplit(address) if "disq.us/" in address[:20] else None
    if parts is None or parts.path != "/url":
        return address
    counted = dict(parse_qsl(parts.query)).get("url", "")
    return counted.rpartition(":")[0] if counted.count(":") > 1 else counted or address


def _number(node: LexborNode) -> str | None:
    found = _POST_ID.fullmatch(_attribute(node, "id") or "")
    return found[1] if found is not None else None


def _votes(node: LexborNode, name: str) -> int | None:
    counter = node.css_first(f"[data-role={name}]")
    return count_of(squeeze(counter.text())) if counter is not None else None


def _attribute(node: LexborNode | None, name: str) -> str | None:
    return node.attributes.get(name) if node is not None else None


def _line(value: object) -> str | None:
    return squeeze(value)[:200] if isinstance(value, str) else None
