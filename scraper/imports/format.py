"""What a reader of dumps is, as each module of scraper.imports.formats describes its own in `FORMATS`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scraper.imports.records import Record, Tally
from scraper.imports.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of dump: its name for people, the comment system whose ids its comments have, the name of its channel,
    a pattern for its first bytes, and its reader."""

    name: str
    system: str
    channel: str
    sign: re.Pattern[str]
    read: Callable[[Source, Tally], Iterator[Record]]
