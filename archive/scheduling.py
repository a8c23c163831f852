"""Which program a schedule has to start."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def command() -> tuple[str, ...]:
    """The words that start a run, the program by its absolute path: cron and systemd have paths of their own."""
    beside = Path(sys.executable).with_name("afterword")
    started = shutil.which("afterword") if not beside.exists() else str(beside)
    return (started or str(beside), "run")
