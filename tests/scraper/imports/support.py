"""Dumps in files, and what is read from them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from scraper.imports.assemble import DumpThread
from scraper.imports.records import Tally
from scraper.imports.registry import detect, spool_records
from scraper.thread import Comment, Thread


@dataclass(frozen=True)
class Read:
    """What came out of a dump: the name of its format, its threads, and what became of everything."""

    format: str
    found: list[DumpThread]
    tally: Tally

    @property
    def threads(self) -> list[Thread]:
        return [each.thread for each in self.found]

    @property
    def comments(self) -> list[Comment]:
        return [comment for thread in self.threads for comment in thread.comments]


def read_file(path: Path, base: str | None = None) -> Read:
    """Read a file as the import does, pages told apart by their addresses."""
    dumps = detect(path, base).dumps
    assert len(dumps) == 1
    ((form, sources),) = dumps.values()
    tally = Tally()
    with spool_records(sources, form, tally) as spool:
        found = list(spool.threads(form, base, lambda url, _title: url, tally))
    return Read(form.name, found, tally)


def read(folder: Path, data: str | bytes, base: str | None = None, *, packed: bool = False) -> Read:
    """Read a dump with these contents, from a file whose name says nothing."""
    raw = data.encode() if isinstance(data, str) else data
    path = folder / "a file"
    path.write_bytes(gzip.compress(raw) if packed else raw)
    return read_file(path, base)


def tree(thread: Thread) -> list[str]:
    """The comments in reading order: dots for the depth, the author, the words."""
    return [f"{'.' * each.depth}{each.author.name}: {each.text}" for each in thread.comments]
