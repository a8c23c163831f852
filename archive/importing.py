"""Importing: files of any kind that is known, into an archive that may hold some of their threads already.

Documents of ours come in with their history, here; dumps of other systems as observations (`archive.dumps`).

An article that the archive does not know is written as the document has it. One that it knows is merged, by the same
rules as two archives are (`archive.merge`): the documents first make an archive of their own.
"""

from __future__ import annotations

import io
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive import dumps, restore
from archive.connect import open_for_writing
from archive.errors import ArchiveError, translated
from archive.merge import merge
from archive.store import Archive
from scraper.errors import DocumentError, DumpError
from scraper.imports.documents import is_documents, read_documents
from scraper.imports.formats import FORMATS, recognise
from scraper.imports.records import Tally
from scraper.imports.source import UNREADABLE, opened, reason
from scraper.imports.spool import PATH_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlite_utils import Database

    from archive.visit import Saved
    from scraper.imports.formats import Format
    from scraper.imports.source import Source


@dataclass(slots=True)
class Imported:
    """What an import did.

    `read` threads were read; `articles` and `comments` were not in the archive before. Of dumps: `known` comments were,
    `edited` and `gone` ones are that now, `deleted` ones say that they were taken down; `skipped` and `pages_skipped`
    count by the reason what was left out; `orphans` (each with id, url and parent) answer a comment that is not there,
    `orphan_count` of them. `failed` counts what did not come in, each told by a line.
    """

    read: int = 0
    articles: int = 0
    comments: int = 0
    failed: int = 0
    known: int = 0
    edited: int = 0
    gone: int = 0
    deleted: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    pages_skipped: dict[str, int] = field(default_factory=dict)
    orphans: list[dict[str, str | None]] = field(default_factory=list)
    orphan_count: int = 0


def told(done: Imported) -> Iterator[str]:
    """What an import did: a line, one for what was left out, one for each orphan."""
    new = f"{_count(done.articles, 'thread')} and {_count(done.comments, 'comment')} new"
    rest = {"known": done.known, "edited": done.edited, "gone": done.gone, "deleted": done.deleted}
    more = [f"{number:,} {word}" for word, number in (*rest.items(), ("failed", done.failed)) if number]
    yield ", ".join((f"{_count(done.read, 'thread')} read", new, *more))
    left_out = [f"{number:,} {why}" for why, number in sorted(done.skipped.items())]
    left_out += [f"{_count(number, 'page')} {why}" for why, number in sorted(done.pages_skipped.items())]
    if left_out:
        yield f"left out: {', '.join(left_out)}"
    for orphan in done.orphans:
        yield f"orphan: {orphan['id'] or 'a comment without id'} answers {orphan['parent']}, not there: {orphan['url']}"
    if done.orphan_count > len(done.orphans):
        yield f"and {done.orphan_count - len(done.orphans):,} more orphans"


def run(
    path: Path,
    files: list[Path],
    complain: Callable[[str], None],
    *,
    base: str | None = None,
    keep_private: bool = False,
) -> Imported:
    """Bring what is in these files into the archive, made where it is missing. What fails is told by a line.

    One document, one thread of a dump is one transaction; importing the same again changes nothing. `base` is the
    address of the site for dumps that tell pages by path; with `keep_private` the e-mail and IP addresses in dumps are
    kept. ArchiveError for a file that cannot be read or holds nothing that is known.
    """
    kinds = {file: _recognise(file, base) for file in files}
    done = Imported()
    documents = [file for file, kind in kinds.items() if kind is None]
    with closing(open_for_writing(path, create=True)) as db, translated(path):
        before = _counts(db)
        if documents:
            _documents_into(path, db, documents, done, complain)
        for file, kind in kinds.items():
            if kind is not None:
                _dump_into(path, file, kind, done, complain, keep_private=keep_private)
        done.articles, done.comments = (now - then for now, then in zip(_counts(db), before, strict=True))
    return done


def _dump_into(
    path: Path,
    file: Path,
    kind: tuple[Source, Format],
    done: Imported,
    complain: Callable[[str], None],
    *,
    keep_private: bool,
) -> None:
    source, form = kind
    tally = Tally()

    def saved(result: Saved, count: int) -> None:
        done.read += 1
        done.known += count - result.new
        done.edited += result.changed
        done.gone += result.gone
        tally.pages_skipped["forgotten"] += result.outcome == "forgotten"

    with Archive.open(path) as archive:
        dumps.take(archive, source, form, tally, saved, keep_private=keep_private)
    done.deleted += tally.deleted
    done.orphan_count += tally.orphan_count
    done.orphans += [asdict(orphan) for orphan in tally.orphans]
    for counts, total in ((tally.skipped, done.skipped), (tally.pages_skipped, done.pages_skipped)):
        for why, number in (+counts).items():
            total[why] = total.get(why, 0) + number
    if tally.broken is not None:
        done.failed += 1
        complain(f"{file}: {form.name}: {tally.broken}; what was whole before that came in")
    lost = tally.pages_skipped[PATH_ONLY]
    if lost:
        done.failed += 1
        complain(f"{file}: {_count(lost, 'page')} {PATH_ONLY}; say with --base where the site is")


def _documents_into(
    path: Path, db: Database, files: list[Path], done: Imported, complain: Callable[[str], None]
) -> None:
    with tempfile.TemporaryDirectory(prefix="afterword-import-") as folder:
        beside = Path(folder) / "known.db"
        with closing(open_for_writing(beside, create=True)) as known:
            merging = _import_all(db, known, files, done, complain)
        if merging:
            merge(path, beside)


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
        with opened(file) as stream, io.TextIOWrapper(stream, "utf-8", errors="replace", newline="\n") as lines:
            yield from read_documents(lines)
    except (DocumentError, *UNREADABLE) as error:
        done.failed += 1
        why = error if isinstance(error, DocumentError) else f"it cannot be read on ({reason(error)})"
        complain(f"{file}: {why}")


def _in_transaction(db: Database, document: Mapping[str, Any], thread: Any) -> None:
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        restore.restore(db, document, thread)
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise


def _recognise(file: Path, base: str | None) -> tuple[Source, Format] | None:
    """The dump that a file is; None where it holds documents of ours."""
    try:
        source, form = recognise(file, base)
    except DumpError as error:
        raise ArchiveError(str(error)) from error
    if is_documents(source.head):
        return None
    if form is None:
        names = ", ".join(each.name for each in FORMATS)
        raise ArchiveError(f"{file}: it holds no threads that afterword exported, and is no dump that is read: {names}")
    return source, form


def _counts(db: Database) -> tuple[int, int]:
    select = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM comments)"
    articles, comments = db.conn.execute(select).fetchone()
    return int(articles), int(comments)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
