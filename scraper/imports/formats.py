"""The dumps that are read, each told by how it begins, never by its name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import DumpError
from scraper.imports import blogger, commento, disqus, isso, remark42, wordpress
from scraper.imports.gather import Numbering
from scraper.imports.records import Record, Tally
from scraper.imports.source import Source, beginning
from scraper.imports.spool import Spool


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of dump: its name for people, whether a file that begins so is one, how it is read, and in which
    numbering its comments stand."""

    name: str
    recognised: Callable[[str], bool]
    read: Callable[[Source, Tally], Iterator[Record]]
    numbering: Numbering


FORMATS: tuple[Format, ...] = (
    Format("Disqus XML", disqus.recognised, disqus.read, Numbering("disqus", "disqus-export")),
    Format("WordPress WXR", wordpress.recognised, wordpress.read, Numbering("wordpress", "wordpress-export")),
    Format("Blogger Atom", blogger.recognised, blogger.read, Numbering("blogger", "blogger-export")),
    Format("Isso database", isso.is_database, isso.read_database, Numbering("isso", "isso-export")),
    Format("Isso JSON", isso.is_json, isso.read_json, Numbering("isso", "isso-json")),
    Format("Remark42 backup", remark42.recognised, remark42.read, Numbering("remark42", "remark42-export")),
    Format("Commento JSON", commento.recognised, commento.read, Numbering("commento", "commento-export")),
)


def format_of(head: bytes) -> Format | None:
    """The format of a file that begins so; None where it is none of them."""
    text = _decoded(head)
    return next((each for each in FORMATS if each.recognised(text)), None)


@contextmanager
def spooled(source: Source, form: Format, tally: Tally) -> Iterator[Spool]:
    """All records of a dump, to be taken out thread by thread. Where it breaks off, `tally.broken` says so, and what
    was whole before is there. DumpError when there is nothing at all."""
    with tempfile.TemporaryDirectory(prefix="afterword-import-") as folder, Spool(Path(folder)) as spool:
        try:
            spool.take(form.read(source, tally))
        except DumpError as error:
            tally.broken = str(error)
        yield spool


def recognise(path: Path, base: str | None) -> tuple[Source, Format | None]:
    """A file and its format, None where it is no known dump. DumpError when it cannot be read."""
    head = beginning(path)
    return Source(path, head, base), format_of(head)


def _decoded(head: bytes) -> str:
    """The beginning as text, as far as it takes to recognise it."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return head.decode(encoding, "replace")
