"""Calling the `afterword` command, for tests."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from archive.cli.app import app

ROOT = Path(__file__).parents[2]


def run(archive: Path | None, *words: object, code: int = 0, stdin: str = "", columns: int = 80) -> Result:
    """What a command prints, in this process. It has to end with `code`."""
    named = () if archive is None else ("--archive", str(archive))
    result = CliRunner().invoke(app, [*map(str, words), *named], input=stdin, env={"COLUMNS": str(columns)})
    assert result.exit_code == code, result.output
    return result


def on_a_terminal(*words: object, folder: Path, **environment: str) -> str:
    """What a command prints, results and complaints, when both go to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    program = "from archive.cli import main; main()"
    known = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "PYTHONPATH": str(ROOT), **environment}
    with subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=folder, env=known, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
    ):  # fmt: skip
        os.close(theirs)
        pieces: list[bytes] = []
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            pieces.append(piece)
    os.close(ours)
    return b"".join(pieces).decode("utf-8", "surrogateescape").replace("\r\n", "\n")
