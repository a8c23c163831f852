"""Isso: the thread that a server of Isso keeps for a page, as it gives it to the script in the page (Isso's
documentation, "API", "Client").

Two levels are kept there: who answers an answer answers what stands above both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from scraper.channels.base import Reading, read_each, words
from scraper.channels.paging import failed
from scraper.channels.values import count_of, json_of, string_of, text_of
from scraper.errors import NotAPage, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.text import squeeze
from scraper.thread import Author, Comment, State
from scraper.times import epoch, utc
from scraper.urls import absolute_url, shown

if TYPE_CHECKING:
    from scraper.channels.base import Kept
    from scraper.channels.session import Web
    from scraper.page.page import Page
    from scraper.thread import Embed

_SCRIPT = re.compile(r"/js/(?:embed|count)(?:\.dev|\.min)?\.js$")
_STATES: Mapping[int | None, State] = {1: "visible", 2: "pending", 4: "deleted"}
"""Isso's `mode` (isso/db/comments.py)."""


class Part(NamedTuple):
    """One answer: comments, how many there are in all, and those whose answers are not all among them.

    `cut` says where more stand at its top level.
    """

    comments: list[Comment]
    total: int | None
    hidden: list[str]
    cut: Incomplete | None


def find(page: Page) -> dict[str, str] | None:
    """The server (`data-isso`, else where the script lies) and the thread (`data-isso-id`, else the path)."""
    thread = page.tree.css_first("#isso-thread")
    if thread is None:
        return None
    for node in page.tree.css("script[src]"):
        server = absolute_url(node.attributes.get("data-isso"), page.base)
        source = absolute_url(node.attributes.get("src"), page.base) if server is None else None
        if source is not None and _SCRIPT.search(urlsplit(source).path):
            server = urljoin(source, _SCRIPT.sub("/", urlsplit(source).path))
        if server is not None:
            stated = (thread.attributes.get("data-isso-id") or "").strip()
            return {"server": f"{server.removesuffix('/')}/", "uri": stated or urlsplit(page.url).path}
    return None


def read(embed: Embed, web: Web) -> Reading:
    """The whole thread, the answers that one request hides included."""
    server, uri = embed.facts["server"], embed.facts["uri"]
    first = _ask(web, server, {"uri": uri}, embed.page)
    comments, reason = first.comments, first.cut
    for above in first.hidden:
        try:
            part = _ask(web, server, {"uri": uri, "parent": above}, embed.page)
        except ScraperError as error:
            reason = failed(error)
            continue
        comments += part.comments
        reason = reason or part.cut
    return _reading(comments, first.total, server, embed.page, reason)


def again(kept: Kept) -> Reading:
    """The first answer, and those that it hid."""
    parts = [part for _, part in read_each(kept, lambda each: read_answer(each.data, each.url, kept.page))]
    comments = [comment for part in parts for comment in part.comments]
    return _reading(comments, parts[0].total, kept.answers[0].asked.partition("?")[0], kept.page, kept.failed)


def _reading(comments: list[Comment], total: int | None, server: str, page: str, reason: Incomplete | None) -> Reading:
    scope = urlsplit(server).netloc.removeprefix("www.") + urlsplit(server).path.rstrip("/")
    return Reading.of(comments, ("isso", scope), total, reason, page)


def _ask(web: Web, server: str, asked: Mapping[str, str], page: str) -> Part:
    return web.parse(read_answer, web.get(f"{server}?{urlencode(asked)}"), page)


def read_answer(data: bytes, url: str, page: str) -> Part:
    """An answer of Isso's server. NotAPage when it is none. `page` is what links in the comments are relative to."""
    told = json_of(data)
    if not isinstance(told, dict) or not isinstance(told.get("replies"), list):
        raise NotAPage(f"{shown(url)}: not an answer of Isso")
    comments: list[Comment] = []
    hidden: list[str] = []
    for reply in told["replies"]:
        if not isinstance(reply, dict):
            continue
        below = reply.get("replies")
        nested = [each for each in below if isinstance(each, dict)] if isinstance(below, list) else []
        comments += [_comment(each, page) for each in (reply, *nested)]
        if count_of(reply.get("hidden_replies")) and (above := text_of(reply.get("id"))):
            hidden.append(above)
    left_out = count_of(told.get("hidden_replies"))
    cut = Incomplete(Code.LEFT_OUT, str(left_out)) if left_out else None
    return Part(comments, count_of(told.get("total_replies")), hidden, cut)


def _comment(reply: Mapping[str, Any], page: str) -> Comment:
    state = _STATES.get(count_of(reply.get("mode")), "visible")
    text, html = words(string_of(reply.get("text")) or "", page) if state != "deleted" else ("", "")
    number = text_of(reply.get("id"))
    return Comment(
        text=text,
        html=html,
        id=number,
        parent_id=text_of(reply.get("parent")),
        author=Author(
            name=squeeze(string_of(reply.get("author"))) or None,
            url=absolute_url(string_of(reply.get("website")), page),
            avatar=absolute_url(string_of(reply.get("gravatar_image")), page),
        ),
        published=utc(created) if (created := epoch(reply.get("created"))) else None,
        state=state,
        permalink=f"{page}#isso-{number}" if number else None,
        likes=count_of(reply.get("likes")),
        dislikes=count_of(reply.get("dislikes")),
        edited=reply.get("modified") is not None,
    )
