"""Isso: the thread as its server gives it to the script in the page (Isso's documentation, "API", "Client").

Two levels are kept there: who answers an answer answers what stands above both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

from scraper.channels.base import Reading, judged, read_each, threaded, words
from scraper.errors import Cancelled, NotAPage, ScraperError
from scraper.incomplete import Code, Incomplete
from scraper.text import squeeze
from scraper.thread import Author, Comment, Embed, State
from scraper.times import epoch, utc
from scraper.urls import absolute_url, shown

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from scraper.channels.base import Kept
    from scraper.channels.session import Web
    from scraper.page.page import Page

_SCRIPT = re.compile(r"/js/(?:embed|count)(?:\.dev|\.min)?\.js$")
_STATES: Mapping[int, State] = {1: "visible", 2: "pending", 4: "deleted"}
"""Isso's `mode` (isso/db/comments.py)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: comments, how many there are in all, and those whose answers are not all among them.

    `left_out` is how many more stand at its top level.
    """

    comments: tuple[Comment, ...]
    total: int | None
    hidden: tuple[str, ...]
    left_out: int = 0


class IssoChannel:
    """Reads the thread that a server of Isso keeps for a page."""

    name = "isso"

    def found(self, page: Page) -> Embed | None:
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
                return self._embed(page, server, thread)
        return None

    def _embed(self, page: Page, server: str, thread: LexborNode) -> Embed:
        stated = (thread.attributes.get("data-isso-id") or "").strip()
        facts = {"server": server if server.endswith("/") else f"{server}/", "uri": stated or urlsplit(page.url).path}
        return Embed(self.name, "Isso", page.url, facts)

    def read(self, embed: Embed, web: Web) -> Reading:
        """The whole thread, the answers that one request hides included."""
        server, uri = embed.facts["server"], embed.facts["uri"]
        first = _ask(web, server, {"uri": uri}, embed.page)
        comments = list(first.comments)
        reason = _cut(first)
        for above in first.hidden:
            try:
                answer = _ask(web, server, {"uri": uri, "parent": above}, embed.page)
                comments += answer.comments
                reason = reason or _cut(answer)
            except Cancelled:
                raise
            except ScraperError as error:
                reason = Incomplete(Code.PAGE_FAILED, squeeze(str(error)))
        return _reading(comments, first.total, server, embed.page, reason)

    def again(self, kept: Kept) -> Reading:
        """The first answer, and those that it hid."""
        answers = [read for _, read in read_each(kept, lambda each: read_answer(each.data, each.url, kept.page))]
        comments = [comment for answer in answers for comment in answer.comments]
        server = kept.answers[0].asked.partition("?")[0]
        return _reading(comments, answers[0].total, server, kept.page, kept.failed)


def _reading(comments: list[Comment], total: int | None, server: str, page: str, failed: Incomplete | None) -> Reading:
    placed = threaded(comments)
    complete, why = judged(len(placed), total, failed)
    scope = urlsplit(server).netloc.removeprefix("www.") + urlsplit(server).path.rstrip("/")
    return Reading(placed, "isso", scope, total, complete, why, page)


def _cut(answer: Answer) -> Incomplete | None:
    return Incomplete(Code.LEFT_OUT, str(answer.left_out)) if answer.left_out else None


def _ask(web: Web, server: str, asked: Mapping[str, str], page: str) -> Answer:
    return web.parse(read_answer, web.get(f"{server}?{urlencode(asked)}"), page)


def read_answer(data: bytes, url: str, page: str) -> Answer:
    """An answer of Isso's server. NotAPage when it is none. `page` is what links in the comments are relative to."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("replies"), list):
        raise NotAPage(f"{shown(url)}: not an answer of Isso")
    comments: list[Comment] = []
    hidden: list[str] = []
    for reply in told["replies"]:
        if not isinstance(reply, dict):
            continue
        comments.append(_comment(reply, page))
        below = reply.get("replies")
        nested = [each for each in below if isinstance(each, dict)] if isinstance(below, list) else []
        comments += [_comment(each, page) for each in nested]
        if (_count(reply.get("hidden_replies")) or 0) > 0 and isinstance(reply.get("id"), int):
            hidden.append(str(reply["id"]))
    left_out = _count(told.get("hidden_replies")) or 0
    return Answer(tuple(comments), _count(told.get("total_replies")), tuple(hidden), left_out)


def _comment(reply: Mapping[str, Any], page: str) -> Comment:
    mode = reply.get("mode")
    state = _STATES.get(mode, "visible") if isinstance(mode, int) else "visible"
    said = reply.get("text") if isinstance(reply.get("text"), str) else ""
    text, html = words(said or "", page) if state != "deleted" else ("", "")
    number, parent = (str(value) if isinstance(value := reply.get(name), int) else None for name in ("id", "parent"))
    author = reply.get("author")
    return Comment(
        text=text,
        html=html,
        id=number,
        parent_id=parent,
        author=Author(
            name=squeeze(author) or None if isinstance(author, str) else None,
            url=absolute_url(reply.get("website") if isinstance(reply.get("website"), str) else None, page),
            avatar=absolute_url(
                reply.get("gravatar_image") if isinstance(reply.get("gravatar_image"), str) else None, page
            ),
        ),
        published=utc(created) if (created := epoch(reply.get("created"))) else None,
        state=state,
        permalink=f"{page}#isso-{number}" if number else None,
        likes=_count(reply.get("likes")),
        dislikes=_count(reply.get("dislikes")),
        edited=reply.get("modified") is not None,
    )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else None


CHANNEL = IssoChannel()
