"""Long output on a terminal goes through a pager, as with git and man: $PAGER, else less."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from archive import console

if TYPE_CHECKING:
    from collections.abc import Iterable

LESS = "-FRX"
"""What `less` gets where LESS is not set: end at once when all fits, let colours through, leave the text behind."""


def show(lines: Iterable[str], *, wanted: bool = True) -> None:
    """Print lines made for a terminal, through the pager where there is a terminal and one is wanted."""
    command = _command() if wanted and sys.stdout.isatty() else None
    if command is None:
        console.emit_rendered(lines)
        return
    environment = {"LESS": LESS, "LESSCHARSET": "utf-8", **os.environ}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, encoding="utf-8", errors="replace") as pager:
        assert pager.stdin is not None
        with suppress(BrokenPipeError):  # the reader has seen enough
            pager.stdin.writelines(f"{line}\n" for line in lines)
            pager.stdin.close()
        while pager.poll() is None:
            with suppress(KeyboardInterrupt):  # Ctrl-C is the pager's
                pager.wait()


def _command() -> list[str] | None:
    """The pager and its arguments; None where there is none, or PAGER says so (empty, or `cat`)."""
    stated = os.environ.get("PAGER")
    try:
        words = ["less"] if stated is None else shlex.split(stated)
    except ValueError:  # a quotation that is not closed
        return None
    return words if words and words != ["cat"] and shutil.which(words[0]) else None
