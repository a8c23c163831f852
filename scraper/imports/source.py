"""The file that a dump is: compressed with gzip or not, its beginning, and its time."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, TextIO

from scraper.errors import DumpError

if TYPE_CHECKING:
    from collections.abc import Iterator
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

    @contextmanager
    def bytes(self) -> Iterator[BinaryIO]:
        """The dump's bytes, uncompressed. DumpError when they break off."""
        with opened(self.path) as stream:
            yield stream

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """The dump's text, which is UTF-8; bytes that are none become question marks in diamonds."""
        with opened(self.path) as stream:
            yield io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to be read, uncompressed where gzip compressed it."""
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP
        file.seek(0)
        stream: BinaryIO = gzip.GzipFile(fileobj=file) if is_packed else file  # type: ignore[assignment]
        yield stream


def beginning(path: Path) -> bytes:
    """The first bytes of a file, uncompressed. DumpError when it cannot be read."""
    try:
        with opened(path) as stream:
            return stream.read(HEAD)
    except UNREADABLE as error:
        raise DumpError(f"{path}: it cannot be read ({reason(error)})") from error


def reason(error: BaseException) -> str:
    """Why a file could not be read on, in a few words."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
