"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from archive.errors import ArchiveError, RunLocked
from archive.terminal import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def emit(lines: Iterable[str]) -> None:
    """Print data, a line each. To a terminal nothing goes that it would obey."""
    terminal = sys.stdout.isatty()
    for line in lines:
        sys.stdout.write((clean(line) if terminal else line) + "\n")


def emit_text(pieces: Iterable[str]) -> None:
    """Print data that has its own line ends. To a terminal nothing goes that it would obey."""
    terminal = sys.stdout.isatty()
    for piece in pieces:
        sys.stdout.write(clean(piece) if terminal else piece)


def emit_rendered(lines: Iterable[str]) -> None:
    """Print lines made for a terminal: their words are clean already, and colours are wanted."""
    for line in lines:
        sys.stdout.write(line + "\n")


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"Error: {one_line(message)}\n")


def colour() -> bool:
    """Whether colours are wanted: on a terminal, and where NO_COLOR (no-color.org) is not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def width() -> int:
    """The terminal's columns; 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def text_width() -> int:
    """What texts are wrapped to: the terminal's columns, but no line that is too long to be read."""
    return min(width(), 100)


def table_width() -> int | None:
    """What a table has to fit into: the terminal; anything else takes any width."""
    return width() if sys.stdout.isatty() else None


def nobody_reads() -> None:
    """After a BrokenPipeError: let whatever else is printed go nowhere, Python's own flush at the end included."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def prepare() -> None:
    """Let no letter stop a command: UTF-8 into files and pipes, what a terminal's encoding lacks as escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


@contextmanager
def reported(*, verbose: bool) -> Iterator[None]:
    """Turn what goes wrong into one line and an exit code: 1 for failures, 75 when another run is at work, 130
    when interrupted.

    A reader that has had enough (`| head`) is no failure.
    """
    from scraper.errors import ScraperError

    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_reads()
        raise typer.Exit(0) from None
    except (ArchiveError, ScraperError) as error:
        if verbose:
            import traceback

            sys.stderr.write(clean(traceback.format_exc()))
        complain(str(error))
        raise typer.Exit(75 if isinstance(error, RunLocked) else 1) from None
    except KeyboardInterrupt:
        complain("interrupted")
        raise typer.Exit(130) from None
