"""What a reader of dumps is, as each module of scraper.imports.formats describes its own in `FORMATS`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scraper.imports.assemble import Numbering
from scraper.imports.records import Record, Tally
from scraper.imports.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of dump: its name for people, a pattern for its first bytes, its reader, and its numbering."""

    name: str
    sign: re.Pattern[str]
    read: Callable[[Source, Tally], Iterator[Record]]
    numbering: Numbering

    def recognises(self, head: str) -> bool:
        """Whether a file that begins so is such a dump."""
        return self.sign.search(head) is not None
