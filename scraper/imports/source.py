"""The file that a dump is: compressed with gzip or not, its beginning, and its time."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from gzip import GzipFile
from typing import TYPE_CHECKING

from scraper.errors import DumpError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

GZIP = b"\x1f\x8b"
HEAD = 64 * 1024
"""Bytes by which a dump is recognised."""

UNREADABLE = (OSError, EOFError, zlib.error)
"""What a file raises that is damaged, or compressed and cut short."""


@dataclass(frozen=True, slots=True)
class Source:
    """A dump: where it lies, how it begins (uncompressed), and where its pages are when it names them by path only."""

    path: Path
    head: bytes
    base: str | None = None

    @property
    def written(self) -> str:
        """The file's own time, UTC."""
        moment = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        return f"{moment.year:04}-{moment:%m-%dT%H:%M:%SZ}"

    def pieces(self, size: int = HEAD) -> Iterator[bytes]:
        """The dump's bytes, uncompressed, up to so many at a time. DumpError where they break off, behind all that
        could be read."""
        try:
            with opened(self.path) as stream:
                while piece := stream.read1(size):
                    yield piece
        except UNREADABLE as error:
            raise DumpError(f"the file cannot be read on ({reason(error)})") from error


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader | GzipFile]:
    """A file to be read, uncompressed where gzip compressed it."""
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP
        file.seek(0)
        yield GzipFile(fileobj=file) if is_packed else file


def beginning(path: Path) -> bytes:
    """The first bytes of a file, uncompressed, as far as they can be read. DumpError where none can."""
    head = b""
    try:
        for piece in Source(path, b"").pieces():
            head += piece
            if len(head) >= HEAD:
                break
    except DumpError as error:
        if not head:
            raise DumpError(f"{path}: {error}") from error
    return head


def reason(error: BaseException) -> str:
    """Why a file could not be read on, in a few words."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
