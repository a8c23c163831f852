"""A dump as a file, or as a file in a zip, compressed with gzip or not."""

import io
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from gzip import GzipFile
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from scraper.errors import DumpError
from scraper.times import utc

GZIP = b"\x1f\x8b"
HEAD = 64 * 1024
"""Bytes by which the format of a dump is detected."""
RATIO = 200
"""How many times its own size a file may unpack to; dumps reach thirty."""
FREE = 256 * 1024 * 1024
"""Bytes that a file may unpack to in any case."""

UNREADABLE = (OSError, EOFError, zlib.error, BadZipFile)
"""What a file raises that is damaged, or compressed and cut short."""
LOCKED = (RuntimeError, NotImplementedError)
"""What a file in a zip raises that is encrypted, or compressed in a way that Python does not know."""


class Allowance:
    """How many more bytes a file may unpack to, over all files in it."""

    def __init__(self, path: Path) -> None:
        self._left = FREE + RATIO * path.stat().st_size

    def spend(self, size: int) -> None:
        """Count bytes. DumpError when they are too many."""
        self._left -= size
        if self._left < 0:
            raise DumpError(f"it unpacks to more than {RATIO} times its size")


@dataclass(frozen=True, slots=True)
class Source:
    """A dump: where it lies, how it begins (uncompressed), and where its pages are when it names them by path only.

    `member` is the file in the zip that `path` is, `archive` that zip where it is open, and `place` the file's number
    in it. `allowance` bounds what may come out of it, and `moved` is told, while it is read, how many more bytes of its
    `size` were read.
    """

    path: Path
    head: bytes = b""
    base: str | None = None
    member: ZipInfo | None = None
    archive: ZipFile | None = None
    place: int = 0
    allowance: Allowance | None = None
    moved: Callable[[int], None] = lambda _: None

    @property
    def name(self) -> str:
        """How it is called in messages."""
        return str(self.path) if self.member is None else f"{self.path}, {self.member.filename}"

    @property
    def size(self) -> int:
        """Its size in bytes; of a file in a zip, when unpacked from the zip."""
        return self.path.stat().st_size if self.member is None else self.member.file_size

    @property
    def written(self) -> str:
        """When the file was modified, UTC. (The dates in a zip have no zone.)"""
        return utc(self.path.stat().st_mtime)

    @contextmanager
    def opened(self) -> Iterator[io.BufferedReader]:
        """A stream of its bytes, uncompressed. Raises UNREADABLE, LOCKED; DumpError when it unpacks to too much."""
        with ExitStack() as stack:
            if self.member is None:
                file: IO[bytes] = stack.enter_context(self.path.open("rb"))
            else:
                archive = self.archive or stack.enter_context(ZipFile(self.path))
                file = stack.enter_context(archive.open(self.member))
            yield self._unpacked(file)

    def pieces(self, size: int = HEAD) -> Generator[bytes, None, None]:
        """The dump's bytes, uncompressed, up to so many at a time. DumpError where they break off, behind all that
        could be read."""
        try:
            with self.opened() as stream:
                while piece := stream.read1(size):
                    yield piece
        except FileNotFoundError:
            raise DumpError("there is no such file; name another one") from None
        except IsADirectoryError:
            raise DumpError("a folder; name the files in it") from None
        except (*UNREADABLE, *LOCKED) as error:
            raise DumpError(f"the file cannot be read on ({reason(error)})") from error

    def _unpacked(self, file: IO[bytes]) -> io.BufferedReader:
        stream = io.BufferedReader(_Counted(file, self.moved), HEAD)
        packed = GzipFile(fileobj=stream) if stream.peek(2)[:2] == GZIP else None
        allowance = self.allowance or Allowance(self.path)
        return io.BufferedReader(_Counted(packed or stream, allowance.spend), HEAD)


class _Counted(io.RawIOBase):
    """A stream that reports how many bytes are read from it."""

    def __init__(self, stream: IO[bytes] | io.BufferedReader | GzipFile, report: Callable[[int], None]) -> None:
        self._stream, self._report = stream, report

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub names a private protocol
        read = getattr(self._stream, "read1", self._stream.read)
        piece: bytes = read(len(buffer))
        buffer[: len(piece)] = piece
        self._report(len(piece))
        return len(piece)


@contextmanager
def open_zips(sources: Sequence[Source]) -> Iterator[list[Source]]:
    """The sources, with their zips open: else the directory of a zip would be read again for each file in it.

    A zip that cannot be opened is reported when its files are read.
    """
    with ExitStack() as stack:
        archives: dict[Path, ZipFile] = {}
        for path in dict.fromkeys(source.path for source in sources if source.member is not None):
            with suppress(*UNREADABLE):
                archives[path] = stack.enter_context(ZipFile(path))
        yield [replace(source, archive=archives.get(source.path)) for source in sources]


def read_head(source: Source) -> bytes:
    """The first bytes of a file, uncompressed. DumpError where none can be read."""
    head = b""
    try:
        for piece in source.pieces():
            head += piece
            if len(head) >= HEAD:
                break
    except DumpError:
        if not head:
            raise
    return head


def reason(error: BaseException) -> str:
    """Why a file could not be read on, in a few words."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
