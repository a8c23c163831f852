"""Lists for people and programs: the threads of an archive, and the places that a search found."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from archive import read
from archive.errors import SearchFailed
from archive.search import is_moment
from archive.snippets import END, START
from archive.tables import lines
from archive.terminal import clean, json_text, one_line, wrap
from archive.values import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.search import Hit

SHORT_UID = 8
COMPLETE = {True: "yes", False: "no", None: "?"}


ORDERS = ("date", "comments", "gone", "site", "title")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which threads a list holds, and in which order. None leaves nothing out.

    `after` and `before` are the article's date (or, where none is stated, when it was first seen) as far as given, both
    included. The largest, newest and most gone come first, names from A; `reverse` turns that round.
    """

    site: str | None = None
    after: str | None = None
    before: str | None = None
    incomplete: bool = False
    sort: str = "date"
    reverse: bool = False
    limit: int | None = None


def chosen(found: Iterable[read.Listing], wanted: Wanted) -> list[read.Listing]:
    """The threads that are wanted, in the order that is. SearchFailed for a date that is none."""
    for date in (wanted.after, wanted.before):
        if date is not None and not is_moment(date):
            raise SearchFailed(f"{date!r} is not a date; write it as 2012, 2012-12 or 2012-12-04")
    kept = [entry for entry in found if _is_wanted(entry, wanted)]
    by_name = wanted.sort in ("site", "title")
    kept.sort(key=lambda entry: _order(entry, wanted.sort), reverse=wanted.reverse if by_name else not wanted.reverse)
    return kept[: wanted.limit]


def _is_wanted(entry: read.Listing, wanted: Wanted) -> bool:
    if wanted.site is not None and entry.site != wanted.site.lower().removeprefix("www."):
        return False
    after, before = wanted.after or "", wanted.before or "9"
    in_time = entry.date[: len(after)] >= after[: len(entry.date)] and entry.date[: len(before)] <= before
    return in_time and not (wanted.incomplete and entry.complete)


def _order(entry: read.Listing, by: str) -> tuple[bool, Any]:
    value = getattr(entry, by)
    return value is not None, folded(value) if by in ("site", "title") else value


def threads(found: Sequence[read.Listing], form: str, *, width: int | None = None) -> Iterator[str]:
    """The threads as lines: an aligned table for people, an object a line (ndjson) for programs.

    The table gives of each uid only as much as tells it from all others.
    """
    if form == "ndjson":
        return (json_text(asdict(entry)) for entry in found)
    columns = [field.name for field in fields(read.Listing) if field.name != "url"]
    short = telling_length([entry.uid for entry in found])
    rows = (
        (
            entry.uid[:short],
            entry.date[:10],
            entry.site,
            entry.comments,
            entry.gone,
            COMPLETE[entry.complete],
            entry.title,
        )
        for entry in found
    )
    return lines(columns, rows, "table", width=width)


def telling_length(uids: Iterable[str]) -> int:
    """How many of their first letters tell all uids apart."""
    ordered = sorted(uids)
    return max([SHORT_UID, *(_first_difference(one, following) + 1 for one, following in pairwise(ordered))])


def _first_difference(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def hits(found: Iterable[Hit], width: int, *, colour: bool = False) -> Iterator[str]:
    """What a search found, for a terminal: in which thread, by whom, and the words around."""
    for hit in found:
        for line in wrap(one_line(hit.title) or one_line(hit.url), width):
            yield f"\x1b[1m{line}\x1b[0m" if colour else line
        where = "in the article" if hit.comment_uid is None else "in a comment"
        facts = (one_line(hit.author) or "(no name)", one_line(hit.published), where, hit.thread_uid)
        for line in wrap(" · ".join(fact for fact in facts if fact), width):
            yield f"\x1b[2m{line}\x1b[0m" if colour else line
        for line in wrap(" ".join(_marked(hit.snippet, colour=colour).split()), width - 4):
            yield f"    {_coloured(line) if colour else line}"
        yield ""


def hits_as_json(found: Iterable[Hit]) -> Iterator[str]:
    """What a search found, an object a line; the words found are not marked."""
    for hit in found:
        snippet = hit.snippet.replace(START, "").replace(END, "")
        yield json_text({**asdict(hit), "snippet": snippet})


# Two variation selectors that no script uses (they take no column) stand for the marks while a line is cleaned and
# wrapped, which would take controls away.
_ON, _OFF = "\U000e01ee", "\U000e01ef"


def _marked(snippet: str, *, colour: bool) -> str:
    parts = [clean(part.replace(_ON, "").replace(_OFF, "")) for part in snippet.replace(END, START).split(START)]
    if not colour:
        return "".join(parts)
    # Each word by itself: a phrase may go on in the next line.
    return "".join(
        " ".join(f"{_ON}{word}{_OFF}" for word in part.split()) if place % 2 else part
        for place, part in enumerate(parts)
    )


def _coloured(line: str) -> str:
    return line.replace(_ON, "\x1b[1;31m").replace(_OFF, "\x1b[0m")  # as grep does
