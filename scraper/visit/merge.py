"""One thread of what several channels showed of it, without an archive.

A comment is the same one by its id where both channels number alike, else by its author and the letters of its text,
where these are there once on each side. What cannot be told to be the same stands twice: a doubt never merges.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TypeVar

from scraper.thread import Article, Author, Comment, Thread, arrange

T = TypeVar("T", Article, Author, Comment)

_KEPT = ("parent", "depth", "id", "parent_id")


def merged(threads: Sequence[Thread]) -> Thread:
    """The thread that a page, the first of these, and channels asked because of it show together.

    What one leaves out of a comment or of the article, the next ones add; of two dates the more exact one counts.
    The order is that of the last one that is complete; others add their new comments behind the one that these follow.
    """
    first = threads[0]
    if len(threads) == 1:
        return first
    known: list[Comment] = []
    ids: dict[Hashable, int] = {}
    parents: dict[int, int] = {}
    order: list[int] = []
    article = first.article
    for thread in threads:
        own = _own_ids(thread)
        words = [*map(_words, known)]
        times, times_here = Counter(words), Counter(map(_words, thread.comments))
        by_words = {each: place for place, each in enumerate(words) if times[each] == 1}
        places: list[int] = []
        for comment in thread.comments:
            place = ids.get((own, comment.id)) if own and comment.id else None
            if place is None and times_here[_words(comment)] == 1:
                place = by_words.get(_words(comment))
            if place is None or place in places:
                place = len(known)
                known.append(comment)
            else:
                known[place] = _completed(known[place], comment)
            if own and comment.id:
                ids.setdefault((own, comment.id), place)
            places.append(place)
            above = places[comment.parent] if comment.parent is not None else ids.get((own, comment.parent_id))
            if above is not None and above not in _above(place, parents):
                parents[place] = above
        order = (merged_order if thread.complete else added_order)(order, places)
        article = _filled(article, thread.article)
    where = {place: position for position, place in enumerate(order)}
    comments = arrange(replace(known[place], parent=where.get(parents.get(place, -1))) for place in order)
    whole = _most_complete(threads)
    numbered = next((each for each in threads if each.comments and each.id_system), first)
    return replace(
        first,
        article=article,
        comments=comments,
        system=first.system or next((each.system for each in threads if each.system), None),
        id_system=numbered.id_system,
        id_scope=numbered.id_scope,
        declared_count=next((each.declared_count for each in threads if each.declared_count is not None), None),
        complete=whole.complete,
        incomplete=whole.incomplete,
        channels=tuple(channel for each in threads for channel in each.channels),
    )


def merged_order(known: Sequence[int], listed: Sequence[int]) -> list[int]:
    """The listed in their order, and each other known one behind the listed one that it last followed."""
    before, order = _woven(listed, known)
    return before + order


def added_order(known: Sequence[int], listed: Sequence[int]) -> list[int]:
    """The known in their order, and each new one behind the known one that it follows, else at the end."""
    before, order = _woven(known, listed)
    return order + before


def _woven(order: Sequence[int], others: Sequence[int]) -> tuple[list[int], list[int]]:
    """The others that stand before all of `order`; and `order`, each further one behind the last that it followed."""
    there = set(order)
    followers: dict[int | None, list[int]] = {}
    last: int | None = None
    for each in others:
        if each in there:
            last = each
        else:
            followers.setdefault(last, []).append(each)
    return followers.get(None, []), [each for one in order for each in (one, *followers.get(one, ()))]


def _most_complete(threads: Sequence[Thread]) -> Thread:
    """The one that says how complete the thread is: the first that is complete, else the one that shows most.

    A channel is not believed where the page shows more, pings aside, or declares something where it has nothing:
    services say of threads that they do not know that they are empty.
    """
    page, *others = threads
    least = max(sum(each.kind == "comment" for each in page.comments), 1 if page.declared_count else 0)
    believed = [page, *(each for each in others if len(each.comments) >= least)]
    return next((each for each in believed if each.complete), max(threads, key=lambda each: len(each.comments)))


def _above(place: int, parents: Mapping[int, int]) -> set[int]:
    """The comment, and those that stand above it: themes print deep replies in one level, and name one further up."""
    found = {place}
    while (above := parents.get(place)) is not None and above not in found:
        found.add(above)
        place = above
    return found


def _own_ids(thread: Thread) -> tuple[str, str | None] | None:
    """The numbering that its comments' ids stand in; None for numbers that a page gives for itself."""
    return None if thread.id_system in (None, "page") else (str(thread.id_system), thread.id_scope)


def _words(comment: Comment) -> tuple[str, str]:
    letters = "".join(filter(str.isalnum, comment.text.casefold()))
    return (comment.author.name or "").casefold(), letters


def _completed(comment: Comment, other: Comment) -> Comment:
    """The comment, with what it leaves out and another channel says of it."""
    published = max(comment.published or "", other.published or "", key=len) or None
    author = _filled(comment.author, other.author)
    return replace(_filled(comment, other), author=author, published=published)


def _filled(one: T, other: T) -> T:
    """The one, with what it leaves out and the other states."""
    lacking = {
        field.name: value
        for field in fields(one)
        if field.name not in _KEPT and getattr(one, field.name) in (None, "", ())
        if (value := getattr(other, field.name)) not in (None, "", ())
    }
    return replace(one, **lacking) if lacking else one
