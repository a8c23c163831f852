"""What long work shows: lines as it goes on, and below them, on a terminal, a bar."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archive.cli import console
from archive.display import clean, json_text
from archive.imports.importer import Watcher
from archive.run.report import PageLine, Report
from scraper.visit.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

MEGA = 1_000_000


@contextmanager
def bar(*, quiet: bool) -> Iterator[Progress | None]:
    """A bar where standard error is a terminal; none elsewhere, nor with `quiet`."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), "{task.description}", TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as shown:
        yield shown


class ImportBar(Watcher):
    """Shows how far an import is. Threads are saved when a file is read to its end, so the bar starts again then."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._reading, self._saving = bar.add_task("", total=None), bar.add_task("", total=None, visible=False)

    def read(self, done: int, size: int) -> None:
        words = f"{done / MEGA:,.1f}/{size / MEGA:,.1f} MB"
        self._bar.update(self._reading, completed=done, total=size, description=words)

    def saved(self, done: int, known: int) -> None:
        words = f"{done:,}/{known:,} threads"
        self._bar.update(self._saving, completed=done, total=known, description=words, visible=True)


class Output(Report):
    """Prints a line for each page, above the bar if there is one.

    With `quiet` of failures only; with `verbose` and where an error came from.
    """

    def __init__(self, bar: Progress | None, *, quiet: bool, as_json: bool, verbose: bool) -> None:
        self._bar, self._quiet, self._as_json, self._verbose = bar, quiet, as_json, verbose
        self._task = bar.add_task("", total=None) if bar else None

    def page(self, line: PageLine) -> None:
        if self._as_json:
            self._write(json_text(line.as_dict()))
        elif not self._quiet:
            self._write(line.as_text())
        elif line.failed:
            sys.stderr.write(line.as_text() + "\n")
        if self._verbose and line.details:
            sys.stderr.write(clean(line.details))

    def progress(self, done: int, known: int) -> None:
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=done, total=known, description=f"{done:,}/{known:,} pages")

    def _write(self, text: str) -> None:
        """One line to standard output, at once: somebody may be waiting for it."""
        if self._bar and sys.stdout.isatty():  # the same terminal: the line goes above the bar
            self._bar.console.print(text, markup=False, emoji=False, highlight=False, soft_wrap=True)
        else:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()


class Lines(Report):
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
