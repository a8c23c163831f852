"""Lists of threads, changes and search hits, for people and programs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import pairwise
from os.path import commonprefix

from archive.db.rows import Row
from archive.display import clean, one_line, wrap
from archive.export.tables import lines
from archive.query import read
from archive.query.search import Hit
from archive.query.snippets import END, START

SHORT_UID = 8

COMPLETE = {True: "yes", False: "no", None: "?"}

# Two variation selectors that no script uses (they take no column) stand for the marks while a line is cleaned and
# wrapped, which would take controls away.
_ON, _OFF = "\U000e01ee", "\U000e01ef"


def threads(found: Sequence[read.Listing], width: int | None = None) -> Iterator[str]:
    """The threads as an aligned table; of each uid it gives only as much as tells it from all others."""
    columns = [field.name for field in fields(read.Listing) if field.name != "url"]
    neighbours = pairwise(sorted(each.uid for each in found))
    short = max([SHORT_UID, *(len(commonprefix(pair)) + 1 for pair in neighbours)])  # noqa: RUF071 no paths
    rows = (
        (each.uid[:short], each.date[:10], each.site, each.comments, each.gone, COMPLETE[each.complete], each.title)
        for each in found
    )
    return lines(columns, rows, "table", width=width)


def changes(rows: Iterable[Row], width: int) -> Iterator[str]:
    """For a terminal: under each thread's title when, what, by whom, and the words in one line."""
    title: tuple[str, str | None] | None = None
    for row in rows:
        if title != (row["thread_uid"], row["title"]):
            title = row["thread_uid"], row["title"]
            yield f"{row['thread_uid']}  {one_line(row['title']) or '(no title)'}"
        who = f" · {one_line(row['author'])}" if row["author"] else ""
        words = f": {one_line(row['text'])}" if row["comment_uid"] else ""
        first, *more = wrap(f"{row['at']} · {row['what']}{who}{words}", width - 4)
        yield f"    {first}{' …' if more else ''}"


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
            yield "    " + line.replace(_ON, "\x1b[1;31m").replace(_OFF, "\x1b[0m")  # as grep does
        yield ""


def unmarked(found: Iterable[Hit]) -> Iterator[Hit]:
    """What a search found, without the marks around the words."""
    return (replace(hit, snippet=hit.snippet.replace(START, "").replace(END, "")) for hit in found)


def _marked(snippet: str, *, colour: bool) -> str:
    parts = [clean(part.replace(_ON, "").replace(_OFF, "")) for part in snippet.replace(END, START).split(START)]
    if not colour:
        return "".join(parts)
    # Each word by itself: a phrase may go on in the next line.
    return "".join(
        " ".join(f"{_ON}{word}{_OFF}" for word in part.split()) if place % 2 else part
        for place, part in enumerate(parts)
    )
