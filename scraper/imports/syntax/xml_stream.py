"""XML as a stream of small elements, for dumps larger than memory.

expat reads it, with nothing loaded and no entity expanded: a document type, which no dump has, ends the reading before
anything in it is looked at. Depth and sizes are bounded. What programs write that XML does not allow is mended first.
"""

from __future__ import annotations

import codecs
import xml.parsers.expat as expat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from scraper.errors import DumpError
from scraper.imports.source import Source
from scraper.page.xml_repair import UTF_8, declared, junk_before, repaired
from scraper.text import squeeze

CHUNK = 64 * 1024

MAX_DEPTH = 64
"""Levels of elements; the dumps that are read here have seven."""

MAX_RECORD = 64 * 1024 * 1024
"""Characters in one record: an article or a comment with all that belongs to it."""

MAX_PARTS = 100_000
"""Elements in one record."""

MAX_TOKEN = 16 * 1024 * 1024
"""Bytes of one tag. expat parses an unfinished one again with each piece."""


@dataclass(slots=True)
class Element:
    """An element: attributes by local name, its own text, its children; read as in ElementTree, by paths of names."""

    name: str
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    parts: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without white space around it."""
        return "".join(self.pieces).strip()

    def findall(self, name: str, /, **stated: str) -> Iterator[Element]:
        """The elements of a name right in it that have these attributes."""
        return (part for part in self.parts if part.name == name and stated.items() <= part.attributes.items())

    def find(self, *names: str) -> Element | None:
        """The first element at the end of a path of names, the first of each in the one before."""
        found: Element | None = self
        for name in names:
            found = next(found.findall(name), None) if found is not None else None
        return found

    def findtext(self, *names: str) -> str | None:
        """The text of the first element at the end of a path of names; None where that is empty or missing."""
        found = self.find(*names)
        return (found.text or None) if found is not None else None

    def get(self, attribute: str, *names: str) -> str | None:
        """An attribute of the first element at the end of a path of names; None where either is missing."""
        found = self.find(*names)
        return found.attributes.get(attribute) if found is not None else None


def elements(source: Source, records: frozenset[str], inner: frozenset[str] = frozenset()) -> Iterator[Element]:
    """Each record (an outermost element with one of these names) at its end, with everything in it.

    Elements of the names `inner` inside a record come at their own end, before it, and are not kept in it. So does
    everything outside records. DumpError names the line where the XML breaks off; the elements before are intact.
    """
    head = source.head
    is_wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]
    encoding = None if is_wide else declared(head)
    is_utf_8 = encoding is None or encoding in UTF_8
    reader = _Reader(records, inner, is_utf_8=is_utf_8)
    with closing(source.pieces(CHUNK)) as pieces:
        xml = _narrow(pieces, head[:1]) if is_wide else _behind(pieces, junk_before(head))
        for chunk in repaired(xml, is_utf_8=is_utf_8):
            yield from reader.feed(chunk)
    yield from reader.feed(b"", last=True)


def _behind(pieces: Iterator[bytes], junk: int) -> Iterator[bytes]:
    """The pieces without so many bytes at their beginning."""
    for piece in pieces:
        yield piece[junk:]
        junk = max(0, junk - len(piece))


def _narrow(pieces: Iterator[bytes], first: bytes) -> Iterator[bytes]:
    """The pieces of UTF-16 as UTF-8; the first byte tells the order."""
    decoder = codecs.getincrementaldecoder("utf-16-be" if first in b"\0\xfe" else "utf-16-le")("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode()


class _Reader:
    """The open elements, and those that ended in the piece that is read."""

    def __init__(self, records: frozenset[str], inner: frozenset[str], *, is_utf_8: bool) -> None:
        self._records, self._inner = records, inner
        self._open: list[Element] = []
        self._record_depth = 0  # how deep the open record stands; 0 outside
        self._size = self._parts = self._unseen = 0
        self._done: list[Element] = []
        self._parser = expat.ParserCreate("utf-8" if is_utf_8 else None, namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes, *, last: bool = False) -> Iterator[Element]:
        """What ends in a piece of XML. DumpError behind that where the XML breaks off."""
        self._unseen += len(chunk)
        failed: DumpError | None = None
        try:
            self._parser.Parse(chunk, last)
            if self._unseen > MAX_TOKEN:
                failed = self._refusal(f"a tag of more than {MAX_TOKEN:,} bytes")
        except expat.ExpatError as error:
            failed = self._refusal(f"the XML breaks off ({expat.ErrorString(error.code)})")
        except DumpError as error:
            failed = error
        except (ValueError, LookupError) as error:  # an encoding that nobody knows
            failed = self._refusal(f"the XML cannot be read ({squeeze(str(error))})")
        done, self._done = self._done, []
        yield from done
        if failed is not None:
            raise failed

    def _refusal(self, why: str) -> DumpError:
        return DumpError(f"line {self._parser.CurrentLineNumber}: {why}")

    def _doctype(self, *_: object) -> None:
        raise self._refusal("it has a document type, which no dump has; it is not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._unseen = 0
        namespace, _, local = name.rpartition(" ")
        if len(self._open) >= MAX_DEPTH:
            raise self._refusal(f"elements are nested deeper than {MAX_DEPTH} levels")
        element = Element(local, namespace)
        if attributes:
            element.attributes = {key.rpartition(" ")[2]: text for key, text in attributes.items()}
            self._grow(sum(map(len, attributes.values())))
        self._open.append(element)
        if not self._record_depth and local in self._records:
            self._record_depth = len(self._open)
            self._size = self._parts = 0
        self._parts += 1
        if self._record_depth and self._parts > MAX_PARTS:
            raise self._refusal(f"a record of more than {MAX_PARTS:,} elements")

    def _text(self, text: str) -> None:
        self._unseen = 0
        if self._open:
            self._open[-1].pieces.append(text)
            self._grow(len(text))

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > MAX_RECORD:
            raise self._refusal(f"a record of more than {MAX_RECORD:,} characters")

    def _end(self, _: str) -> None:
        self._unseen = 0
        element = self._open.pop()
        depth = len(self._open) + 1
        if not self._record_depth or depth == self._record_depth:
            self._record_depth = self._size = 0
            self._done.append(element)
        elif element.name in self._inner:
            self._size = self._parts = 0
            self._done.append(element)
        else:
            self._open[-1].parts.append(element)
