"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.db.connection import is_archive, is_same
from archive.errors import ArchiveError

_PARTS = ("", "-wal", "-shm", "-journal", ".lock")
"""Ends of the names of the files that an archive at work consists of; SQLite's stand beside the file behind a link."""


def spare(path: Path, archive: Path) -> None:
    """Refuse to write over the archive, or a file beside it that is part of it, or any other archive: ArchiveError."""
    whole = Path(os.path.realpath(archive))
    if any(is_same(path, each.with_name(each.name + end)) for each in (archive, whole) for end in _PARTS):
        raise ArchiveError(f"{path}: this is the archive itself; name another file with -o")
    if is_archive(path):  # looked into only now: closing the open one would take SQLite's locks on it away
        raise ArchiveError(f"{path}: this is an archive, which no export replaces; name another file with -o")


def write(path: Path, pieces: Iterable[str]) -> None:
    """Write UTF-8 text. ArchiveError when it cannot be written."""
    with beside(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new file beside `path`, to be written in the block, that then takes that name.

    Whatever goes wrong, a file that was there before stays as it was. ArchiveError when it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(f"{path}: the file cannot be written ({error.strerror}); name another place with -o")
