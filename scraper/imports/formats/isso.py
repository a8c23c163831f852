"""Isso: its database (SQLite; `isso/db/comments.py`, `threads.py`), and the JSON that its importer calls generic
(`isso/migrate.py`). Pages are told by path, words are Markdown.

The JSON knows no replies and no states, dates in it state no zone, and each page is numbered for itself, by whatever
program wrote it.
"""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from scraper.errors import DumpError
from scraper.imports.records import DumpComment, Format, Page, Private, Record, Tally
from scraper.imports.source import LOCKED, UNREADABLE, Source, reason
from scraper.imports.syntax.json_stream import text_of, values
from scraper.text import squeeze
from scraper.thread import Author
from scraper.times import epoch, iso

SQLITE = "SQLite format 3\0"

MAX_VALUE = 64 * 1024 * 1024
"""Bytes of one value in the database."""

ACCEPTED, PENDING, DELETED = 1, 2, 4
_NEEDED = ("tid", "id", "parent", "created", "mode", "text", "author")
_KNOWN = (*_NEEDED, "modified", "remote_addr", "email", "website", "likes", "dislikes")
_DATABASE = re.compile(rf"\A{SQLITE}")  # whether it is Isso's shows when it is opened
_JSON = re.compile(r'\A\s*\[\s*\{\s*"(?:id|title|comments)"\s*:')


def read_database(source: Source, tally: Tally) -> Iterator[Record]:
    """The threads and comments of a database. What was held is left out, deleted comments stay as deleted.

    DumpError where it is no database of Isso's, or is damaged.
    """
    try:
        with _database(source) as conn:
            columns = _columns(conn)
            for key, uri, title in conn.execute("SELECT id, uri, title FROM threads ORDER BY id"):
                yield Page(f"{source.place}.{key}", str(uri or ""), text_of(title), site=str(source.place))
            rows = conn.execute(f"SELECT {', '.join(columns)} FROM comments ORDER BY id")  # noqa: S608 of _KNOWN
            for row in rows:
                yield from _comment(dict(zip(columns, row, strict=True)), source.place, tally)
    except (sqlite3.Error, *UNREADABLE, *LOCKED) as error:
        raise DumpError(f"the database cannot be read on ({squeeze(reason(error))})") from error


def read_json(source: Source, tally: Tally) -> Iterator[Record]:
    """The threads and comments of the generic JSON."""
    for place, found in enumerate(values(source)):
        thread, key = found.value, f"{source.place}.{place}"
        if not isinstance(thread, dict) or not isinstance(thread.get("comments") or [], list):
            tally.pages_skipped["unreadable"] += 1
            continue
        url, title = text_of(thread.get("id")) or "", text_of(thread.get("title"))
        yield Page(key, url, title, numbered=False, site=str(source.place))
        for comment in thread.get("comments") or []:
            if not isinstance(comment, dict):
                tally.skipped["unreadable"] += 1
                continue
            number = comment.get("id")
            number = str(number) if isinstance(number, int | str) else None
            yield _dump_comment(comment, key, id=number, published=iso(text_of(comment.get("created"))))


@contextmanager
def _database(source: Source) -> Iterator[sqlite3.Connection]:
    """The database, for reading only; copied first where it is compressed."""
    with tempfile.TemporaryDirectory(prefix="afterword-isso-") as folder:
        path = source.path
        with path.open("rb") as file:
            is_packed = file.read(len(SQLITE)) != SQLITE.encode()
        if is_packed:
            path = Path(folder) / "isso.db"
            with source.opened() as stream, path.open("wb") as unpacked:
                shutil.copyfileobj(stream, unpacked)
        else:
            source.moved(source.size)
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            conn.execute("PRAGMA query_only = ON")
            conn.execute("PRAGMA trusted_schema = OFF")
            conn.execute("PRAGMA cell_size_check = ON")
            conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
            conn.text_factory = lambda data: data.decode("utf-8", "replace")
            yield conn


def _columns(conn: sqlite3.Connection) -> list[str]:
    """The columns of the comments that are there: they grew from version to version."""
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    there = {row[1] for row in conn.execute("PRAGMA table_info(comments)")}
    if not {"threads", "comments"} <= tables or not there.issuperset(_NEEDED):
        raise DumpError("it is a database, but not one of Isso's")
    return [name for name in _KNOWN if name in there]


def _comment(row: Mapping[str, Any], place: int, tally: Tally) -> Iterator[DumpComment]:
    if row["mode"] == PENDING:
        tally.skipped["held"] += 1
        return
    is_deleted = row["mode"] == DELETED
    yield _dump_comment(
        row,
        f"{place}.{row['tid']}",
        id=str(row["id"]),
        parent=None if row["parent"] is None else str(row["parent"]),
        published=created.isoformat() if (created := epoch(row["created"])) else None,
        state="deleted" if is_deleted else "visible" if row["mode"] == ACCEPTED else "hidden",
        likes=_number(row.get("likes")),
        dislikes=_number(row.get("dislikes")),
        edited=row["modified"] is not None if "modified" in row and not is_deleted else None,
    )


def _dump_comment(value: Mapping[str, Any], page: str, **facts: Any) -> DumpComment:
    """A comment: what both forms call by the same names, and the facts given."""
    return DumpComment(
        page=page,
        words=text_of(value.get("text")) or "",
        markup="markdown",
        author=Author(text_of(value.get("author")), text_of(value.get("website"))),
        private=Private(text_of(value.get("email")), text_of(value.get("remote_addr"))),
        **facts,
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


FORMATS = (
    Format("Isso database", "isso", "isso-export", _DATABASE, read_database),
    Format("Isso JSON", "isso", "isso-json", _JSON, read_json),
)
