"""Which stored comment is this one, and which address is which: pure functions.

A comment is known again inside its article only: by its id in the numbering it stands in; else by author, words,
parent and date, in order, so that two equal thanks stay two. What cannot be told is not merged: the archive then
keeps two rows.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urlsplit

from archive.values import folded, published_utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scraper.thread import Comment, Thread

PAGE_NUMBERING = "page"
"""The numbering of a page without a known comment system. Such ids may be mere places in the list, so an id counts
there only where author or words agree with it."""

_SECONDS = re.compile(r"T\d\d:\d\d:\d\d")

_TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga)(=|$)", re.IGNORECASE
)
"""Parameters that tell where a reader came from, never which page it is."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """A stored comment, as far as it takes to know it again. `ids` are its ids in the numbering of the new thread."""

    comment: int
    parent: int | None
    author: str | None
    text: str
    published: str | None
    ids: frozenset[str] = frozenset()


def match(comments: Sequence[Comment], known: Iterable[Known], *, trusted: bool) -> list[int | None]:
    """For each incoming comment the stored one that it is, or None for a new one.

    `comments` and `known` stand in reading order. `trusted` tells that the ids come from a comment system, which
    gives each comment one id for good; those of an unknown page may be renumbered.
    """
    stored = list(known)
    found = _by_id(comments, stored, trusted=trusted)
    taken = {entry for entry in found if entry is not None}
    if len(taken) == len(comments):
        return found
    _by_words(comments, stored, found, taken, trusted=trusted)
    _below_edited(comments, stored, found, taken, trusted=trusted)
    return found


def numbering(thread: Thread) -> tuple[str, str]:
    """The (system, scope) in which the thread's comment ids stand; empty where the thread does not say."""
    return thread.id_system or "", thread.id_scope or ""


def is_trusted(thread: Thread) -> bool:
    """Whether the ids are a comment system's own."""
    return thread.id_system not in (None, "", PAGE_NUMBERING)


def same_date(one: str | None, other: str | None) -> bool:
    """Whether two stated dates may be the same one, each to the precision that it has."""
    if one is None or other is None:
        return True
    first, second = published_utc(one), published_utc(other)
    if first and second:
        return first == second or (first[:16] == second[:16] and not (_SECONDS.search(one) and _SECONDS.search(other)))
    shorter, longer = sorted((one, other), key=len)
    if first or second:  # which local time the other one means is not known: a day before or after
        days = [_day(stated) for stated in (one, other)]
        if days[0] and days[1]:
            return abs(days[0] - days[1]) <= timedelta(days=1)
        return longer[:4] == shorter[:4]
    return longer.startswith(shorter)


def normal_url(url: str) -> str:
    """The one spelling of an address; an address that is none stays as it is: nothing is refused here."""
    from scraper.errors import ScraperError
    from scraper.fetch.urls import normalise

    try:
        return normalise(url)
    except ScraperError:
        return quote(url.strip(), safe=":/?#@!$&'()*+,;=%")


def url_key(url: str) -> str:
    """An address as compared: without scheme, `www.`, default port, fragment, closing slash and tracking parameters.

    Whether http and https, with and without `www.` and slash are one page is not certain (RFC 3986 leaves it open),
    but on blogs they are, and an article that moved from one to the other must stay one article.
    """
    parts = urlsplit(normal_url(url))
    if parts.scheme not in ("http", "https"):
        return parts.geturl().partition("#")[0]
    path = parts.path.rstrip("/")
    query = "&".join(field for field in parts.query.split("&") if not _TRACKING.match(field))
    return f"{site_host(url)}{path}?{query}" if query else f"{site_host(url)}{path}"


def site_host(url: str) -> str:
    """The host that an address belongs to (with a port that is not the default one), in lower case, without `www.`"""
    return urlsplit(normal_url(url)).netloc.rpartition("@")[2].removeprefix("www.")


def trusts_canonical(url: str, canonical: str | None) -> bool:
    """Whether a canonical link may name the page: it stays on the site and does not point at the site's root."""
    if not canonical or urlsplit(canonical).scheme not in ("http", "https"):
        return False
    parts = urlsplit(canonical)
    return site_host(canonical) == site_host(url) and bool(parts.path.strip("/") or parts.query)


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None


def _by_id(comments: Sequence[Comment], stored: Sequence[Known], *, trusted: bool) -> list[int | None]:
    waiting: dict[str, list[Known]] = {}
    for known in stored:
        for system_id in known.ids:
            waiting.setdefault(system_id, []).append(known)
    found: list[int | None] = []
    for comment in comments:
        candidates = waiting.get(comment.id, []) if comment.id else []
        fitting = [known for known in candidates if trusted or _agrees(comment, known)]
        best = fitting[0] if fitting else None
        if len(fitting) > 1:  # an id given twice is broken markup; the words then tell which one it is
            best = next((known for known in fitting if _words(known) == _words(comment)), best)
        if best is not None:
            candidates.remove(best)
        found.append(best.comment if best else None)
    return found


def _by_words(
    comments: Sequence[Comment],
    stored: Sequence[Known],
    found: list[int | None],
    taken: set[int],
    *,
    trusted: bool,
) -> None:
    waiting: dict[tuple[str, str, int | None], deque[Known]] = {}
    for known in stored:
        if known.comment not in taken:
            waiting.setdefault((*_words(known), known.parent), deque()).append(known)
    for position, comment in enumerate(comments):
        if found[position] is not None:
            continue
        parent = found[comment.parent] if comment.parent is not None else None
        if comment.parent is not None and parent is None:
            continue
        queue = waiting.get((*_words(comment), parent))
        best = next((known for known in queue if _may_be(comment, known, trusted=trusted)), None) if queue else None
        if queue and best is not None:
            queue.remove(best)
            found[position] = best.comment
            taken.add(best.comment)


def _below_edited(
    comments: Sequence[Comment],
    stored: Sequence[Known],
    found: list[int | None],
    taken: set[int],
    *,
    trusted: bool,
) -> None:
    """Replies below a comment that was not known again (edited, without an id): same words, and only one such."""
    left = {known.comment: known for known in stored if known.comment not in taken}
    there = _only_ones(
        (_words(known), known) for known in left.values() if known.parent is None or known.parent in left
    )
    here = _only_ones(
        (_words(comment), position) for position, comment in enumerate(comments) if found[position] is None
    )
    for words, position in here.items():
        comment = comments[position]
        if comment.parent is None or words not in there:
            continue
        known = there[words]
        parent = found[comment.parent]
        if known.parent is not None and parent in (None, known.parent) and _may_be(comment, known, trusted=trusted):
            found[position] = known.comment
            taken.add(known.comment)


def _only_ones(entries: Iterable[tuple[tuple[str, str], T]]) -> Mapping[tuple[str, str], T]:
    ones: dict[tuple[str, str], T] = {}
    more: set[tuple[str, str]] = set()
    for key, value in entries:
        if key in ones:
            more.add(key)
        ones[key] = value
    return {key: value for key, value in ones.items() if key not in more}


def _may_be(comment: Comment, known: Known, *, trusted: bool) -> bool:
    """Another id in the same numbering means another comment, where that numbering can be trusted."""
    other_id = trusted and comment.id is not None and bool(known.ids)
    return not other_id and same_date(comment.published, known.published)


def _agrees(comment: Comment, known: Known) -> bool:
    return folded(comment.author.name) == folded(known.author) or folded(comment.text) == folded(known.text)


def _words(comment: Comment | Known) -> tuple[str, str]:
    author = comment.author if isinstance(comment, Known) else comment.author.name
    return folded(author), folded(comment.text)
