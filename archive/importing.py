"""Importing: documents from files, into an archive that may hold some of them already.

An article that the archive does not know is written as the document has it. One that it knows is merged, by the same
rules as two archives are (`archive.merge`): the documents first make an archive of their own.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive import restore
from archive.connect import open_for_writing
from archive.errors import ArchiveError, translated
from archive.merge import merge
from scraper.errors import DocumentError
from scraper.imports.documents import is_documents, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlite_utils import Database


@dataclass(slots=True)
class Imported:
    """What an import did: documents read, articles and comments that were not there before, and failures."""

    read: int = 0
    articles: int = 0
    comments: int = 0
    failed: int = 0


def told(done: Imported) -> str:
    """What an import did, in one line."""
    failed = f", {done.failed} failed" if done.failed else ""
    new = f"{_count(done.articles, 'thread')} and {_count(done.comments, 'comment')} new"
    return f"{_count(done.read, 'thread')} read, {new}{failed}"


def run(path: Path, files: list[Path], complain: Callable[[str], None]) -> Imported:
    """Bring the documents in these files into the archive, made where it is missing. What fails is told by a line.

    One document is one transaction; importing the same again changes nothing. ArchiveError for a file that cannot be
    read or holds no documents.
    """
    for file in files:
        _recognise(file)
    done = Imported()
    with (
        tempfile.TemporaryDirectory(prefix="afterword-import-") as folder,
        closing(open_for_writing(path, create=True)) as db,
        translated(path),
    ):
        before = _counts(db)
        beside = Path(folder) / "known.db"
        with closing(open_for_writing(beside, create=True)) as known:
            merging = _import_all(db, known, files, done, complain)
        if merging:
            merge(path, beside)
        done.articles, done.comments = (now - then for now, then in zip(_counts(db), before, strict=True))
    return done


def _import_all(
    db: Database, known: Database, files: list[Path], done: Imported, complain: Callable[[str], None]
) -> bool:
    """Import every document, what is known already into the archive beside. Returns whether that has any."""
    merging = False
    # What was forgotten must not come back: merging looks at every comment for that.
    forgets = db.conn.execute("SELECT 1 FROM tombstones LIMIT 1").fetchone() is not None
    for file in files:
        for line, document in _documents(file, done, complain):
            try:
                thread = restore.checked(document)
                addresses = [entry["url"] for entry in (document.get("history") or {}).get("addresses") or ()]
                is_known = forgets or restore.is_known(db, thread, addresses)
                target = known if is_known else db
                if is_known and restore.is_known(known, thread, addresses):
                    raise DocumentError("the article stands in these files more than once")
                _in_transaction(target, document, thread)
                merging = merging or is_known
                done.read += 1
            except (DocumentError, ArchiveError, AttributeError, TypeError, KeyError, ValueError) as error:
                done.failed += 1
                complain(f"{file}, line {line}: {error}")
    return merging


def _documents(file: Path, done: Imported, complain: Callable[[str], None]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            yield from read_documents(lines)
    except DocumentError as error:
        done.failed += 1
        complain(f"{file}: {error}")


def _in_transaction(db: Database, document: Mapping[str, Any], thread: Any) -> None:
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        restore.restore(db, document, thread)
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise


def _recognise(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(4096)
    except OSError as error:
        raise ArchiveError(f"{file}: it cannot be read ({error.strerror})") from error
    if not is_documents(head):
        raise ArchiveError(f"{file}: it holds no threads that afterword exported as JSON; nothing else is imported yet")


def _counts(db: Database) -> tuple[int, int]:
    select = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM comments)"
    articles, comments = db.conn.execute(select).fetchone()
    return int(articles), int(comments)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
