"""Handing the report of a run to another program."""

import shlex
import subprocess

SECONDS = 60.0
"""How long the program may take."""


def notify(command: str, report: str) -> str | None:
    """Run a command with the report on its standard input; returns what went wrong, for the run itself is done."""
    try:
        done = subprocess.run(shlex.split(command), input=report, encoding="utf-8", timeout=SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return str(error)
    return f"exit code {done.returncode}" if done.returncode else None
