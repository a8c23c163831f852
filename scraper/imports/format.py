"""What a reader of dumps is, as each module of scraper.imports.formats describes its own in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scraper.imports.assemble import Numbering
from scraper.imports.records import Record, Tally
from scraper.imports.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of dump: its name for people, whether a file that begins so is one, how it is read, and in which
    numbering its comments stand."""

    name: str
    recognised: Callable[[str], bool]
    read: Callable[[Source, Tally], Iterator[Record]]
    numbering: Numbering
