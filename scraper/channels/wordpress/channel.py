"""The comments that WordPress's own interface for programs gives (REST API Handbook, "Comments").

It tells what a page may not: whom a comment below the theme's depth limit answers, and the exact time. It does not
tell of pingbacks: visitors may ask for comments alone (`rest_forbidden_param`). Its pages are cut by offset, so
whatever comes or goes while they are read moves what follows: they are asked for oldest first, where what comes stands
at the end, and once more when something slipped past.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from itertools import chain
from typing import TYPE_CHECKING, Any

from scraper.channels.base import Reading, not_by_count, read_each, words
from scraper.channels.paging import page_after_page, shrank
from scraper.channels.values import count_of, json_of, part_of, string_of, text_of
from scraper.channels.wordpress.site import api_root, is_wordpress, post_number, route
from scraper.comments.completeness.pagination import page_number
from scraper.errors import NotAPage
from scraper.incomplete import Code, Incomplete
from scraper.text import unescape
from scraper.thread import Author, Comment
from scraper.times import timed
from scraper.urls import absolute_url, shown, site_host

if TYPE_CHECKING:
    from scraper.channels.base import Kept
    from scraper.channels.session import Web
    from scraper.page.page import Page
    from scraper.thread import Embed

A_PAGE = 100
"""Comments asked for at once: the most that WordPress gives."""

MOST_PAGES = 1_000

FIELDS = "id,post,parent,author_name,author_url,author_avatar_urls,date,date_gmt,content,link"
"""All that is read here: what else WordPress tells costs it a question to its database for each comment."""

FURTHEST = timedelta(hours=15)
"""No time zone is further from UTC."""

MOVED = Incomplete(Code.MOVED)


def find(page: Page) -> dict[str, str] | None:
    """A page of one post that tells where its site's API is."""
    root = api_root(page) if is_wordpress(page) else None
    number = post_number(page) if root is not None else None
    if number is None or root is None:
        return None
    return {"root": root, "post": number, "scope": site_host(page.canonical_url or page.url)}


def read(embed: Embed, web: Web) -> Reading:
    """All comments of the post; pingbacks are not among them."""
    first = _read(embed, web)
    if first.incomplete != MOVED:
        return first
    again = _read(embed, web)
    return again if not_by_count(again.incomplete) in (None, MOVED) else first


def again(kept: Kept) -> Reading:
    """The comments of the pages; how many there were stood in a header."""
    rounds: list[list[list[Comment]]] = []
    for answer, page in read_each(kept, lambda answer: comments_of(answer.data, answer.url, kept.page)):
        if not rounds or page_number(answer.asked) == 1:
            rounds.append([])
        rounds[-1].append(page)
    # One that was begun because the thread had moved counts, unless it was not read to its end.
    broke_off = kept.failed == MOVED and len(rounds[-1]) < len(rounds[0])
    comments = chain.from_iterable(rounds[0 if broke_off else -1])
    return Reading.of(comments, ("wordpress", site_host(kept.page)), kept.declared, kept.failed, kept.page)


def _read(embed: Embed, web: Web) -> Reading:
    """Ask for the pages in turn. FetchError or ParseError when there is not even the first."""
    ids: set[str | None] = set()
    totals: list[int] = []

    def one(number: int) -> tuple[list[Comment], int | None]:
        query = {"post": embed.facts["post"], "per_page": A_PAGE, "order": "asc", "orderby": "date_gmt", "page": number}
        response = web.get(route(embed.facts["root"], "wp/v2/comments", **query, _fields=FIELDS))
        page = web.parse(comments_of, response, embed.page, embed.facts["post"])
        ids.update(each.id for each in page)
        total, pages = (count_of(response.headers.get(f"x-wp-{name}", "").strip()) for name in ("total", "totalpages"))
        if total is not None:
            totals.append(total)
        is_false = total is not None and total < len(ids)  # then what it says of pages is, too
        is_last = not page or (number >= pages if pages is not None and not is_false else len(page) < A_PAGE)
        return page, None if is_last else number + 1

    # a page shows nothing new where a cache answers every page with the first one
    pages, reason = page_after_page(1, one, lambda page: [each.id for each in page], most=MOST_PAGES)
    # What comes mostly stands at the end.
    if reason is None and (shrank(totals) or (len(set(totals)) > 1 and len(ids) < totals[-1])):
        reason = MOVED
    total = totals[-1] if totals and totals[-1] >= len(ids) else None
    return Reading.of(chain.from_iterable(pages), ("wordpress", embed.facts["scope"]), total, reason, embed.page)


def comments_of(data: bytes, url: str, page: str, post: str | None = None) -> list[Comment]:
    """The comments of one answer, in its order. NotAPage for what is no list of comments, or not of this `post`."""
    told = json_of(data)
    if told is None:
        raise NotAPage(f"{shown(url)}: not JSON")
    if not isinstance(told, list) or not all(isinstance(each, Mapping) and _number(each.get("id")) for each in told):
        raise NotAPage(f"{shown(url)}: JSON, but no list of comments")
    if post is not None and any(_number(each.get("post")) not in (None, post) for each in told):
        raise NotAPage(f"{shown(url)}: comments of other posts than {post}, which was asked for")
    return [_comment(each, page) for each in told]


def _comment(told: Mapping[str, Any], page: str) -> Comment:
    text, html = words(string_of(part_of(told, "content").get("rendered")) or "", page)
    return Comment(
        text=text,
        html=html,
        id=_number(told["id"]),
        parent_id=_number(told.get("parent")),
        author=Author(
            name=unescape(string_of(told.get("author_name")) or "").strip() or None,
            url=absolute_url(string_of(told.get("author_url")), page),
            avatar=absolute_url(_avatar(part_of(told, "author_avatar_urls")), page),
        ),
        published=stated_moment(string_of(told.get("date")), string_of(told.get("date_gmt"))),
        permalink=absolute_url(string_of(told.get("link")), page),
    )


def stated_moment(local: str | None, utc: str | None) -> str | None:
    """The time that WordPress tells twice, in the site's zone and in UTC, as one with an offset.

    The two are kept in separate columns and may disagree where other programs wrote them; UTC is then the one to trust.
    The UTC of old imports is empty (`0000-00-00`).
    """
    here, there = _moment(local), _moment(utc)
    if there is None:
        return here.isoformat() if here is not None else None
    offset = here - there if here is not None else None
    if here is None or offset is None or abs(offset) >= FURTHEST or offset % timedelta(minutes=15):
        return f"{there.isoformat()}+00:00"
    return here.replace(tzinfo=timezone(offset)).isoformat()


def _moment(text: str | None) -> datetime | None:
    return timed(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", text) else None


def _avatar(told: Mapping[str, Any]) -> str | None:
    """The largest of the pictures, which are told by size."""
    pictures = [(int(size), url) for size, url in told.items() if str(size).isdecimal() and isinstance(url, str)]
    return max(pictures)[1] if pictures else None


def _number(told: object) -> str | None:
    """An id as text, also where a plugin makes it one; 0 stands for none."""
    text = text_of(told) or ""
    return text if re.fullmatch(r"[1-9]\d{0,19}", text, re.ASCII) else None
