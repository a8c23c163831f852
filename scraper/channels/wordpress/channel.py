"""The comments that WordPress's own interface for programs gives (REST API Handbook, "Comments").

It tells what a page may not: whom a comment below the theme's depth limit answers, and the exact time. It does not
tell of pingbacks: visitors may ask for comments alone (`rest_forbidden_param`). Its pages are cut by offset, so
whatever comes or goes while they are read moves what follows: they are asked for oldest first, where what comes stands
at the end, and once more when something slipped past.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scraper.channels.base import Reading, judged, read_each, threaded, words
from scraper.channels.wordpress.site import api_root, is_wordpress, post_number, route
from scraper.comments.completeness.pagination import page_number
from scraper.errors import Cancelled, NotAPage, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.text import squeeze, unescape
from scraper.thread import Author, Comment, Embed
from scraper.times import timed
from scraper.urls import absolute_url, shown, site_host

if TYPE_CHECKING:
    from scraper.channels.base import Kept
    from scraper.channels.session import Web
    from scraper.fetch import Response
    from scraper.page.page import Page


A_PAGE = 100
"""Comments asked for at once: the most that WordPress gives."""

MOST_PAGES = 1_000

FIELDS = "id,post,parent,author_name,author_url,author_avatar_urls,date,date_gmt,content,link"
"""All that is read here: what else WordPress tells costs it a question to its database for each comment."""

FURTHEST = timedelta(hours=15)
"""No time zone is further from UTC."""


@dataclass(frozen=True, slots=True)
class _Pass:
    """The pages as they were read one after the other. `totals` is what each said that there are in all."""

    comments: tuple[Comment, ...]
    totals: tuple[int, ...]
    failed: Incomplete | None = None

    @property
    def moved(self) -> bool:
        """Whether the thread changed meanwhile so that comments may have slipped past between two pages.

        Where one goes, what stood behind it moves up to the page before; what comes mostly stands at the end.
        """
        shrank = any(after < before for before, after in pairwise(self.totals))
        return shrank or (len(set(self.totals)) > 1 and len(self.comments) < self.totals[-1])


class WordPressChannel:
    """Asks the REST API of the WordPress that a page was made by."""

    name = "wordpress"

    def found(self, page: Page) -> Embed | None:
        """A page of one post that tells where its site's API is."""
        root = api_root(page) if is_wordpress(page) else None
        number = post_number(page) if root is not None else None
        if number is None or root is None:
            return None
        scope = site_host(page.canonical_url or page.url)
        return Embed(self.name, "WordPress", page.url, {"root": root, "post": number, "scope": scope})

    def read(self, embed: Embed, web: Web) -> Reading:
        """All comments of the post; pingbacks are not among them."""
        read = _pass(embed, web)
        if read.moved and read.failed is None:
            again = _pass(embed, web)
            read = again if again.failed is None else read
        comments = threaded(read.comments)
        total = read.totals[-1] if read.totals and read.totals[-1] >= len(comments) else None
        complete, reason = judged(len(comments), total, read.failed or (Incomplete(Code.MOVED) if read.moved else None))
        return Reading(comments, "wordpress", embed.facts["scope"], total, complete, reason, embed.page)

    def again(self, kept: Kept) -> Reading:
        """The comments of the pages; how many there were stood in a header."""
        passes: list[list[Comment]] = []
        pages: list[int] = []
        for answer, page in read_each(kept, lambda answer: comments_of(answer.data, answer.url, kept.page)):
            if not passes or page_number(answer.asked) == 1:
                passes.append([])
                pages.append(0)
            passes[-1] += page
            pages[-1] += 1
        # One that was begun because the thread had moved counts, unless it was not read to its end.
        broke_off = kept.failed == Incomplete(Code.MOVED) and pages[-1] < pages[0]
        comments = threaded(passes[0] if broke_off else passes[-1])
        complete, reason = judged(len(comments), kept.declared, kept.failed)
        return Reading(comments, "wordpress", site_host(kept.page), kept.declared, complete, reason, kept.page)


def _pass(embed: Embed, web: Web) -> _Pass:
    """Read the pages in turn. FetchError or ParseError when there is not even the first."""
    by_id: dict[str | None, Comment] = {}
    totals: list[int] = []
    for number in range(1, MOST_PAGES + 1):
        query = {"post": embed.facts["post"], "per_page": A_PAGE, "order": "asc", "orderby": "date_gmt", "page": number}
        url = route(embed.facts["root"], "wp/v2/comments", **query, _fields=FIELDS)
        try:
            response = web.get(url)
            page = web.parse(comments_of, response, embed.page, embed.facts["post"])
        except Cancelled:
            raise
        except ScraperError as error:
            if number == 1:
                raise
            why = Incomplete(Code.PAGE_FAILED, squeeze(str(error)))
            return _Pass(tuple(by_id.values()), tuple(totals), why)
        known = len(by_id)
        for comment in page:
            by_id.setdefault(comment.id, comment)
        total, pages = _count(response, "x-wp-total"), _count(response, "x-wp-totalpages")
        totals += [] if total is None else [total]
        is_false = total is not None and total < len(by_id)  # then what it says of pages is, too
        if not page or (number >= pages if pages is not None and not is_false else len(page) < A_PAGE):
            return _Pass(tuple(by_id.values()), tuple(totals))
        if len(by_id) == known:  # as where a cache answers every page with the first one
            return _Pass(tuple(by_id.values()), tuple(totals), Incomplete(Code.PAGE_REPEATED))
    return _Pass(tuple(by_id.values()), tuple(totals), Incomplete(Code.TOO_MANY_PAGES, str(MOST_PAGES)))


def comments_of(data: bytes, url: str, page: str, post: str | None = None) -> list[Comment]:
    """The comments of one answer, in its order. NotAPage for what is no list of comments, or not of this `post`."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotAPage(f"{shown(url)}: not JSON ({type(error).__name__})") from error
    if not isinstance(told, list) or not all(isinstance(each, Mapping) and _number(each.get("id")) for each in told):
        raise NotAPage(f"{shown(url)}: JSON, but no list of comments")
    if post is not None and any(_number(each.get("post")) not in (None, post) for each in told):
        raise NotAPage(f"{shown(url)}: comments of other posts than {post}, which was asked for")
    return [_comment(each, page) for each in told]


def _comment(told: Mapping[str, Any], page: str) -> Comment:
    content = told.get("content")
    html = content.get("rendered") if isinstance(content, Mapping) else None
    text, safe = words(html if isinstance(html, str) else "", page)
    link = _text(told.get("link"))
    parent = _number(told.get("parent"))
    return Comment(
        text=text,
        html=safe,
        id=_number(told["id"]),
        parent_id=parent,
        author=Author(
            name=unescape(_text(told.get("author_name")) or "").strip() or None,
            url=absolute_url(_text(told.get("author_url")), page),
            avatar=absolute_url(_avatar(told.get("author_avatar_urls")), page),
        ),
        published=stated_moment(_text(told.get("date")), _text(told.get("date_gmt"))),
        permalink=absolute_url(link, page),
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


def _avatar(told: object) -> str | None:
    """The largest of the pictures, which are told by size."""
    sizes = told.items() if isinstance(told, Mapping) else ()
    pictures = [(int(size), url) for size, url in sizes if str(size).isdecimal() and isinstance(url, str)]
    return max(pictures)[1] if pictures else None


def _number(told: object) -> str | None:
    """An id as text, also where a plugin makes it one; 0 stands for none."""
    text = str(told) if isinstance(told, int | str) and not isinstance(told, bool) else ""
    return text if re.fullmatch(r"[1-9]\d{0,19}", text, re.ASCII) else None


def _text(told: object) -> str | None:
    return told if isinstance(told, str) and told else None


def _count(response: Response, header: str) -> int | None:
    stated = response.headers.get(header, "").strip()
    return int(stated) if re.fullmatch(r"\d{1,9}", stated) else None


CHANNEL = WordPressChannel()
