"""Lists of threads and search hits, for people and programs."""

from __future__ import annotations

from dataclasses import asdict, fields
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.display import clean, json_text, one_line, wrap
from archive.export.tables import lines
from archive.query import read
from archive.query.snippets import END, START

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.query.search import Hit

SHORT_UID = 8

COMPLETE = {True: "yes", False: "no", None: "?"}

# Two variation selectors that no script uses (they take no column) stand for the marks while a line is cleaned and
# wrapped, which would take controls away.
_ON, _OFF = "\U000e01ee", "\U000e01ef"


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
