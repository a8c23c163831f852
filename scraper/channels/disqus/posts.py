"""Disqus's posts: as its API and the page that it serves into a frame give them, in JSON and as markup.

The page holds the first posts as JSON (`#disqus-threadData`). One that was saved after a reader had asked for more
holds those only as markup (`ul#post-list > li.post`), with dates in that reader's local time and language. The posts
that stand there in both forms tell how far the reader's clock was from UTC.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from scraper.channels.base import Reading, judged, threaded
from scraper.channels.disqus.clock import Both, ReaderClock
from scraper.dates import order_of, parse_date
from scraper.errors import NotAPage
from scraper.html import attribute, plain_text, safe_html, soup_of
from scraper.incomplete import Code, Incomplete
from scraper.page.page import read_page
from scraper.text import squeeze, unescape
from scraper.thread import Article, Author, Comment, State
from scraper.times import timed
from scraper.urls import absolute_url, shown

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from selectolax.lexbor import LexborHTMLParser, LexborNode

SYSTEM = "disqus"

EMBED_SIGN = "#disqus-threadData"

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
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise NotAPage(f"{shown(url)}: not an answer of Disqus's API") from None
    posts = told.get("response") if isinstance(told, dict) else None
    if not isinstance(posts, list) or told.get("code") != 0:
        raise NotAPage(f"{shown(url)}: Disqus's API refuses to answer ({_line(posts) or 'no reason given'})")
    known = [post for post in posts if isinstance(post, dict)]
    related = [post["thread"] for post in known if isinstance(post.get("thread"), dict)]
    thread = related[-1] if related else {}
    link = _text(thread.get("link"))
    return Posts(
        comments=tuple(_comment(post, link) for post in known),
        next=_next(told.get("cursor")),
        ends=_ends(told.get("cursor")),
        forum=_text(thread.get("forum")),
        thread=_text(thread.get("id")),
        link=link,
        title=_title(thread),
        count=_count(thread.get("posts")),
    )


def read_embed(data: bytes, url: str) -> Posts:
    """The page that Disqus serves into a frame, live or saved: its JSON and its markup together.

    NotAPage when it is none, or says that something went wrong.
    """
    page = read_page(data, url)
    holder = page.tree.css_first(EMBED_SIGN)
    try:
        told = json.loads(holder.text(deep=True)) if holder is not None else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("code", 0) != 0 or not isinstance(told.get("response"), dict):
        reason = _line(told.get("response")) if isinstance(told, dict) else None
        raise NotAPage(f"{shown(url)}: not a thread of Disqus{f' ({reason})' if reason else ''}")
    response = told["response"]
    thread = _part(response, "thread")
    link = _text(thread.get("link"))
    listed = response.get("posts")
    posts = [post for post in listed if isinstance(post, dict)] if isinstance(listed, list) else []
    stated = [_comment(post, link) for post in posts]
    if told.get("order") == "desc":
        stated.reverse()
    elif told.get("order") not in ("asc", None) and all(each.published for each in stated):
        stated.sort(key=lambda each: each.published or "")
    known = {each.id for each in stated}
    both = _printed(page.tree, link, page.language)
    printed = _in_utc([each for each in both if each.id not in known], _in_both_forms(stated, both))
    cursor = _part(told, "cursor")
    total = _count(cursor.get("total"))
    return Posts(
        comments=(*stated, *printed),
        next=_next(cursor),
        ends=_ends(cursor),
        forum=_text(thread.get("forum")),
        thread=_text(thread.get("id")),
        link=link,
        title=_title(thread),
        count=total if total is not None else _count(thread.get("posts")),
    )


def reading_of(posts: Posts, forum: str, reason: Incomplete | None = None) -> Reading:
    """The thread that the posts make. `reason` says what is missing, where something is known to be."""
    comments = threaded(posts.comments)
    complete, why = judged(len(comments), posts.count, reason)
    if complete is None and posts.next is not None:
        complete, why = False, Incomplete(Code.FURTHER_PAGES)
    elif complete is None and posts.ends:
        complete = True
    return Reading(
        comments=comments,
        id_system=SYSTEM,
        id_scope=posts.forum or forum,
        declared_count=posts.count,
        complete=complete,
        incomplete=why,
        page=posts.link,
        article=Article(title=posts.title),
    )


def joined(pages: Sequence[Posts]) -> Posts:
    """The posts of several answers, in their order; of the thread what the last one says that says anything."""
    told = next((page for page in reversed(pages) if page.thread is not None), pages[-1])
    counts = [page.count for page in pages if page.count is not None]
    comments = tuple(each for page in pages for each in page.comments)
    return replace(
        told, comments=comments, next=pages[-1].next, ends=pages[-1].ends, count=counts[-1] if counts else None
    )


def _comment(post: Mapping[str, Any], link: str | None) -> Comment:
    """One post. Ids are compared as text: the API gives a post's id as such, and its parent's as a number."""
    author = _part(post, "author")
    state = _state(post)
    text, html = _words(_text(post.get("message")) or "", link) if state != "deleted" else ("", "")
    stated = _text(post.get("createdAt"))
    number, parent = _text(post.get("id")), _text(post.get("parent"))
    return Comment(
        text=text,
        html=html,
        id=number,
        parent_id=parent,
        author=_author(author),
        published=f"{stated}Z" if stated and _UTC.fullmatch(stated) else parse_date(stated),
        published_text=stated,
        state=state,
        permalink=f"{link}#comment-{number}" if link and number else None,
        likes=_count(post.get("likes")),
        dislikes=_count(post.get("dislikes")),
        edited=post.get("isEdited") if isinstance(post.get("isEdited"), bool) else None,
    )


def _state(post: Mapping[str, Any]) -> State:
    if post.get("isDeleted") is True:
        return "deleted"
    if post.get("isSpam") is True:
        return "hidden"
    return "pending" if post.get("isApproved") is False else "visible"


def _author(author: Mapping[str, Any]) -> Author:
    avatar = _part(author, "avatar")
    places = ("url",) if author.get("isAnonymous") is True else ("url", "profileUrl")
    urls = [absolute_url(_text(author.get(name)), _HOME) for name in places]
    pictures = [absolute_url(_text(avatar.get(name)), _HOME) for name in ("cache", "permalink")]
    return Author(
        name=squeeze(_text(author.get("name"))) or None,
        url=next((url for url in urls if url), None),
        avatar=next((url for url in pictures if url), None),
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
        name = node.css_first(".author")
        profile = name if name is None or name.tag == "a" else name.css_first("a")
        found.append(
            Comment(
                text=text,
                html=html,
                id=number,
                parent_id=_above(node),
                author=Author(squeeze(name.text()) or None if name else None, _profile(profile)),
                published=parse_date(title, order=order, language=language),
                published_text=title,
                permalink=f"{link}#comment-{number}" if link else None,
                likes=_votes(node, "likes"),
                dislikes=_votes(node, "dislikes"),
            )
        )
    return found


def _in_both_forms(stated: Sequence[Comment], printed: Sequence[Comment]) -> list[Both]:
    """The moments of the posts that stand both in the JSON (UTC) and in the markup (local time)."""
    moments = {each.id: each.published for each in stated}
    found: list[Both] = []
    for each in printed:
        local, utc = _moment(each.published), _moment(moments.get(each.id))
        if local is not None and utc is not None and local.tzinfo is None and utc.tzinfo is not None:
            found.append(Both(local, utc))
    return found


def _in_utc(printed: Sequence[Comment], known: Sequence[Both]) -> list[Comment]:
    """Posts of the markup with their local time as UTC, where what is known in both forms tells it."""
    if not printed:
        return []
    clock = ReaderClock(known)
    told: list[Comment] = []
    for each in printed:
        local = _moment(each.published)
        utc = clock.utc(local) if local is not None and local.tzinfo is None else None
        told.append(replace(each, published=f"{utc:%Y-%m-%dT%H:%MZ}") if utc is not None else each)
    return told


def _moment(published: str | None) -> datetime | None:
    """A day with a time, to the minute; None for days alone, and for years that no post is of."""
    moment = timed(published)
    if moment is None or not 1970 <= moment.year < 2200:
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


def _profile(node: LexborNode | None) -> str | None:
    url = absolute_url(_attribute(node, "href"), _HOME)
    return None if url is None or "/embed/comments" in url else url


def _above(node: LexborNode) -> str | None:
    """The id of the post in whose list of answers a post stands."""
    above = node.parent
    while above is not None:
        if above.tag == "li" and (number := _number(above)) is not None:
            return number
        above = above.parent
    return None


def _number(node: LexborNode) -> str | None:
    found = _POST_ID.fullmatch(_attribute(node, "id") or "")
    return found[1] if found is not None else None


def _votes(node: LexborNode, name: str) -> int | None:
    counter = node.css_first(f"[data-role={name}]")
    return _count(squeeze(counter.text())) if counter is not None else None


def _attribute(node: LexborNode | None, name: str) -> str | None:
    return node.attributes.get(name) if node is not None else None


def _next(cursor: object) -> str | None:
    """Where the posts go on. `next` is given on the last page, too: `hasNext` tells (documentation, "Cursors")."""
    if not isinstance(cursor, dict) or cursor.get("hasNext") is not True:
        return None
    return _text(cursor.get("next"))


def _ends(cursor: object) -> bool:
    return isinstance(cursor, dict) and cursor.get("hasNext") is False


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = told.get(name)
    return part if isinstance(part, dict) else {}


def _title(thread: Mapping[str, Any]) -> str | None:
    return squeeze(unescape(_text(thread.get("title")) or "")) or None


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value) or None


def _line(value: object) -> str | None:
    return squeeze(value)[:200] if isinstance(value, str) else None


def _count(value: object) -> int | None:
    text = _text(value) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
