"""Kept pages that show what is to be forgotten, though it did not stand on them: words of it, or an author's name."""

import re
import sqlite3
from collections.abc import Collection, Iterable

from archive.errors import ArchiveCorrupt, ArchiveError, SnapshotTooLarge
from archive.threads import snapshots
from archive.values import UNSPACED, folded
from scraper.page.encoding import decode
from scraper.text import unescape

SHOWN = 40
"""Letters of a comment by which other pages that show it are recognised: lists of the latest comments cut them off."""

MIN_SHOWN = 12
"""Shorter comments ("Thanks!") are not looked for on other pages: every page shows such words."""

_LETTER = rf"[^\W{UNSPACED}]"
"""What makes a name part of a longer word; scripts without spaces show no words."""

_TAG = re.compile(r"<[^<>]*>")

_UNREAD = re.compile(r"<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
"""What no reader of a page sees; to the end of the page where it does not end, which keeps the pattern linear."""


def find(
    conn: sqlite3.Connection, texts: Iterable[str], names: Iterable[str], known: Collection[int]
) -> tuple[list[int], list[int]]:
    """Snapshots other than the known ones: those in which one of the texts begins, and those that only mention a name.

    Texts are looked for everywhere in a page, names as whole names in what its readers see.
    """
    beginnings = [_solid(words)[:SHOWN] for words in map(folded, texts) if len(words) >= MIN_SHOWN]
    wanted = [re.escape(name) for name in map(folded, names) if name]
    named = re.compile(rf"(?<!{_LETTER})(?:{'|'.join(wanted)})(?!{_LETTER})") if wanted else None
    quoting: list[int] = []
    mentioning: list[int] = []
    if not beginnings and named is None:
        return quoting, mentioning
    for key, content_type in conn.execute("SELECT id, content_type FROM snapshots ORDER BY id").fetchall():
        if key in known:
            continue
        page = _page(conn, key, content_type)
        everything = _solid(folded(unescape(_TAG.sub("", page))))
        if any(words in everything for words in beginnings):
            quoting.append(key)
        elif named is not None and named.search(folded(unescape(_TAG.sub(" ", _UNREAD.sub(" ", page))))):
            mentioning.append(key)
    return quoting, mentioning


def _solid(words: str) -> str:
    """Words without the spaces between them: pages part paragraphs and lines by tags."""
    return words.replace(" ", "")


def _page(conn: sqlite3.Connection, snapshot: int, content_type: str | None) -> str:
    try:
        return decode(snapshots.read(conn, snapshot), content_type)
    except ArchiveCorrupt:  # nobody can read it
        return ""
    except SnapshotTooLarge as error:
        raise ArchiveError(f"{error}; it cannot be searched for what is to be forgotten") from error
