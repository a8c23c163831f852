"""Remark42: its backup, a line of metadata, then a comment a line (`migrator/native.go`, `store/comment.go`).

The line of metadata may be missing. Of a deleted comment the place is kept and the words are gone. Names stand there
escaped for HTML (`Comment.Sanitize`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.imports.records import DumpComment, Format, Page, Private, Record, Tally
from scraper.imports.source import Source
from scraper.imports.syntax.json_stream import text_of, values
from scraper.text import unescape
from scraper.thread import Author
from scraper.times import iso

_ROOT = "root"
"""The parent of top-level comments that were imported from Commento."""

_SIGN = re.compile(r'\A\s*\{(?:\s*"version"\s*:\s*\d+\s*,\s*"users"\s*:|[^\n]*"pid"\s*:[^\n]*"locator"\s*:)')


def read(source: Source, tally: Tally) -> Iterator[Record]:
    """The pages and comments of the dump."""
    for found in values(source):
        value = found.value
        if isinstance(value, dict) and isinstance(value.get("locator"), dict):
            yield from _comment(value)
        elif not (isinstance(value, dict) and "version" in value):
            tally.skipped["unreadable"] += 1


def _comment(value: Mapping[str, Any]) -> Iterator[Record]:
    url, user = text_of(value["locator"].get("url")) or "", value.get("user")
    user = user if isinstance(user, dict) else {}
    name, picture = unescape(text_of(user.get("name")) or ""), text_of(user.get("picture"))
    is_erased = user.get("id") == "deleted"  # with the words (`Comment.SetDeleted`)
    likes, dislikes = _votes(value.get("votes"))
    yield Page(url, url, text_of(value.get("title")))
    yield DumpComment(
        page=url,
        id=text_of(value.get("id")),
        words=text_of(value.get("text")) or "",
        parent=None if value.get("pid") == _ROOT else text_of(value.get("pid")),
        author=Author() if is_erased else Author(name, avatar=picture),
        published=iso(text_of(value.get("time"))),
        state="deleted" if value.get("delete") is True else "visible",
        likes=likes,
        dislikes=dislikes,
        edited=True if isinstance(value.get("edit"), dict) else None,
        private=Private(ip=text_of(user.get("ip"))),
    )


def _votes(votes: object) -> tuple[int | None, int | None]:
    """The numbers of votes for and against, where the votes are listed: a score alone does not say."""
    if not isinstance(votes, dict) or not votes:
        return None, None
    return sum(vote is True for vote in votes.values()), sum(vote is False for vote in votes.values())


FORMATS = (Format("Remark42 backup", "remark42", "remark42-export", _SIGN, read),)
