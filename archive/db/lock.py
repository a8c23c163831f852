"""One run at a time on an archive: a lock that dies with its owner.

The lock is the operating system's (flock) on a file beside the archive; the file's words only tell who holds it, and
a file that is left over means nothing. SQLite's own locks on the archive are left alone.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveError, ArchiveReadOnly, RunLocked
from scraper.times import now


@contextmanager
def run_lock(archive: Path) -> Iterator[None]:
    """Hold the run lock of an archive for the length of a block. RunLocked names who holds it already."""
    import fcntl

    path = archive.with_name(f"{archive.name}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise ArchiveReadOnly(f"{path}: the lock of a run cannot be made ({error.strerror})") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunLocked(f"{archive}: another run holds it ({_holder(handle)}); wait until that has ended") from None
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be locked here ({error.strerror}); use a local disk") from None
        owner = {"process": os.getpid(), "host": socket.gethostname(), "since": now()}
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(owner).encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _holder(handle: int) -> str:
    """Who wrote itself down; a word at least, for the owner may just have begun."""
    try:
        owner = json.loads(os.pread(handle, 4096, 0))
        return f"process {owner['process']} on {owner['host']}, since {owner['since']}"
    except (ValueError, KeyError, TypeError):
        return "it has just begun"
