"""Importing: files of any kind that is known, into an archive that may hold some of their threads already.

Documents of ours come in with their history (`archive.imports.documents`), dumps of other systems as observations
(`archive.imports.dumps`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from archive.db.handle import Handle
from archive.db.rows import value
from archive.display import counted
from archive.errors import ArchiveError
from archive.imports import documents, dumps
from scraper.errors import DumpError
from scraper.imports.records import Format, Tally
from scraper.imports.registry import FORMATS, Found, detect
from scraper.imports.source import Source
from scraper.imports.spool import PATH_ONLY
from scraper.visit.records import Outcome


@dataclass(slots=True)
class Imported:
    """What an import did.

    `read` threads were read; `articles` and `comments` were not in the archive before. Of dumps: `known` comments were,
    `edited` and `gone` ones are that now, `deleted` ones say that they were taken down; `skipped` and `pages_skipped`
    count by the reason what was left out; `orphans` (each with id, url and parent) answer a comment that is not there,
    `orphan_count` of them; `files_skipped` counts files in zips that are no dumps. `failed` counts what did not come
    in, each told by a line.
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
    files_skipped: int = 0


def summary(done: Imported) -> Iterator[str]:
    """What an import did: a line, one for what was left out, one for each orphan."""
    new = f"{counted(done.articles, 'thread')} and {counted(done.comments, 'comment')} new"
    words = ("known", "edited", "gone", "deleted", "failed")
    more = [f"{number:,} {word}" for word in words if (number := getattr(done, word))]
    yield ", ".join((f"{counted(done.read, 'thread')} read", new, *more))
    left_out = [f"{number:,} {why}" for why, number in sorted(done.skipped.items())]
    left_out += [f"{counted(number, 'page')} {why}" for why, number in sorted(done.pages_skipped.items())]
    if done.files_skipped:
        left_out.append(f"{counted(done.files_skipped, 'file')} of other kinds")
    if left_out:
        yield f"left out: {', '.join(left_out)}"
    for orphan in done.orphans:
        yield f"orphan: {orphan['id'] or 'a comment without id'} answers {orphan['parent']}, not there: {orphan['url']}"
    if done.orphan_count > len(done.orphans):
        yield f"and {done.orphan_count - len(done.orphans):,} more orphans"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is to go.

    `base` is the address of the site for dumps that tell pages by path; `only` names files in a zip, by words in their
    paths; with `keep_private` the e-mail and IP addresses in dumps are kept.
    """

    base: str | None = None
    only: str | None = None
    keep_private: bool = False


class Watcher:
    """Who wants to see how far an import is. This one does not."""

    def read(self, done: int, size: int) -> None:
        """So many of all bytes were read."""

    def saved(self, done: int, known: int) -> None:
        """So many threads are saved, of those known so far."""


class Import:
    """Files on their way into an archive. What fails is told by a line.

    A document, or some threads of a dump, are one transaction; importing the same again changes nothing, and so does
    what an interrupted import began. ArchiveError for a file that cannot be read, or holds nothing that is known:
    at once, so that no archive need be made for it.
    """

    def __init__(
        self,
        files: Sequence[Path],
        complain: Callable[[str], None],
        wishes: Wishes | None = None,
        watcher: Watcher | None = None,
    ) -> None:
        self._complain, self._wishes, self._watcher = complain, wishes or Wishes(), watcher or Watcher()
        self._done = Imported()
        self._bytes_read = self._threads = 0
        self._found = self._look_into(files)

    def into(self, archive: Handle) -> Imported:
        """Bring it in: documents first, since those that are known are merged together."""
        before = _counts(archive)
        ours = [self._watched(source) for each in self._found.values() for source in each.documents]
        if ours:
            self._done.read += documents.take(archive, ours, self._fail)
        for file, each in self._found.items():
            for form, sources in each.dumps.values():
                self._dumps(archive, file, form, sources, Tally(partial=bool(each.troubles)))
        after = _counts(archive)
        self._done.articles, self._done.comments = (now - then for now, then in zip(after, before, strict=True))
        return self._done

    def _fail(self, line: str) -> None:
        self._done.failed += 1
        self._complain(line)

    def _look_into(self, files: Sequence[Path]) -> dict[Path, Found]:
        """What is in each file. ArchiveError for a file that cannot be read; and where nothing is known in it, unless
        it is a zip beside another file: large exports come in several, some with nothing but pictures."""
        try:
            found = {file: detect(file, self._wishes.base, self._wishes.only) for file in files}
        except DumpError as error:
            raise ArchiveError(str(error)) from error
        self._size = sum(each.size for each in found.values())
        for file, each in found.items():
            for trouble in each.troubles:
                self._fail(trouble)
            if not (each.documents or each.dumps or (each.is_zip and self._size)):
                raise ArchiveError(f"{file}: {_nothing(each, self._wishes.only)}")
            self._done.files_skipped += each.passed_over
        return found

    def _dumps(self, archive: Handle, file: Path, form: Format, sources: Sequence[Source], tally: Tally) -> None:
        done, watched = self._done, [self._watched(source) for source in sources]
        for saved, count in dumps.take(archive, watched, form, tally, keep_private=self._wishes.keep_private):
            done.read += 1
            done.known += count - saved.new
            done.edited += saved.changed
            done.gone += saved.gone
            tally.pages_skipped["forgotten"] += saved.outcome == Outcome.FORGOTTEN
            self._watcher.saved(done.read, self._threads + tally.threads)
        self._threads += tally.threads
        done.deleted += tally.deleted
        done.orphan_count += tally.orphan_count
        done.orphans += map(asdict, tally.orphans)
        for more, total in ((tally.skipped, done.skipped), (tally.pages_skipped, done.pages_skipped)):
            total.update(Counter(total) + more)
        for broken in tally.breaks:
            self._fail(f"{broken}; what comes before that is imported")
        if lost := tally.pages_skipped[PATH_ONLY]:
            way_out = "; say with --base where the site is"
            if tally.sites > 1:
                which = "say with --only which file in it to read, and with --base where its site is"
                way_out = f", on {tally.sites} sites; {which}"
            self._fail(f"{file}: {counted(lost, 'page')} {PATH_ONLY}{way_out}")

    def _watched(self, source: Source) -> Source:
        def moved(size: int) -> None:
            self._bytes_read += size
            self._watcher.read(self._bytes_read, self._size)

        return replace(source, moved=moved)


def _nothing(found: Found, only: str | None) -> str:
    names = ", ".join(each.name for each in FORMATS)
    if not found.is_zip:
        return f"it holds no threads that afterword exported, and is no dump that is read: {names}"
    which = "file in it" if only is None else f"file in it whose path has {only!r} in it"
    return f"no {which} holds threads that afterword exported, or is a dump that is read: {names}"


def _counts(archive: Handle) -> tuple[int, int]:
    articles, comments = (value(archive.conn, f"SELECT count(*) FROM {table}") for table in ("articles", "comments"))  # noqa: S608
    return articles, comments
