"""Disqus: its embed page, and its API with the user's own key.

The embed page shows the first fifty posts or so; the rest is there for the API alone, which wants a key: the user's,
from the environment (AFTERWORD_DISQUS_KEY). Sources: Disqus's documentation of `threads/listPosts` and of cursors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from scraper.channels.base import read_each
from scraper.channels.disqus.embeds import find as find
from scraper.channels.disqus.posts import Posts, joined, read_api, read_embed, reading_of
from scraper.channels.paging import failed, page_after_page, shrank
from scraper.errors import Cancelled, NotAPage, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.times import utc

if TYPE_CHECKING:
    from scraper.channels.base import Answer, Kept, Reading
    from scraper.channels.session import Web
    from scraper.fetch import Response
    from scraper.thread import Embed

SERVICE = "https://disqus.com"

PER_PAGE = 100
"""Posts that the API gives at most in one answer."""

ROUNDS = 2
"""How often a thread is read whose count tells that it moved meanwhile."""

MOST_STALE = 3
"""Answers in a row that may bring nothing new, and still tell of further ones."""


def read(embed: Embed, web: Web) -> Reading:
    """The whole thread with the user's key, else as far as the embed page gives it."""
    forum, key = embed.facts["shortname"], web.keys.get("disqus")
    try:
        shown = web.parse(read_embed, web.get(_embed_address(embed)))
    except ScraperError as error:
        if key is None or isinstance(error, Cancelled):
            raise
        return _all_posts(embed, None, web, key)
    if shown.next is None and (shown.count is None or len(shown.comments) >= shown.count):
        return reading_of(shown, forum)
    return _all_posts(embed, shown, web, key) if key is not None else reading_of(shown, forum, _without_key(shown))


def again(kept: Kept) -> Reading:
    """The frame's page (saved ones, too), and what the API gave."""
    found = read_each(kept, _read_either)
    shown = next((posts for _, (is_api, posts) in found if not is_api), None)
    rounds: list[list[Posts]] = []
    for answer, (is_api, posts) in found:
        if is_api and not _is_of_another_thread(posts, shown):
            if not rounds or "cursor=" not in answer.asked:
                rounds.append([])
            rounds[-1].append(posts)
    if shown is not None and not rounds:
        lacks_key = kept.failed is not None and kept.failed.code is Code.NEEDS_KEY
        return reading_of(shown, "", _without_key(shown) if lacks_key else kept.failed)
    return _together(rounds, shown, "", kept.failed)


def _all_posts(embed: Embed, shown: Posts | None, web: Web, key: str) -> Reading:
    """All posts from the API. What breaks off keeps what there is, the embed page's posts included."""
    rounds: list[list[Posts]] = []
    reason: Incomplete | None = None
    try:
        while not _is_settled(rounds) and reason in (None, Incomplete(Code.MOVED)) and len(rounds) < ROUNDS:
            pages, reason = _round(embed, shown, web, key)
            rounds.append(pages)
    except ScraperError as error:
        reason = failed(error)
        if not rounds and shown is None:
            raise
    return _together(rounds, shown, embed.facts["shortname"], reason)


def _together(rounds: Sequence[Sequence[Posts]], shown: Posts | None, forum: str, reason: Incomplete | None) -> Reading:
    """What the API gave, with what the frame's page showed beside it where the API broke off (`reason`).

    What an earlier round showed and a settled one does not was taken away in between.
    """
    told = list(rounds[-1]) if _is_settled(rounds) else [page for each in rounds for page in each]
    if reason is not None and shown is not None:
        told.append(replace(shown, count=None))
    posts = joined(told)
    if posts.count is None and shown is not None:
        posts = replace(posts, count=shown.count)
    return reading_of(posts, forum, reason)


def _read_either(answer: Answer) -> tuple[bool, Posts]:
    """Whether an answer is the API's, and the posts in it."""
    is_api = answer.data.lstrip()[:1] == b"{"
    return is_api, (read_api if is_api else read_embed)(answer.data, answer.url)


def _without_key(shown: Posts) -> Incomplete:
    count = shown.count if shown.count is not None else "more"
    return Incomplete(Code.NEEDS_KEY, f"{len(shown.comments)} of {count}")


def _round(embed: Embed, shown: Posts | None, web: Web, key: str) -> tuple[list[Posts], Incomplete | None]:
    """Every page of the thread, oldest first, and why some were not asked for, where that is so."""
    used_up: Incomplete | None = None

    def one(cursor: str) -> tuple[Posts, str | None]:
        nonlocal used_up
        response = web.get(_api_address(embed, shown, key, cursor), own_key=True)
        page = web.parse(read_api, response)
        if shown is not None and _is_of_another_thread(page, shown):
            raise NotAPage(f"the answer is of thread {page.thread}, not of {shown.thread}")
        if page.next is not None and response.headers.get("x-ratelimit-remaining", "").strip() == "0":
            used_up = Incomplete(Code.KEY_USED_UP, _until(response))
        return page, None if used_up else page.next

    pages, reason = page_after_page("", one, lambda page: [each.id for each in page.comments], most_stale=MOST_STALE)
    moved = Incomplete(Code.MOVED) if shrank(page.count for page in pages) else None
    return pages, used_up or reason or moved


def _is_of_another_thread(page: Posts, shown: Posts | None) -> bool:
    return shown is not None and None not in (page.thread, shown.thread) and page.thread != shown.thread


def _is_settled(rounds: Sequence[Sequence[Posts]]) -> bool:
    """Whether the last time that the thread was read through, it came whole, and stayed as it was meanwhile."""
    pages = rounds[-1] if rounds else ()
    if not pages or pages[-1].next is not None or shrank(page.count for page in pages):
        return False
    posts = joined(pages)
    return posts.count is None or len(posts.comments) >= posts.count


def _until(response: Response) -> str | None:
    """When the key may be used again, as far as the answer says."""
    stated = response.headers.get("x-ratelimit-reset", "").strip()
    return f"until {utc(int(stated))}" if re.fullmatch(r"[0-9]{10}", stated) else None


def _embed_address(embed: Embed) -> str:
    facts = embed.facts
    asked = {"base": "default", "f": facts["shortname"], "t_i": facts.get("identifier")}
    asked |= {"t_u": facts.get("url") or embed.page, "t_t": facts.get("title"), "s_o": "default"}
    return f"{SERVICE}/embed/comments/?{urlencode({name: value for name, value in asked.items() if value})}"


def _api_address(embed: Embed, shown: Posts | None, key: str, cursor: str) -> str:
    """The thread by its id where the embed page told it, else by the identifier or the address that the page states."""
    facts = embed.facts
    thread = shown.thread if shown is not None else None
    if thread is None:
        named = facts.get("identifier")
        thread = f"ident:{named}" if named else f"link:{facts.get('url') or embed.page}"
    asked = {"thread": thread, "forum": facts["shortname"], "limit": PER_PAGE, "order": "asc", "related": "thread"}
    asked |= {"cursor": cursor, "api_key": key}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{SERVICE}/api/3.0/threads/listPosts.json?{query}"
