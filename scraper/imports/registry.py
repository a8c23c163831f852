"""The formats of dumps, and what is in a file: detected by its first bytes, never by its name."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from scraper.comments.systems.table import dumps
from scraper.errors import DumpError
from scraper.imports import zips
from scraper.imports.documents import is_documents
from scraper.imports.records import Format, Tally
from scraper.imports.source import Source, open_zips, read_head
from scraper.imports.spool import Spool

FORMATS: tuple[Format, ...] = tuple(form for module in dumps() for form in import_module(module).FORMATS)
"""Every kind of dump, by the table of comment systems."""


def format_of(head: bytes) -> Format | None:
    """The format of a file that begins so; None where it is none of them."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    return next((each for each in FORMATS if each.sign.search(text)), None)


@dataclass(slots=True)
class Found:
    """What there is to be read in a file: threads that we exported, and dumps by their format (several in a zip).

    `passed_over` counts files that are neither, `troubles` are lines on those in a zip that could not be begun.
    """

    documents: list[Source] = field(default_factory=list)
    dumps: dict[str, tuple[Format, list[Source]]] = field(default_factory=dict)
    passed_over: int = 0
    troubles: list[str] = field(default_factory=list)
    is_zip: bool = False

    def add(self, source: Source) -> None:
        """Sort in a file by its first bytes."""
        form = format_of(source.head)
        if is_documents(source.head):
            self.documents.append(replace(source, head=b""))  # an export may be thousands of files
        elif form is None:
            self.passed_over += 1
        else:
            self.dumps.setdefault(form.name, (form, []))[1].append(source)

    @property
    def size(self) -> int:
        """Bytes that will be read."""
        dumps = (source for _, sources in self.dumps.values() for source in sources)
        return sum(source.size for source in (*self.documents, *dumps))


def detect(path: Path, base: str | None = None, only: str | None = None) -> Found:
    """What is in a file, `only` looking at those files in a zip whose path has this in it.

    DumpError when it cannot be read.
    """
    source = Source(path, base=base)
    try:
        source = replace(source, head=read_head(source))
    except DumpError as error:
        raise DumpError(f"{path}: {error}") from error
    found = Found()
    if source.head.startswith(zips.SIGNS):
        found.is_zip = True
        found.troubles = zips.scan_zip(path, base, only, found.add)
    else:
        found.add(source)
    return found


@contextmanager
def spool_records(sources: Sequence[Source], form: Format, tally: Tally) -> Iterator[Spool]:
    """All records of the dumps, in a spool. A dump that is cut off is named in `tally.breaks`; its records up to there
    are in the spool."""
    with closing(Spool()) as spool:
        with open_zips(sources) as held:
            for source in held:
                try:
                    spool.take(form.read(source, tally))
                except DumpError as error:
                    tally.breaks.append(f"{source.name}: {form.name}: {error}")
        yield spool
