"""What long work shows: lines as it goes on, and below them, on a terminal, a bar."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archive.cli import console
from archive.display import clean, json_text
from archive.imports.importer import Watcher
from scraper.visit.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, ProgressColumn

    from archive.run.report import PageLine

MEGA = 1_000_000


def _bar(*columns: ProgressColumn | str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TimeRemainingColumn

    on_stderr = Console(stderr=True)
    return Progress(
        BarColumn(), *columns, TimeRemainingColumn(), console=on_stderr, transient=True, redirect_stdout=False
    )


class _ImportBar(Watcher):
    """Shows it. Threads are saved when a file is read to its end, so the bar starts again then."""

    def __init__(self) -> None:
        self.bar = _bar("{task.description}")
        self._reading = self.bar.add_task("", total=None)
        self._saving = self.bar.add_task("", total=None, visible=False)

    def read(self, done: int, size: int) -> None:
        words = f"{done / MEGA:,.1f}/{size / MEGA:,.1f} MB"
        self.bar.update(self._reading, completed=done, total=size, description=words)

    def saved(self, done: int, known: int) -> None:
        words = f"{done:,}/{known:,} threads"
        self.bar.update(self._saving, completed=done, total=known, description=words, visible=True)


@contextmanager
def import_bar(*, quiet: bool) -> Iterator[Watcher]:
    """A bar where standard error is a terminal; else, and with `quiet`, nothing."""
    if quiet or not sys.stderr.isatty():
        yield Watcher()
        return
    watcher = _ImportBar()
    with watcher.bar:
        yield watcher


class Output:
    """Prints a line for each page: with `quiet` of failures only; with `verbose` and where an error came from."""

    def __init__(self, *, quiet: bool, as_json: bool, verbose: bool) -> None:
        self._quiet, self._as_json, self._verbose = quiet, as_json, verbose

    def page(self, line: PageLine) -> None:
        if self._as_json:
            self.write(json_text(line.as_dict()))
        elif not self._quiet:
            self.write(line.as_text())
        elif line.failed:
            sys.stderr.write(line.as_text() + "\n")
        if self._verbose and line.details:
            sys.stderr.write(clean(line.details))

    def write(self, text: str) -> None:
        """One line to standard output, at once: somebody may be waiting for it."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def progress(self, done: int, known: int) -> None:
        """Nothing: where there is a terminal, `_PagesBar` shows it."""


class _PagesBar(Output):
    """Prints the same, with a bar below."""

    def __init__(self, **form: bool) -> None:
        from rich.progress import MofNCompleteColumn

        super().__init__(**form)
        self.bar = _bar(MofNCompleteColumn(), "pages")
        self._task = self.bar.add_task("", total=None)

    def write(self, text: str) -> None:
        if sys.stdout.isatty():  # the same terminal: the line goes above the bar
            self.bar.console.print(text, markup=False, emoji=False, highlight=False, soft_wrap=True)
        else:
            super().write(text)

    def progress(self, done: int, known: int) -> None:
        self.bar.update(self._task, completed=done, total=known)


@contextmanager
def open_output(*, quiet: bool, as_json: bool, verbose: bool) -> Iterator[Output]:
    """What prints a line for each page; with a bar where standard error is a terminal, and not with `quiet`."""
    if quiet or not sys.stderr.isatty():
        yield Output(quiet=quiet, as_json=as_json, verbose=verbose)
        return
    output = _PagesBar(quiet=quiet, as_json=as_json, verbose=verbose)
    with output.bar:
        yield output


class Lines:
    """Prints the pages of which a scheduled run has something to tell: new, changed, failed.

    When they cannot be printed any more (`| head`, a full disk) the run goes on.
    """

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent

    def page(self, line: PageLine) -> None:
        if not self._silent and (line.failed or line.outcome in (Outcome.NEW, Outcome.CHANGED)):
            try:
                console.emit([line.as_text()])
                sys.stdout.flush()
            except OSError:
                self._silent = True
                console.nobody_reads()

    def progress(self, done: int, known: int) -> None:
        """Nothing: who waits for a scheduled run?"""
