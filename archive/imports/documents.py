"""Threads that an archive exported, on their way into one: with their history.

An article that the archive does not know is written as the document has it. One that it knows is merged, by the same
rules as two archives are (`archive.maintenance.merge`): the documents first make an archive of their own.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.db.handle import Handle
from archive.db.transactions import immediate
from archive.errors import ArchiveError, translated
from archive.imports import restore
from archive.maintenance.merge import merge
from archive.threads import tombstones
from scraper.errors import DocumentError, DumpError
from scraper.imports.documents import read_documents
from scraper.imports.source import Source, open_zips


def take(archive: Handle, sources: Sequence[Source], fail: Callable[[str], None]) -> int:
    """Bring the documents in these files into the archive. What does not come in is told by a line. Returns how many
    came."""
    with tempfile.TemporaryDirectory(prefix="afterword-import-") as folder, Handle(Path(folder) / "known.db") as known:
        with open_zips(sources) as held, translated(archive.path):  # else errors name the file beside
            came = _import_all(archive, known, held, fail)
        merge(archive, known)
    return came


def _import_all(archive: Handle, known: Handle, sources: Sequence[Source], fail: Callable[[str], None]) -> int:
    """Import every document, what is known already into the archive beside. Returns how many came."""
    came = 0
    # What was forgotten must not come back: merging looks at every comment for that.
    forgets = tombstones.are_any(archive.conn)
    for source in sources:
        for line, document in _documents(source, fail):
            try:
                thread = restore.checked(document)
                addresses = [entry["url"] for entry in (document.get("history") or {}).get("addresses") or ()]
                is_known = forgets or restore.is_known(archive.db, thread, addresses)
                target = known if is_known else archive
                if is_known and restore.is_known(known.db, thread, addresses):
                    raise DocumentError("the article stands in these files more than once")
                with immediate(target.db) as db:
                    restore.restore(db, document, thread)
                came += 1
            except (DocumentError, ArchiveError, AttributeError, TypeError, KeyError, ValueError) as error:
                fail(f"{source.name}, line {line}: {error}")
    return came


def _documents(source: Source, fail: Callable[[str], None]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        yield from read_documents(source)
    except (DocumentError, DumpError) as error:
        fail(f"{source.name}: {error}")
