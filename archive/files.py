"""Writing a file so that it is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.errors import ArchiveError


def write(path: Path, pieces: Iterable[str]) -> None:
    """Write UTF-8 text. ArchiveError when it cannot be written."""
    with beside(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new file beside `path`, to be written in the block, that then takes that name.

    Whatever goes wrong, a file that was there before stays as it was, and nothing else is left behind. ArchiveError
    when it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        _to_disk(temporary)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        _to_disk(path.parent)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        for end in ("", "-wal", "-shm", "-journal"):  # what SQLite may have put there
            with suppress(FileNotFoundError):
                Path(f"{name}{end}").unlink()


def _to_disk(path: Path) -> None:
    with suppress(OSError):  # some systems cannot do that for folders
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(f"{path}: the file cannot be written ({error.strerror}); name another place")
