"""One step on an archive's file: open it, take the step, close it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from archive.imports.importer import Import, Imported, Wishes
from archive.maintenance.check import Finding
from archive.maintenance.compact import Compacted
from archive.maintenance.forget import Forgotten, Plan
from archive.maintenance.merge import Merged
from archive.maintenance.reparse import Reparsed
from archive.query import sql
from archive.store import Archive
from scraper.workers import Workers


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    with Archive.open(path, read_only=True) as archive:
        yield archive.conn


@contextmanager
def query(path: Path, *asked: Any, **how: Any) -> Iterator[sql.Result]:
    with Archive.open(path, read_only=True) as archive, sql.query(archive, *asked, **how) as result:
        yield result


def check(path: Path, *, repair: bool = False) -> list[Finding]:
    with Archive.open(path, create=False) as archive:
        return list(archive.check(repair=repair))


def compact(path: Path, **how: Any) -> Compacted:
    with Archive.open(path, create=False) as archive:
        return archive.compact(**how)


def merge(path: Path, other: Path) -> Merged:
    with Archive.open(other, read_only=True) as source, Archive.open(path) as archive:
        return archive.merge(source)


def plan_forgetting(path: Path, names: Sequence[str] = (), authors: Sequence[str] = (), **how: Any) -> Plan:
    with Archive.open(path, read_only=True) as archive:
        return archive.plan_forgetting(names, authors, **how)


def forget(path: Path, names: Sequence[str] = (), authors: Sequence[str] = (), **how: Any) -> Forgotten:
    with Archive.open(path, create=False) as archive:
        return archive.forget(archive.plan_forgetting(names, authors, **how), "asked for by letter")[0]


def reparse(path: Path, workers: Workers, names: Sequence[str] = (), **how: Any) -> Iterator[Reparsed]:
    with Archive.open(path, create=False) as archive:
        yield from archive.reparse(workers, names, **how)


def import_files(path: Path, files: Sequence[Path], complain: Any = print, wishes: Wishes | None = None) -> Imported:
    found = Import(files, complain, wishes)
    with Archive.open(path) as archive:
        return found.into(archive)
