"""How far an import is, as a bar on a terminal: first the bytes of the files, then the threads that they hold."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archive.importing import Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGA = 1_000_000


class _Bar(Watcher):
    """Shows it. Threads are saved when a file is read to its end, so the bar starts again then."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self.bar = Progress(
            BarColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
        )
        self._reading = self.bar.add_task("", total=None)
        self._saving = self.bar.add_task("", total=None, visible=False)

    def read(self, done: int, size: int) -> None:
        words = f"{done / MEGA:,.1f}/{size / MEGA:,.1f} MB"
        self.bar.update(self._reading, completed=done, total=size, description=words)

    def saved(self, done: int, known: int) -> None:
        words = f"{done:,}/{known:,} threads"
        self.bar.update(self._saving, completed=done, total=known, description=words, visible=True)


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watcher]:
    """A bar where standard error is a terminal; else, and with `quiet`, nothing."""
    if quiet or not sys.stderr.isatty():
        yield Watcher()
        return
    watcher = _Bar()
    with watcher.bar:
        yield watcher
