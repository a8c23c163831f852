"""Threads that go on over several pages: which addresses are pages of one thread, and one thread out of its pages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

from scraper.incomplete import Code, Incomplete, too_few
from scraper.thread import Channel, Comment, Thread, arrange

_IN_PATH = re.compile(r"/(?:comments?[-/]page[-/]?|comments?/|page[-/]|p/)(\d{1,6})/?$", re.IGNORECASE)

_IN_QUERY = frozenset(
    "cpage commentpage comment_page comments_page commentspage cp page pg paged p start offset from".split()
)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one thread: the one that was asked for, and the others by address, in the order of reading.

    `failed` says why a page is missing, where one is. `before` is how many of the others were read before
    the first one was, for a thread that moves is looked at again.
    """

    first: Thread
    others: Mapping[str, Thread]
    failed: Incomplete | None = None
    before: int = 0


def thread_address(url: str) -> str:
    """An address without the number of the comment page, as compared: pages of one thread have the same."""
    return _parted(url)[0]


def page_number(url: str) -> int | None:
    """The number that an address gives its comment page (of offsets: the offset); None when it gives none."""
    return _parted(url)[1]


def _parted(url: str) -> tuple[str, int | None]:
    """An address without the number of its comment page, and that number."""
    try:
        parts = urlsplit(url)
        host = f"{(parts.hostname or '').removeprefix('www.')}:{parts.port or ''}"
    except ValueError:
        return url, None
    rest: list[tuple[str, str]] = []
    numbers: list[str] = []
    for name, value in parse_qsl(parts.query):
        if name.lower() in _IN_QUERY and value.isascii() and value.isdecimal() and len(value) <= 6:
            numbers.append(value)
        else:
            rest.append((name, value))
    numbers += _IN_PATH.findall(parts.path)
    path = _IN_PATH.sub("", parts.path).rstrip("/")
    return f"{host}{path}?{urlencode(sorted(rest))}", int(numbers[-1]) if numbers else None


def own_number(linked: Iterable[str]) -> int | None:
    """The number of the page that links these others of its thread, where their numbers tell; else None.

    A page links all others, or the one before, or the one after: so of 1 and 2 it is the third, of 2 to 4 the first,
    of 7 alone the eighth. Of 2 alone it may be the first or the third.
    """
    numbers = sorted({number for url in linked if (number := page_number(url)) is not None})
    if not numbers or numbers[-1] > 10_000:
        return None
    missing = [number for number in range(1, numbers[-1]) if number not in numbers]
    if len(numbers) == 1:
        return numbers[0] + 1 if numbers[0] != 2 else None
    if not missing:
        return numbers[-1] + 1
    return missing[0] if len(missing) == 1 else None


def merge(pages: Pages) -> Thread:
    """One thread of its pages: in order, each comment once, replies below what they answer on another page.

    It is complete when every page is there and whole, and no fewer comments were read than any page declares; a count
    that shrank from one page to the next means that comments may have slipped between two pages.
    """
    if not pages.others:
        failed = pages.failed
        return pages.first if failed is None else replace(pages.first, complete=False, incomplete=failed)
    ordered = _in_order(pages)
    comments = arrange(_joined(ordered))
    first, others = pages.first, list(pages.others.values())
    as_read = (*others[: pages.before], first, *others[pages.before :])
    declared = [page.declared_count for page in as_read if page.declared_count is not None]
    reason = _doubt(pages, len(comments), declared)
    surest = [first, *ordered]
    return replace(
        first,
        comments=comments,
        id_system=next((page.id_system for page in surest if page.id_system), None) if comments else None,
        id_scope=next((page.id_scope for page in surest if page.id_scope), None),
        system=next((page.system for page in surest if page.system), None),
        declared_count=max(declared, default=None),
        complete=reason is None,
        incomplete=reason,
        channels=(Channel("page", first.fetched_at, reason is None, len(comments)),),
        pages=tuple(pages.others),
    )


def shows_nothing_new(page: Thread, known: Iterable[Thread]) -> bool:
    """Whether a page's comments all stood on other pages: a pager that runs in a circle shows such."""
    threads = list(known)
    trusted = _has_own_ids([page, *threads])
    seen = {_key(comment, trusted) for thread in threads for comment in thread.comments}
    return all(_key(comment, trusted) in seen for comment in page.comments)


def _doubt(pages: Pages, count: int, declared: Sequence[int]) -> Incomplete | None:
    for page in (pages.first, *pages.others.values()):
        reason = page.incomplete or Incomplete(Code.NO_COMMENTS)
        if not page.complete and reason.code not in (Code.FURTHER_PAGES, Code.TOO_FEW):  # all pages make those good
            return reason
    if pages.failed is not None:
        return pages.failed
    if list(declared) != sorted(declared):
        return Incomplete(Code.MOVED)
    if declared and count < declared[-1]:
        return too_few(count, declared[-1])
    return None


def _in_order(pages: Pages) -> list[Thread]:
    """The pages as a reader turns them: by number, the other way round where the comments show that that is so."""
    number = own_number(pages.others)
    for address, page in pages.others.items():
        if pages.first.comments and shows_nothing_new(pages.first, [page]):
            number = page_number(address)
    known = [(page_number(address), page) for address, page in pages.others.items()]
    if number is None:
        numbers = [other for other, _ in known if other is not None]
        number = max(numbers, default=0) + 1 if _is_latest(pages) else min(numbers, default=1) - 1
    turned = sorted([(number, pages.first), *((other or 0, page) for other, page in known)], key=lambda each: each[0])
    ordered = [page for _, page in turned]
    within = sum(_direction(_top_dates([page])) for page in ordered)
    across = _direction([dates[0] for page in ordered if (dates := _top_dates([page]))])
    return ordered[::-1] if within * across < 0 else ordered


def _is_latest(pages: Pages) -> bool:
    mine, others = _top_dates([pages.first]), _top_dates(pages.others.values())
    return bool(mine and others) and max(mine) > max(others)


def _top_dates(threads: Iterable[Thread]) -> list[str]:
    comments = (comment for page in threads for comment in page.comments if not comment.depth)
    return [comment.published for comment in comments if comment.published]


def _direction(dates: Sequence[str]) -> int:
    """1 for dates that rise, -1 for dates that fall, 0 for neither."""
    steps = sum((later > earlier) - (later < earlier) for earlier, later in pairwise(dates))
    return (steps > 0) - (steps < 0)


def _joined(pages: Sequence[Thread]) -> list[Comment]:
    """The comments of all pages, each once, with the positions of their parents among them."""
    trusted = _has_own_ids(pages)
    numbered = trusted or all(comment.id is not None for page in pages for comment in page.comments)
    joined: list[Comment] = []
    place_of: dict[object, int] = {}
    by_id: dict[str, int] = {}
    for page in pages:
        places: list[int] = []
        times: dict[object, int] = {}
        for comment in page.comments:
            key = _key(comment, trusted)
            times[key] = times.get(key, 0) + 1
            if (known := place_of.get((key, times[key]))) is not None:
                places.append(known)
                continue
            parent = places[comment.parent] if comment.parent is not None else None
            places.append(len(joined))
            place_of[key, times[key]] = len(joined)
            if comment.id is not None:
                by_id.setdefault(comment.id, len(joined))
            joined.append(replace(comment, parent=parent, id=comment.id if numbered else None))
    return [
        replace(comment, parent=by_id[comment.parent_id])
        if comment.parent is None and comment.parent_id in by_id and by_id[comment.parent_id] != place
        else comment
        for place, comment in enumerate(joined)
    ]


def _has_own_ids(pages: Iterable[Thread]) -> bool:
    """Whether ids are those of a comment system, and not numbers that a page gives its comments for itself."""
    return all(page.id_system not in (None, "page") for page in pages if page.comments)


def _key(comment: Comment, trusted: bool) -> object:
    """What makes a comment the same one on two pages."""
    if trusted and comment.id is not None:
        return comment.id
    return (comment.author.name, comment.published or comment.published_text, comment.text)
