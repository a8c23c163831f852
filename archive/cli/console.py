"""Where commands print: results to standard output, everything else to standard error."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, is_dataclass
from typing import Any

import typer

from archive.display import clean, json_text, one_line
from archive.errors import ArchiveError, InvalidValue, RunLocked

LESS = "-FRX"
"""What `less` gets where LESS is not set: end at once when all fits, let colours through, leave the text behind."""


def emit(lines: Iterable[str]) -> None:
    """Print data, a line each. To a terminal nothing goes that it would obey."""
    emit_text(f"{line}\n" for line in lines)


def emit_text(pieces: Iterable[str]) -> None:
    """Print data that has its own line ends. To a terminal nothing goes that it would obey."""
    terminal = sys.stdout.isatty()
    for piece in pieces:
        sys.stdout.write(clean(piece) if terminal else piece)


def emit_json(found: Iterable[Any], *, indent: int | None = None) -> None:
    """Print an object a line; `indent` is for one that people read, too."""
    for each in found:
        plain = asdict(each) if is_dataclass(each) and not isinstance(each, type) else each
        emit([json_text(plain, indent=indent)])


def show(found: Iterable[Any], lines: Iterable[str], *, as_json: bool, paged: bool = False) -> None:
    """Print what was found: objects for programs, else the lines that show it, through the pager where it is wanted."""
    if as_json:
        emit_json(found)
    else:
        page(lines, wanted=paged)


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"Error: {one_line(message)}\n")


def note(*lines: str) -> None:
    """Lines on standard error that are no errors: figures, hints."""
    sys.stderr.writelines(f"{clean(line)}\n" for line in lines)


def ask(question: str) -> str:
    """The line that a person answers; empty where nobody does."""
    sys.stderr.write(f"{clean(question)} ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not (answer.endswith("\n") and sys.stdin.isatty()):  # else the person's own line end is on the screen
        sys.stderr.write("\n")
    return answer.strip()


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
    """After output has failed: let whatever else is printed go nowhere, Python's own flush at the end included."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def prepare() -> None:
    """Let neither letters nor closed streams stop a command: UTF-8 into files and pipes, what a terminal's encoding
    lacks as escapes, and nowhere what goes to a stream that was closed."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                os.close(number)
            os.open(os.devnull, os.O_RDWR)  # it gets the number, which else the archive would, and be printed into
            setattr(sys, name, os.fdopen(number, "w" if number else "r"))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


@contextmanager
def reported(*, verbose: bool) -> Iterator[None]:
    """Turn what goes wrong into one line and an exit code: 2 for a value that makes no sense, 1 for work that failed,
    75 when another run is at work, 130 when interrupted.

    A reader that has had enough (`| head`) is no failure.
    """
    from scraper.errors import ScraperError

    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_reads()
        raise typer.Exit(0) from None
    except (ArchiveError, ScraperError, OSError) as error:
        if verbose:
            import traceback

            sys.stderr.write(clean(traceback.format_exc()))
        if isinstance(error, OSError):
            if error.filename is None:
                nobody_reads()  # what is left in its buffer would fail again
            error = ArchiveError(f"{error.filename or 'the output'}: {error.strerror or error}")
        complain(str(error))
        raise typer.Exit(75 if isinstance(error, RunLocked) else 2 if isinstance(error, InvalidValue) else 1) from None
    except KeyboardInterrupt:
        complain("interrupted")
        raise typer.Exit(130) from None


def page(lines: Iterable[str], *, wanted: bool = True) -> None:
    """Print lines made for a terminal, through the pager where there is a terminal and one is wanted.

    Their words are clean already, and colours are wanted.
    """
    command = _pager() if wanted and sys.stdout.isatty() else None
    if command is None:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    environment = {"LESS": LESS, "LESSCHARSET": "utf-8", **os.environ}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, encoding="utf-8", errors="replace") as pager:
        assert pager.stdin is not None
        with suppress(BrokenPipeError), pager.stdin as reader:  # it has seen enough; closing says so again
            reader.writelines(f"{line}\n" for line in lines)
        while pager.poll() is None:
            with suppress(KeyboardInterrupt):  # Ctrl-C is the pager's
                pager.wait()


def _pager() -> list[str] | None:
    """The pager and its arguments; None where there is none, or PAGER says so (empty, or `cat`)."""
    stated = os.environ.get("PAGER")
    try:
        words = ["less"] if stated is None else shlex.split(stated)
    except ValueError:  # a quotation that is not closed
        return None
    return words if words and words != ["cat"] and shutil.which(words[0]) else None
